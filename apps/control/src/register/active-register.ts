import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { CompiledRegister } from '#register';
import {
  LedgerJournal,
  RegisterPromises,
  type RegisterVersions,
  type StoredDocument,
  type StoredVersion,
  type Suspension,
} from '#postgres';
import { StandingCases } from '../cases/standing-cases';
import { Database } from '../database';
import { Publication } from '../publication/publication';
import { SETTINGS, type Settings } from '../settings';
import { ownDocuments, underOrders } from './orders';
import { compileDocuments, readProtocols, type FileFault } from './source';

/** What came of an activation. Faults are an expected outcome: the register that was active stays so. */
export type Activation =
  | { readonly kind: 'active'; readonly version: number; readonly changed: boolean; readonly published: boolean }
  | { readonly kind: 'faults'; readonly faults: readonly FileFault[] }
  /** The files differ from the active register, and only two officers may make them active. */
  | { readonly kind: 'to-propose' }
  | { readonly kind: 'unavailable' };

/** What must be true in the transaction that gives a version its number. */
type Together = NonNullable<Parameters<RegisterVersions['activate']>[3]>;

const retryEveryMs = 1_000;

/** Which register version is active, and how files become the next one. */
@Injectable()
export class ActiveRegister implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('register');
  private current: { version: StoredVersion; compiled: CompiledRegister } | undefined;
  private faults: readonly FileFault[] = [];
  private attempt: Promise<Activation> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private attempted = false;
  private stopped = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    @Inject(Publication) private readonly publication: Publication,
    @Inject(StandingCases) private readonly cases: StandingCases,
  ) {}

  /** The newest version, compiled, or undefined before there is one. */
  get compiled(): CompiledRegister | undefined {
    return this.current?.compiled;
  }

  get version(): StoredVersion | undefined {
    return this.current?.version;
  }

  /** Whether the files were looked at since the start, and some version is active. */
  get settled(): boolean {
    return this.attempted && this.current !== undefined;
  }

  /** Faults in the files at the last activation; empty where it succeeded. */
  get fileFaults(): readonly FileFault[] {
    return this.faults;
  }

  onApplicationBootstrap(): void {
    void this.follow(true);
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /**
   * Validates the files and, where they are sound and may become active by themselves, gives them a number and has them
   * published: the first version of an empty installation, and every one where the setting leaves it to the files.
   * INVARIANT(two-officers): any other version comes by `activateTogether`. `by`: who asked for it, as the ledger's act names them;
   * a start or a signal is `control`.
   */
  activate(by = 'control'): Promise<Activation> {
    this.attempt ??= this.tryActivate(by).finally(() => (this.attempt = undefined));
    return this.attempt;
  }

  /**
   * Gives these documents the next number, with the standing cases and orders, unless another version than `basedOn` came in
   * between; has it published. `change`: what becomes of the orders by it.
   */
  async activateTogether(
    own: readonly StoredDocument[],
    basedOn: number,
    change: (orders: readonly Suspension[]) => readonly Suspension[],
    together: Together,
  ): Promise<Awaited<ReturnType<RegisterVersions['activate']>>> {
    const documents = await this.whole(own, change);
    const activated = await this.database.versions.activate(documents, new Date(), basedOn, together);
    if (activated.overtaken) return activated;
    await this.publication.tell();
    await this.refresh();
    return activated;
  }

  /** Knows the newest version from now on, whoever activated it. */
  async catchUp(): Promise<void> {
    await this.refresh();
  }

  /**
   * Brings cases and orders of the newest version up to date, and has it published. The files are not looked at: what somebody
   * is editing there takes no part. Where a version came in between, the next call sees to it.
   */
  async renew(): Promise<void> {
    if (!this.database.ready || !this.publication.numbersKnown) return;
    await this.refresh();
    if (this.current === undefined) return;
    const { version, documents } = this.current.version;
    const wanted = await this.whole(ownDocuments(documents));
    if (sameHashes(wanted, documents)) return;
    const { changed } = await this.database.versions.activate(wanted, new Date(), version);
    if (!changed) return;
    await this.publication.tell();
    await this.refresh();
  }

  private async tryActivate(by: string): Promise<Activation> {
    const read = await readProtocols(this.settings.protocolsDir);
    this.faults = read.faults;
    if (read.documents === undefined) {
      this.log.error(`\`${this.settings.protocolsDir}\` has ${read.faults.length} faults; the active register stays`);
      for (const fault of read.faults.slice(0, faultsLogged)) this.log.error(fault.line);
      return { kind: 'faults', faults: read.faults };
    }
    if (!this.database.ready || !this.publication.numbersKnown) return { kind: 'unavailable' };
    if (this.settings.activation !== 'files' && (await this.database.versions.newestNumber()) !== undefined) {
      await this.refresh();
      const active = this.current && ownDocuments(this.current.version.documents);
      // An installation of before promises were kept, or one that took its version over from the topic.
      if (this.current !== undefined) {
        await this.database.promises.begin(this.current.version.version, read.promises, new Date());
      }
      if (active !== undefined && sameHashes(read.documents, active)) return this.asItIs();
      this.log.warn('the files differ from the active register; `npx sluis register propose` has them approved');
      return { kind: 'to-propose' };
    }
    const documents = await this.whole(read.documents);
    const now = new Date();
    const before = await this.database.versions.newestNumber();
    const { version, changed } = await this.database.versions.activate(
      documents,
      now,
      undefined,
      async (entities, number) => {
        // Another control was first: these files are now a change like any other.
        if (this.settings.activation !== 'files' && number !== 1)
          throw new Error('a first version was made in between');
        await RegisterPromises.keep(entities, number, read.promises, now);
        if (number === before) return;
        await LedgerJournal.act(entities, { act: 'register.activate', by, version: number }, now);
      },
    );
    if (changed) this.log.log(`register version ${version} is new`);
    await this.publication.tell();
    await this.refresh();
    const published = this.publication.state.registerVersion === version;
    return { kind: 'active', version, changed, published };
  }

  private asItIs(): Activation {
    const version = this.current!.version.version;
    return { kind: 'active', version, changed: false, published: this.publication.state.registerVersion === version };
  }

  /** A register's own documents with the orders over them and the standing cases beside them. */
  private async whole(
    own: readonly StoredDocument[],
    change: (orders: readonly Suspension[]) => readonly Suspension[] = (orders) => orders,
  ): Promise<readonly StoredDocument[]> {
    const orders = change(await this.database.suspensions.all());
    return this.cases.beside(underOrders(own, orders));
  }

  /** At the start: activates as soon as that is possible. Then follows what other controls activate. */
  private async follow(first: boolean): Promise<void> {
    let starting = first;
    try {
      if (starting) starting = (await this.activate()).kind === 'unavailable';
      await this.refresh();
      this.attempted ||= !starting;
    } catch {
      // PostgreSQL went away in between: the next round sees whether it is back.
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.follow(starting), retryEveryMs);
  }

  private async refresh(): Promise<void> {
    if (!this.database.ready) return;
    const newest = await this.database.versions.newestNumber();
    if (newest === undefined || newest === this.current?.version.version) return;
    const version = await this.database.versions.version(newest);
    const compiled = version && compileDocuments(version.documents, newest);
    if (version !== undefined && compiled !== undefined) this.current = { version, compiled };
  }
}

const faultsLogged = 50;

function sameHashes(one: StoredVersion['documents'], other: StoredVersion['documents']): boolean {
  const hashes = new Set(other.map(({ hash }) => hash));
  return one.length === other.length && one.every(({ hash }) => hashes.has(hash));
}
