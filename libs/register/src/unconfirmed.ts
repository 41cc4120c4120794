/** What an installation must confirm before it may go live: every `assumed` fact that a permission rests on. */
import type { LegalDate } from '#contract';
import type { Pointer } from './fault';
import { grantsOf, type Doubt, type Grants } from './grants';
import type { Locate } from './parse';
import { overlap, type Window } from './resolve';
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
  /** What is assumed; `own` stands for what the instrument says, and `path` for what of it. */
  readonly about: Doubt;
  /** Until this day it is in doubt: two people confirmed it then. Undefined where nobody did. */
  readonly confirmedOn: LegalDate | undefined;
  /** The file in which the fact is marked, and the way to the mark: `versions[0].permissions[1].sureOf.fields`. */
  readonly file: string;
  readonly path: string;
  /** The part of that file whose `confirmed` would cover it, `versions[0]`; empty: the file as a whole. */
  readonly confirmAt: string;
  readonly line: number;
  readonly column: number;
}

export interface UnconfirmedQuestion {
  /** Only what counts on some day of these. */
  readonly during?: Window;
  /** Of this instrument only. */
  readonly instrument?: string | undefined;
}

const always: Window = { from: undefined, until: undefined };

/**
 * Every assumed fact of every permission that nobody had confirmed on some day of `during`, in the order of the files. Outside a
 * demonstration such a permission answers `unconfirmed`; it stops being assumed exactly when each of its facts here has a
 * source, or on the day on which the last of them is `confirmed` where `confirmAt` says. Confidential instruments are left out. `locate` comes with the register from `parseRegister`; without it every place is 1:1.
 */
export function unconfirmedFacts(
  source: RegisterSource,
  locate: Locate = () => ({ line: 1, column: 1 }),
  { during = always, instrument: only }: UnconfirmedQuestion = {},
): readonly UnconfirmedFact[] {
  const marks = new Marks(source, locate, during);
  return source.instruments
    .filter(({ id, confidential }) => !confidential && (only === undefined || id === only))
    .flatMap((instrument) =>
      instrument.versions.flatMap((version, v) =>
        version.permissions.flatMap((permission) => {
          const { from, until, draft } = version;
          const at = { instrument: instrument.id, version: v, permission: permission.index, from, until, draft };
          return marks.of(instrument, version, v, permission).map((mark) => ({ ...at, ...mark }));
        }),
      ),
    );
}

type Mark = Pick<UnconfirmedFact, 'about' | 'confirmedOn' | 'file' | 'path' | 'confirmAt' | 'line' | 'column'>;
type Json = Readonly<Record<string, unknown>>;

class Marks {
  private readonly documents: ReadonlyMap<string, unknown>;
  private readonly grants: Grants;
  private readonly fileOfRole: ReadonlyMap<string, string>;
  private readonly fileOfPurpose: ReadonlyMap<string, string>;

  constructor(
    source: RegisterSource,
    private readonly locate: Locate,
    private readonly during: Window,
  ) {
    this.documents = new Map(source.documents.map(({ path, document }) => [path, document]));
    this.grants = grantsOf(source);
    this.fileOfRole = filesOf(source, 'roles');
    this.fileOfPurpose = filesOf(source, 'purposes');
  }

  /** Asks the same as the compiled register does, so that both call the same permissions assumed. */
  of(instrument: InstrumentSource, version: VersionSource, v: number, permission: PermissionSource): readonly Mark[] {
    const found = new Map<string, Mark>();
    const seen = new Set<Doubt>();
    const uses = [...this.grants.of(instrument, version, permission)].flatMap(({ windows }) => windows);
    for (const { doubts, ...window } of uses) {
      const days = overlap(window, this.during);
      if (days === undefined) continue;
      for (const about of doubts) {
        if (seen.has(about) || overlap(about, days) === undefined) continue;
        seen.add(about);
        for (const mark of this.marksOf(about, instrument, v, permission.index))
          found.set(`${mark.file} ${mark.path} ${mark.confirmAt}`, mark);
      }
    }
    return [...found.values()];
  }

  private marksOf(about: Doubt, instrument: InstrumentSource, v: number, p: number): Mark[] {
    const own = `instruments/${instrument.id}.yaml`;
    /** An inherited mark stands once, where it is written: with the part that is confirmed, or above it. */
    const marks = (file: string, part: Pointer, pointers: readonly Pointer[]): Mark[] =>
      pointers
        .filter((pointer) => valueAt(this.documents.get(file), pointer) === 'assumed')
        .map((pointer) => ({
          about,
          file,
          path: pathText(pointer),
          confirmAt: pathText(part),
          confirmedOn: valueAt(this.documents.get(file), [...part, 'confirmed', 'on']) as LegalDate | undefined,
          ...this.locate(file, pointer),
        }));
    switch (about.kind) {
      case 'own':
        return marks(own, ['versions', v], ownMarks(this.documents.get(own), v, p));
      case 'act': {
        const file = `instruments/${about.id}.yaml`;
        return marks(file, ['versions', about.version], actMarks(this.documents.get(file), about.version));
      }
      case 'accession': {
        const part = ['accessions', about.index];
        const itself = marks(own, part, [[...part, 'sure']]);
        return itself.length > 0 ? itself : marks(own, part, [['sure']]);
      }
      case 'participant':
        return marks(`participants/${about.id}.yaml`, [], [['sure']]);
      case 'role':
        return marks(`participants/${about.id}.yaml`, [], [['roles', about.index, 'sure']]);
      case 'succession':
        return marks(`participants/${about.id}.yaml`, [], [['succeededBy', about.index, 'sure']]);
      case 'role-succession': {
        const part = ['roles', about.role];
        return marks(this.fileOfRole.get(about.role)!, part, [[...part, 'succeededBy', about.index, 'sure']]);
      }
      case 'purpose': {
        const part = ['purposes', about.id];
        return marks(this.fileOfPurpose.get(about.id)!, part, [[...part, 'sure']]);
      }
      case 'territory':
        return marks(`territories/${about.id}.yaml`, [], [['sure']]);
      case 'member':
        return marks(`territories/${about.id}.yaml`, [], [['members', about.index, 'sure']]);
    }
  }
}

/** File by id, for folders whose files hold many. */
function filesOf({ documents }: RegisterSource, folder: 'roles' | 'purposes'): ReadonlyMap<string, string> {
  return new Map(
    documents
      .filter(({ path }) => path.startsWith(`${folder}/`))
      .flatMap(({ path, document }) => Object.keys((document as Json)[folder] as Json).map((id) => [id, path])),
  );
}

/** Where an instrument's own file may mark something that a permission of it rests on. */
function ownMarks(document: unknown, v: number, p: number): Pointer[] {
  const permission = ['versions', v, 'permissions', p] as const;
  return [
    ...actMarks(document, v),
    [...permission, 'sure'],
    ...keysOf(document, [...permission, 'sureOf']),
    ...['territory', 'transfer', 'processingAgreement'].map((part) => [...permission, part, 'sure']),
    ...keysOf(document, [...permission, 'fields']).map((pointer) => [...pointer, 'sure']),
  ];
}

/** Where it may mark something of itself and of one version, beside the permissions. */
function actMarks(document: unknown, v: number): Pointer[] {
  const version = ['versions', v] as const;
  const each = (pointer: Pointer) => keysOf(document, pointer);
  return [
    ['sure'],
    ...each(['sureOf']),
    ...each(['publications']).map((pointer) => [...pointer, 'sure']),
    [...version, 'sure'],
    ...each([...version, 'sureOf']),
    ...['advices', 'approvals'].flatMap((list) => each([...version, list]).map((pointer) => [...pointer, 'sure'])),
  ];
}

function keysOf(document: unknown, pointer: Pointer): Pointer[] {
  return Object.keys((valueAt(document, pointer) ?? {}) as Json).map((key) => [...pointer, key]);
}

/** `versions[0].fields.persoon.insz`: places in lists between brackets. */
function pathText(pointer: Pointer): string {
  return pointer.reduce<string>(
    (text, step) =>
      /^[0-9]+$/.test(String(step)) ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${step}`,
    '',
  );
}
