/** Promises about the whole register, from `invariants/`: what no request may ever get. They permit nothing and are not published. */
import type { LegalDate } from '#contract';
import { didYouMean, type Fault, type FaultCode, type Pointer } from './fault';
import type { OneOrMore, RawInvariant, RawParty } from './raw';
import { resolver, type Holding } from './resolve';
import type { Folder } from './schemas';
import type { Party, RegisterSource, Text } from './source';
import type { Loaded } from './yaml';

/** One promise about the whole register: `never` says what no request may get, `apart` what no system may read together. */
export interface InvariantSource {
  readonly id: string;
  readonly title: Text;
  readonly why: string | undefined;
  readonly never: NeverSource | undefined;
  readonly apart: 'readers' | undefined;
}

/** Everything at once that is not undefined. */
export interface NeverSource {
  readonly recipients: readonly Holding[] | undefined;
  readonly providers: readonly Holding[] | undefined;
  readonly senders: readonly Holding[] | undefined;
  readonly purposes: readonly string[] | undefined;
  readonly statistical: boolean | undefined;
  readonly categories: readonly string[] | undefined;
  /** Paths, or `persoon.*`. */
  readonly fields: readonly string[] | undefined;
  readonly except: readonly string[] | undefined;
  readonly identifiers: readonly ('person' | 'entity' | 'contact')[] | undefined;
  readonly freeText: boolean;
  readonly aboutPersons: boolean;
  readonly as: readonly ('identified' | 'generalised' | 'pseudonymised')[] | undefined;
  /** `[from, until)`; a missing bound is open. */
  readonly from: LegalDate | undefined;
  readonly until: LegalDate | undefined;
}

/** Reads files of sound structure. A name that the register lacks is a fault, unless it may stand in a broken folder. */
export function readInvariants(
  files: readonly Loaded[],
  source: RegisterSource,
  broken: ReadonlySet<Folder>,
): { readonly invariants: readonly InvariantSource[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const known = namesIn(source);
  for (const file of files) {
    const raw = file.value as RawInvariant;
    const report = (code: FaultCode, pointer: Pointer, message: string, hint = '') =>
      faults.push({ file: file.path, ...file.locate(pointer), code, message, hint });
    if (file.path !== `invariants/${raw.id}.yaml`) {
      report('file-name', ['id'], `the file of \`${raw.id}\` must be called \`invariants/${raw.id}.yaml\``);
    }
    if (raw.never === undefined && raw.apart === undefined) {
      report('missing-key', [], 'the file has no `never` and no `apart`', 'say what may never happen');
    }
    const { from, until } = raw.never ?? {};
    if (from !== undefined && until !== undefined && from >= until) {
      report(
        'empty-window',
        ['never', 'until'],
        `\`until\` ${until} is not after \`from\` ${from}`,
        '`until` is the first day on which it no longer holds',
      );
    }
    for (const { noun, name, pointer } of namesOf(raw)) {
      const { names, folder, code } = known[noun];
      const isShorthand = noun === 'field' && name.endsWith('.*');
      const isKnown = isShorthand ? [...names].some((path) => path.startsWith(name.slice(0, -1))) : names.has(name);
      if (!isKnown && !broken.has(folder))
        report(code, pointer, `unknown ${noun} \`${name}\``, didYouMean(name, names));
    }
  }
  const isSound = faults.length === 0 && broken.size === 0;
  return {
    invariants: isSound ? files.map((file) => normaliseInvariant(file.value as RawInvariant, source)) : [],
    faults,
  };
}

function namesIn(source: RegisterSource) {
  const ids = (items: readonly { readonly id: string }[]) => new Set(items.map((each) => each.id));
  return {
    participant: { names: ids(source.participants), folder: 'participants', code: 'unknown-participant' },
    role: { names: ids(source.roles), folder: 'roles', code: 'unknown-role' },
    purpose: { names: ids(source.purposes), folder: 'purposes', code: 'unknown-purpose' },
    category: { names: ids(source.categories), folder: 'categories', code: 'unknown-category' },
    field: { names: new Set(source.fields.map((each) => each.path)), folder: 'fields', code: 'unknown-field' },
  } as const;
}

/**
 * With parties as participants and their days: who is named stays meant after a succession, and who succeeds is meant
 * from then on; divisions of both too.
 */
function normaliseInvariant(raw: RawInvariant, source: RegisterSource): InvariantSource {
  const { never } = raw;
  const parties = (value: OneOrMore<RawParty> | undefined) =>
    value === undefined ? undefined : holdings(list(value), source);
  return {
    id: raw.id,
    title: raw.title,
    why: raw.why,
    apart: raw.apart,
    never: never && {
      recipients: parties(never.recipient),
      providers: parties(never.provider),
      senders: parties(never.sender),
      purposes: maybe(never.purpose),
      statistical: never.statistical,
      categories: maybe(never.category),
      fields: maybe(never.fields),
      except: maybe(never.except),
      identifiers: maybe(never.identifier),
      freeText: never.freeText === true,
      aboutPersons: never.aboutPersons === true,
      as: maybe(never.as),
      from: never.from,
      until: never.until,
    },
  };
}

function holdings(raw: readonly RawParty[], source: RegisterSource): Holding[] {
  const resolve = resolver(source);
  const found: Holding[] = raw.flatMap((each): readonly Holding[] => {
    if (typeof each !== 'string') return resolve({ kind: 'role', role: each.role ?? '' }, noAccessions);
    const party: Party = { kind: 'participant', id: each };
    const successors = resolve(party, noAccessions).filter(({ participant }) => participant !== each);
    return [{ participant: each, from: undefined, until: undefined, doubts: [] }, ...successors];
  });
  for (const holding of found) {
    for (const { id, divisionOf } of source.participants) {
      const isNew = !found.some(
        (each) => each.participant === id && each.from === holding.from && each.until === holding.until,
      );
      if (divisionOf === holding.participant && isNew) found.push({ ...holding, participant: id });
    }
  }
  return found;
}

const noAccessions = { accessions: [] };

/** Every name in an invariant, with its place and what it must be. */
function* namesOf(raw: RawInvariant): Generator<{ noun: InvariantNoun; name: string; pointer: Pointer }> {
  const { never } = raw;
  if (never === undefined) return;
  for (const key of ['recipient', 'provider', 'sender'] as const) {
    for (const [party, pointer] of placed(never[key], ['never', key])) {
      if (typeof party === 'string') yield { noun: 'participant', name: party, pointer };
      else yield { noun: 'role', name: party.role ?? '', pointer: [...pointer, 'role'] };
    }
  }
  for (const [name, pointer] of placed(never.purpose, ['never', 'purpose'])) yield { noun: 'purpose', name, pointer };
  for (const [name, pointer] of placed(never.category, ['never', 'category']))
    yield { noun: 'category', name, pointer };
  for (const key of ['fields', 'except'] as const) {
    for (const [name, pointer] of placed(never[key], ['never', key])) yield { noun: 'field', name, pointer };
  }
}

type InvariantNoun = 'participant' | 'role' | 'purpose' | 'category' | 'field';

function placed<T>(value: OneOrMore<T> | undefined, at: Pointer): (readonly [T, Pointer])[] {
  if (value === undefined) return [];
  return Array.isArray(value)
    ? (value as readonly T[]).map((each, index) => [each, [...at, index]] as const)
    : [[value as T, at]];
}

function maybe<T>(value: OneOrMore<T> | undefined): readonly T[] | undefined {
  return value === undefined ? undefined : list(value);
}

function list<T>(value: OneOrMore<T>): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
