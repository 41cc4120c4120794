/** What an installation must confirm before it may go live: every `assumed` fact that a permission rests on. */
import type { LegalDate } from '#contract';
import type { Pointer } from './fault';
import type { Locate } from './parse';
import { overlap, resolver, type Doubt, type Resolve } from './resolve';
import type { InstrumentSource, PermissionSource, RegisterSource, VersionSource } from './source';
import { valueAt } from './yaml';

/** One permission and one assumed fact that it rests on. The same fact comes once for each permission. */
export interface UnconfirmedFact {
  readonly instrument: string;
  /** Place of the version in its instrument, and of the permission in its version, from 0. */
  readonly version: number;
  readonly permission: number;
  /** `[from, until)` of the version, so that past ones can be left out. */
  readonly from: LegalDate | undefined;
  readonly until: LegalDate | undefined;
  /** A draft permits nothing even when confirmed. */
  readonly draft: boolean;
  /** The file in which the fact is marked, and the way to the mark: `versions[0].permissions[1].sureOf.fields`. */
  readonly file: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Every assumed fact of every permission that nobody confirmed, in the order of the files. Outside a demonstration such
 * a permission answers `unconfirmed`; it stops being assumed exactly when each of its facts here has a source, or its
 * version is `confirmed`. Confidential instruments are left out. `locate` comes with the register from
 * `parseRegister`; without it every place is 1:1.
 */
export function unconfirmedFacts(source: RegisterSource, locate?: Locate): readonly UnconfirmedFact[] {
  const marks = new Marks(source, locate ?? (() => ({ line: 1, column: 1 })));
  return source.instruments
    .filter((instrument) => !instrument.confidential)
    .flatMap((instrument) =>
      instrument.versions.flatMap((version, v) =>
        version.confirmed !== undefined
          ? []
          : version.permissions.flatMap((permission) => {
              const { from, until, draft } = version;
              const at = { instrument: instrument.id, version: v, permission: permission.index, from, until, draft };
              return marks.of(instrument, version, v, permission).map((mark) => ({ ...at, ...mark }));
            }),
      ),
    );
}

type Mark = Pick<UnconfirmedFact, 'file' | 'path' | 'line' | 'column'>;
type Json = Readonly<Record<string, unknown>>;

class Marks {
  private readonly documents: ReadonlyMap<string, unknown>;
  private readonly resolve: Resolve;
  private readonly fileOfRole: ReadonlyMap<string, string>;
  private readonly fileOfPurpose: ReadonlyMap<string, string>;

  constructor(
    private readonly source: RegisterSource,
    private readonly locate: Locate,
  ) {
    this.documents = new Map(source.documents.map(({ path, document }) => [path, document]));
    this.resolve = resolver(source);
    this.fileOfRole = this.filesOf('roles');
    this.fileOfPurpose = this.filesOf('purposes');
  }

  of(instrument: InstrumentSource, version: VersionSource, v: number, permission: PermissionSource): readonly Mark[] {
    const file = `instruments/${instrument.id}.yaml`;
    const found = new Map<string, Mark>();
    const look = (where: string, pointer: Pointer) => {
      // Inherited marks stand once, where they are written.
      if (valueAt(this.documents.get(where), pointer) !== 'assumed') return;
      found.set(`${where} ${pointer.join('/')}`, {
        file: where,
        path: pathText(pointer),
        ...this.locate(where, pointer),
      });
    };
    if (permission.assumed) {
      for (const pointer of ownMarks(this.documents.get(file), v, permission.index)) look(file, pointer);
    }
    this.lookAtParties(instrument, version, permission, (doubt) => {
      const [where, pointer] = this.placeOf(doubt, file);
      look(where, pointer);
    });
    for (const purpose of permission.purposes) look(this.fileOfPurpose.get(purpose)!, ['purposes', purpose, 'sure']);
    if (permission.territory !== undefined) {
      const { set } = permission.territory;
      const where = `territories/${set}.yaml`;
      look(where, ['sure']);
      const { members } = this.source.territories.find((each) => each.id === set)!;
      for (const n of members.keys()) look(where, ['members', n, 'sure']);
    }
    return [...found.values()];
  }

  /** Only parties whose days meet: who held a role before the version has no part in it. */
  private lookAtParties(
    instrument: InstrumentSource,
    version: VersionSource,
    permission: PermissionSource,
    tell: (doubt: Doubt) => void,
  ): void {
    const holdings = (parties: PermissionSource['providers']) =>
      parties.flatMap((party) => this.resolve(party, instrument));
    const recipients = holdings(permission.recipients);
    for (const provider of holdings(permission.providers)) {
      const providing = overlap(provider, version);
      for (const recipient of providing === undefined ? [] : recipients) {
        if (overlap(providing!, recipient) === undefined) continue;
        for (const doubt of [...provider.doubts, ...recipient.doubts]) tell(doubt);
      }
    }
  }

  private placeOf(doubt: Doubt, instrumentFile: string): [file: string, pointer: Pointer] {
    switch (doubt.kind) {
      case 'participant':
        return [`participants/${doubt.id}.yaml`, ['sure']];
      case 'role':
        return [`participants/${doubt.id}.yaml`, ['roles', doubt.index, 'sure']];
      case 'succession':
        return [`participants/${doubt.id}.yaml`, ['succeededBy', doubt.index, 'sure']];
      case 'role-succession':
        return [this.fileOfRole.get(doubt.role)!, ['roles', doubt.role, 'succeededBy', doubt.index, 'sure']];
      case 'accession':
        return [instrumentFile, ['accessions', doubt.index, 'sure']];
    }
  }

  /** File by id, for folders whose files hold many. */
  private filesOf(folder: 'roles' | 'purposes'): ReadonlyMap<string, string> {
    return new Map(
      this.source.documents
        .filter(({ path }) => path.startsWith(`${folder}/`))
        .flatMap(({ path, document }) => Object.keys((document as Json)[folder] as Json).map((id) => [id, path])),
    );
  }
}

/** Where an instrument's own file may mark something that a permission of it rests on. */
function ownMarks(document: unknown, v: number, p: number): Pointer[] {
  const version = ['versions', v] as const;
  const permission = [...version, 'permissions', p] as const;
  const each = (pointer: Pointer) =>
    Object.keys((valueAt(document, pointer) ?? {}) as Json).map((key) => [...pointer, key]);
  return [
    ['sure'],
    ...each(['sureOf']),
    ...each(['publications']).map((pointer) => [...pointer, 'sure']),
    [...version, 'sure'],
    ...each([...version, 'sureOf']),
    ...['advices', 'approvals'].flatMap((list) => each([...version, list]).map((pointer) => [...pointer, 'sure'])),
    [...permission, 'sure'],
    ...each([...permission, 'sureOf']),
    ...['territory', 'transfer', 'processingAgreement'].map((part) => [...permission, part, 'sure']),
    ...each([...permission, 'fields']).map((pointer) => [...pointer, 'sure']),
  ];
}

/** `versions[0].fields.persoon.insz`: places in lists between brackets. */
function pathText(pointer: Pointer): string {
  return pointer.reduce<string>(
    (text, step) =>
      /^[0-9]+$/.test(String(step)) ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${step}`,
    '',
  );
}
