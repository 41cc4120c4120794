/** All that a register permits, twice: read naively from the files, and from the compiled register. */
import { parse } from 'yaml';
import { dutyName } from '#contract';
import type { CompiledRegister, Permission } from '#register';
import { readFiles } from '../decision/naive';
import { candidatesOf, holdings, list, type Candidate, type Files, type OneOrMore, type PartyText } from '../decision/naive-register';

/** Lines that say the same exactly where the same is permitted. Throws where a file is no YAML. */
export function naiveMeaning(texts: ReadonlyMap<string, string>): string[] {
  const files = readFiles(texts);
  const lines = new Set<string>();
  for (const instrument of files.instruments) {
    // Beside those it permits jointly with, whose days bound its own.
    const joint = files.instruments.filter(({ id }) => (instrument.jointly ?? []).includes(id));
    const alone: Files = { ...files, instruments: [instrument, ...joint] };
    const own = (candidates: readonly Candidate[]) => candidates.filter((each) => each.instrument === instrument.id);
    const permissions = instrument.versions.flatMap((version) => version.permissions ?? []);
    const members = (parties: OneOrMore<PartyText> | undefined) =>
      list(parties ?? []).flatMap((party) => holdings(files, instrument, party).map((each) => each.participant));
    for (const provider of new Set(permissions.flatMap((each) => members(each.provider)))) {
      for (const recipient of new Set(permissions.flatMap((each) => members(each.recipient)))) {
        for (const purpose of new Set(permissions.flatMap((each) => list(each.purpose)))) {
          const ask = { recipient, purpose } as Parameters<typeof candidatesOf>[1];
          for (const each of own(candidatesOf(alone, ask, provider, provider)))
            lines.add(`${provider} ${recipient} ${purpose} ${naiveLine(each, files)}`);
          for (const sender of new Set(permissions.flatMap((each) => members(each.via)))) {
            if (sender === provider) continue;
            for (const each of own(candidatesOf(alone, ask, provider, sender)))
              lines.add(`${sender} for ${provider} ${recipient} ${purpose} ${each.instrument} ${each.from ?? ''}`);
          }
        }
      }
    }
  }
  for (const each of files.participants) {
    for (const [id, system] of Object.entries((each.systems ?? {}) as Record<string, Raw | null>)) {
      const { sends = true, reads = [], readsAlerts = false, readsDecisions = false } = system ?? {};
      lines.add(systemLine(id, each.id, sends, reads, readsAlerts, readsDecisions));
    }
  }
  for (const [path, field] of Object.entries(fieldsOf(texts))) {
    const { type, codes = [], charactersMax = 200, partial = false, min, max, dwelling = false } = field;
    const bound = { code: codes.join(' '), text: charactersMax, date: partial, integer: `${min} ${max}` }[type];
    lines.add(`field ${path} ${type} ${bound ?? ''} ${dwelling}`);
  }
  return [...lines].sort();
}

export function compiledMeaning(register: CompiledRegister, texts: ReadonlyMap<string, string>): string[] {
  const lines = new Set<string>();
  const nis = nisIn(texts);
  for (const provider of register.participants.keys()) {
    for (const recipient of register.participants.keys()) {
      for (const purpose of register.purposes.keys()) {
        const buckets = register.permissions(recipient, purpose, provider);
        for (const each of unsegmented(buckets))
          lines.add(`${provider} ${recipient} ${purpose} ${compiledLine(each, register, nis)}`);
        for (const each of buckets) {
          for (const sender of each.via) {
            if (sender !== provider)
              lines.add(`${sender} for ${provider} ${recipient} ${purpose} ${each.instrument} ${dayOf(each.from)}`);
          }
        }
      }
    }
  }
  for (const each of register.systems.values())
    lines.add(systemLine(each.id, each.participant, each.sends, each.reads, each.readsAlerts, each.readsDecisions));
  for (const { path, type, dwelling } of register.catalogue.fields) {
    const bound =
      type.kind === 'code'
        ? [...type.codes].join(' ')
        : type.kind === 'text'
          ? type.charactersMax
          : type.kind === 'date'
            ? type.partial
            : type.kind === 'integer'
              ? `${type.min} ${type.max}`
              : '';
    lines.add(`field ${path} ${type.kind} ${bound} ${dwelling}`);
  }
  return [...lines].sort();
}

interface Raw {
  readonly sends?: boolean;
  readonly reads?: readonly string[];
  readonly readsAlerts?: boolean;
  readonly readsDecisions?: boolean;
}

interface RawField {
  readonly type: string;
  readonly codes?: readonly string[];
  readonly charactersMax?: number;
  readonly partial?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly dwelling?: boolean;
}

function naiveLine(each: Candidate, files: Files): string {
  const members = each.territory && files.territories.find((one) => one.id === each.territory!.set)!.members;
  const territory = members?.flatMap((member) =>
    days.flatMap((day) =>
      (member.from === undefined || member.from <= day) && (member.until === undefined || day < member.until)
        ? [`${member.nis}@${day}`]
        : [],
    ),
  );
  return line(each, each.territory?.leaf, territory, [...each.duties].map((entry) => entry.join('=')), each.categories);
}

function compiledLine(each: Permission, { catalogue }: CompiledRegister, nis: readonly string[]): string {
  const { territory, duties } = each;
  return line(
    { ...each, suspensions: each.suspensions as Common['suspensions'], from: dayOf(each.from) || undefined },
    territory?.leaf === undefined ? undefined : catalogue.fields[territory.leaf]!.path,
    territory && nis.flatMap((code) => days.flatMap((day) => (territory.includes(code, day) ? [`${code}@${day}`] : []))),
    catalogue.fields.flatMap(({ number, path }) =>
      duties[number] === undefined ? [] : [`${path}=${dutyName(duties[number])}`],
    ),
    [...each.categories],
  );
}

type Common = Omit<Candidate, 'categories' | 'territory' | 'duties' | 'about'>;

function line(
  each: Common,
  leaf: string | undefined,
  territory: readonly string[] | undefined,
  duties: readonly string[],
  categories: readonly string[],
): string {
  const { instrument, from, until, suspensions, draft, assumed, transferAllowed } = each;
  const { relation, consent, doNotContact, retention } = each;
  const held = suspensions.map((one) => `${one.from}-${one.until ?? ''}`);
  const flags = { draft, assumed, transferAllowed, consent, doNotContact, relation };
  const where = { leaf, territory: [...new Set(territory)].sort() };
  return JSON.stringify([instrument, from, until, held, flags, retention, where, [...duties].sort(), [...categories].sort()]);
}

/** Windows that were cut where a relay comes or goes, joined again. */
function unsegmented(bucket: readonly Permission[]): Permission[] {
  const joined: Permission[] = [];
  for (const each of bucket) {
    const before = joined.at(-1);
    if (before !== undefined && before.duties === each.duties && before.until === each.from && before.until !== undefined)
      joined[joined.length - 1] = { ...before, until: each.until };
    else joined.push(each);
  }
  return joined;
}

function systemLine(
  id: string,
  owner: string,
  ...rights: readonly (boolean | readonly string[])[]
): string {
  return `system ${id} of ${owner} ${JSON.stringify(rights)}`;
}

function fieldsOf(texts: ReadonlyMap<string, string>): Record<string, RawField> {
  const files = [...texts].filter(([path]) => path.startsWith('fields/')).map(([, text]) => parse(text) as Raw);
  return Object.assign({}, ...files.map((file) => (file as { fields?: object }).fields ?? {})) as Record<string, RawField>;
}

function nisIn(texts: ReadonlyMap<string, string>): string[] {
  const found = [...texts]
    .filter(([path]) => path.startsWith('territories/'))
    .flatMap(([, text]) => text.match(/[0-9]{5}/g) ?? []);
  return [...new Set(found)];
}

/** An undated draft stands at the beginning of time. */
function dayOf(day: string): string {
  return day === '0001-01-01' ? '' : day;
}

const days = ['2008-01-01', '2015-02-18', '2021-03-01', '2024-12-31', '2025-01-01', '2026-11-22', '2031-01-01'];
