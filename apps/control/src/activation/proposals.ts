import { Inject, Injectable, Logger } from '@nestjs/common';
import { clockAt } from '#contract';
import {
  contentHashOf,
  RegisterProposals,
  type NewProposal,
  type Proposal,
  type ProposalChange,
  type ProposalKind,
  type PromiseFiles,
  type StoredDocument,
  type StoredVersion,
  type Suspension,
} from '#postgres';
import { ProtocolsUnreadable, readProtocols } from '#protocols';
import type { Officer } from '../access/officer';
import { Database } from '../database';
import { noRegister, Problem } from '../http/problem';
import { reached } from '../http/reached';
import { ActiveRegister } from '../register/active-register';
import { ownDocuments } from '../register/orders';
import { PastRegisters } from '../register/past-registers';
import { SETTINGS, type Settings } from '../settings';
import { filesOf, type Report } from './check';
import { checkApart, type Checked } from './checking';
import { pastRequests } from './past-requests';
import { promisesIn } from './promises';

/** Where a proposed register comes from. A `text` of null takes a file away. */
export type ProposalSource =
  | { readonly from: 'files' }
  | { readonly from: 'upload'; readonly documents: readonly { readonly path: string; readonly text: string | null }[] }
  | { readonly from: 'version'; readonly version: number }
  | { readonly from: 'lift'; readonly instrument: string };

const limits = { pagesMs: 5_000, allMs: 60_000 };
const attemptsMax = 3;

/** Register versions by two officers: one proposes and sees what it would change, another approves. */
@Injectable()
export class Proposals {
  private readonly log = new Logger('activation');
  /** Checks take a processor: one at a time. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    @Inject(ActiveRegister) private readonly register: ActiveRegister,
    @Inject(PastRegisters) private readonly past: PastRegisters,
  ) {}

  async propose(source: ProposalSource, title: string, reason: string, officer: Officer): Promise<string> {
    const active = this.active();
    const own = ownDocuments(active.documents);
    const orders = await reached(this.database.suspensions.all());
    const lifted = source.from === 'lift' ? orderOn(orders, source.instrument) : undefined;
    const promised = await this.promised();
    const files = await this.filesOf(source, own, promised);
    const now = new Date();
    const { today } = clockAt(now.getTime());
    const checked = await this.check(
      {
        files: [...files],
        orders: orders.flatMap((order) => (order === lifted ? endedOn(order, today) : [order])),
        promised,
        before: active.documents.filter(({ path }) => !path.startsWith('cases/')).map(({ content }) => content),
        atMs: now.getTime(),
      },
      now,
    );
    const proposal: NewProposal = {
      kind: source.from satisfies ProposalKind,
      title,
      reason,
      basedOn: active.version,
      baseHash: hashOf(own, promised),
      suspension: lifted?.id ?? null,
      faults: checked.kind === 'faults' ? checked.faults.slice(0, faultsKept) : [],
      report: checked.kind === 'faults' ? null : checked.report,
      documents: checked.kind === 'faults' ? [] : checked.documents,
      promises: promisesIn(files),
    };
    const id = await reached(this.database.proposals.propose(proposal, officer, now));
    this.log.log(`proposal ${id} (${source.from}) was made by ${officer.subject}`);
    return id;
  }

  /** Gives the proposed register the next number; at every gateway within a second. Returns the number. */
  async approve(id: string, officer: Officer): Promise<number> {
    const proposal = await reached(this.database.proposals.one(id));
    if (proposal === undefined) refuse('unknown');
    if (proposal.faults.length > 0)
      throw new Problem(409, 'the proposal has faults; mend them and propose it anew', [], 'proposal-faulty');
    const broken = (proposal.report as Report | null)?.promises.filter(({ holds }) => !holds) ?? [];
    if (broken.length > 0) {
      const names = broken.map((promise) => promise.id).join(', ');
      throw new Problem(
        409,
        `it breaks promises of the register (${names}); a promise is weakened or taken away by one proposal, which keeps it, and what ` +
          'it forbids is permitted by a later one',
        [],
        'promises-broken',
      );
    }
    const documents = await reached(this.database.proposals.documents(id));
    for (let attempt = 1; ; attempt++) {
      await reached(this.register.catchUp());
      const active = this.active();
      const now = new Date();
      const base = hashOf(ownDocuments(active.documents), await this.promised());
      if (base !== proposal.baseHash && proposal.state === 'open') {
        await reached(this.database.proposals.outdate(id, officer.subject, now));
        throw new Problem(
          409,
          'the register has changed since this was proposed; propose it anew to see what it changes now',
          [],
          'register-changed',
        );
      }
      const { today } = clockAt(now.getTime());
      const activated = await reached(
        this.register.activateTogether(
          documents,
          active.version,
          liftedBy(proposal, today),
          async (entities, version) => {
            const outcome = await RegisterProposals.approve(entities, id, officer, version, today, now);
            // Thrown, so that the version is not made either.
            if (outcome !== 'done') refuse(outcome);
          },
        ),
      );
      if (!activated.overtaken) {
        this.log.log(`proposal ${id} was approved by ${officer.subject}: register version ${activated.version}`);
        return activated.version;
      }
      if (attempt === attemptsMax)
        throw new Problem(503, 'the register changes at this moment; try again', [], 'register-changed');
    }
  }

  async reject(id: string, reason: string, officer: Officer): Promise<void> {
    const outcome = await reached(this.database.proposals.reject(id, officer, reason, new Date()));
    if (outcome !== 'done') refuse(outcome);
    this.log.log(`proposal ${id} was rejected by ${officer.subject}`);
  }

  private active(): StoredVersion {
    const { version } = this.register;
    if (version === undefined) throw noRegister();
    return version;
  }

  /** What the active register promises; of an installation that kept none yet, what its folder says. */
  private async promised(): Promise<PromiseFiles> {
    return (await reached(this.database.promises.active())) ?? promisesIn(await this.folder());
  }

  /** The files of the proposed register, its promises among them: those it brings, else those of the active register. */
  private async filesOf(
    source: ProposalSource,
    own: readonly StoredDocument[],
    promises: PromiseFiles,
  ): Promise<ReadonlyMap<string, string>> {
    if (source.from === 'files') return this.folder();
    if (source.from === 'version') {
      const found = await reached(this.past.stored(source.version));
      if (found === undefined) throw new Problem(404, 'there is no such register version, or it is not as it was');
      return new Map([...filesOf(ownDocuments(found.documents)), ...promises]);
    }
    const files = new Map([...filesOf(own), ...promises]);
    if (source.from === 'upload') {
      for (const { path, text } of source.documents) {
        if (text === null) files.delete(path);
        else files.set(path, text);
      }
    }
    return files;
  }

  private async folder(): Promise<ReadonlyMap<string, string>> {
    try {
      return await readProtocols(this.settings.protocolsDir);
    } catch (fault) {
      if (!(fault instanceof ProtocolsUnreadable)) throw fault;
      throw new Problem(409, `control's own folder of files can't be read: ${fault.message}`, [], 'folder-unreadable');
    }
  }

  private async check(proposed: Parameters<typeof checkApart>[0], now: Date): Promise<Checked> {
    const mine = this.turn.then(() => checkApart(proposed, () => pastRequests(this.database, now), limits));
    this.turn = mine.catch(() => undefined);
    try {
      return await mine;
    } catch (fault) {
      if (fault instanceof Problem) throw fault;
      this.log.error(`checking a proposal failed: ${(fault as { name?: string }).name ?? 'fault'}`);
      throw new Problem(
        503,
        'the proposal could not be checked in time; nothing was proposed, try again',
        [],
        'proposal-slow',
      );
    }
  }
}

const faultsKept = 200;

function hashOf(own: readonly StoredDocument[], promises: PromiseFiles): string {
  return contentHashOf([...own.map(({ hash }) => hash), JSON.stringify(promises)]);
}

function orderOn(orders: readonly Suspension[], instrument: string): Suspension {
  const found = orders.find((order) => order.instrument === instrument && order.liftedDay === null);
  if (found === undefined) throw new Problem(404, 'this instrument is under no order of suspension');
  return found;
}

/** The order as it stands once it is lifted on that day; one that was given on the same day leaves no trace. */
export function endedOn(order: Suspension, day: string): readonly Suspension[] {
  return order.fromDay < day ? [{ ...order, liftedDay: day }] : [];
}

function liftedBy({ suspension }: Proposal, day: string): (orders: readonly Suspension[]) => readonly Suspension[] {
  return (orders) => orders.flatMap((order) => (order.id === suspension ? endedOn(order, day) : [order]));
}

function refuse(outcome: Exclude<ProposalChange, 'done'>): never {
  switch (outcome) {
    case 'unknown':
      throw new Problem(404, 'there is no such proposal; `GET /register/proposals` lists them');
    case 'decided':
      throw new Problem(409, 'this was approved, rejected or outdated before', [], 'already-decided');
    case 'same-officer':
      throw new Problem(409, 'who proposed it cannot decide on it; another officer must', [], 'same-officer');
  }
}
