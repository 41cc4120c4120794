import { parse } from 'yaml';
import type { Fact, ReasonCode } from '#contract';
import { candidatesOf, list, type Candidate, type Files } from './naive-register';
import type { PlainAnswer, PlainReason, PlainRecord, PlainRequest } from './plain';

/**
 * The reference decider: reads the register's files as they are and answers in the most obvious way, slowly. It
 * shares no code with the compiled register or the real decider, so that a mistake would have to be made twice to go
 * unseen.
 */
export function naiveDecide(files: Files, request: PlainRequest, world: World): PlainAnswer {
  const { guards } = world;
  if (guards.registerStale || guards.clockUnsure) {
    const codes: ReasonCode[] = [];
    if (guards.registerStale) codes.push('register-stale');
    if (guards.clockUnsure) codes.push('clock-unsure');
    return deny(codes.map(bare));
  }
  const own = files.participants.find((each) => each.systems && request.system in each.systems)?.id ?? '';
  const provider = request.provider ?? own;
  const question: Question = { files, request, world, own, provider };

  const unknown = unknownNames(question);
  if (unknown.length > 0) {
    const faults = request.records.flatMap((record) => faultsOf(request, record));
    return deny([...unknown.map(bare), ...faultReasons(faults)]);
  }
  const sendable = candidatesOf(files, request, provider, own);
  const verdicts = request.records.map((record) =>
    judge(
      question,
      sendable.filter((each) => existsFor(each, record, world)),
      record,
    ),
  );
  return request.mode === 'all' ? together(request, verdicts) : eachOnItsOwn(verdicts);
}

export interface World {
  readonly today: string;
  readonly demonstration: boolean;
  readonly facts: readonly Fact[];
  readonly guards: { readonly registerStale: boolean; readonly factsStale: boolean; readonly clockUnsure: boolean };
}

/** The files' contents by folder. */
export function readFiles(texts: ReadonlyMap<string, string>): Files {
  const within = (folder: string) =>
    [...texts].filter(([path]) => path.startsWith(`${folder}/`)).map(([, text]) => parse(text));
  const merged = (folder: string, key: string) => Object.assign({}, ...within(folder).map((file) => file[key] ?? {}));
  return {
    participants: within('participants'),
    territories: within('territories'),
    instruments: [...within('instruments'), ...within('cases')],
    roles: merged('roles', 'roles'),
    purposes: merged('purposes', 'purposes'),
    categories: merged('categories', 'categories'),
    fields: Object.keys(merged('fields', 'fields')),
  };
}

interface Question {
  readonly files: Files;
  readonly request: PlainRequest;
  readonly world: World;
  readonly own: string;
  readonly provider: string;
}

interface Verdict {
  readonly stage: 1 | 2 | 3 | 'pass';
  readonly record: PlainRecord;
  readonly reasons: readonly PlainReason[];
  readonly blurred?: boolean;
  readonly carrying?: readonly Candidate[];
  readonly open?: readonly Candidate[];
}

/** An act about one person exists for records about that person, while it holds, and for nobody else. */
function existsFor({ about, draft, from, until }: Candidate, record: PlainRecord, world: World): boolean {
  if (about === undefined) return true;
  const root = record.persons.find(({ category }) => category === undefined);
  if (root === undefined || !list(about.person).includes(root.insz)) return false;
  if (about.reviewBefore !== undefined && Date.parse(about.reviewBefore) <= noon(world.today)) return false;
  return !draft && (from === undefined || from <= world.today) && (until === undefined || world.today < until);
}

/** The moment at which both deciders are asked. */
export function noon(today: string): number {
  return Date.parse(`${today}T12:00:00Z`);
}

function unknownNames({ files, request, world, own, provider }: Question): ReasonCode[] {
  const isParticipant = (id: string) => files.participants.some((each) => each.id === id);
  const codes: ReasonCode[] = [];
  if (!isParticipant(request.recipient)) codes.push('unknown-recipient');
  if (own === '' || !isParticipant(provider)) codes.push('unknown-provider');
  if (!(request.purpose in files.purposes)) codes.push('unknown-purpose');
  if (!(request.category in files.categories)) codes.push('unknown-category');
  const basis = files.instruments.find((each) => each.id === request.basis);
  if (request.basis !== undefined && basis === undefined) codes.push('unknown-basis');
  // A confidential instrument is not known to whoever it gives nothing.
  if (basis?.confidential === true) {
    const usable = candidatesOf(files, request, provider, own).some(
      (each) => each.instrument === basis.id && request.records.some((record) => existsFor(each, record, world)),
    );
    if (!usable) codes.push('unknown-basis');
  }
  return codes;
}

function judge(question: Question, sendable: readonly Candidate[], record: PlainRecord): Verdict {
  const { request, world, own, provider } = question;
  if (faultsOf(request, record).length > 0)
    return { stage: 1, record, reasons: faultReasons(faultsOf(request, record)) };

  // Permissions.
  if (sendable.length === 0) return { stage: 2, record, reasons: [bare('no-permission')] };
  const candidates = sendable.filter((each) => request.basis === undefined || each.instrument === request.basis);
  if (candidates.length === 0) return { stage: 2, record, reasons: [bare('basis-mismatch')] };
  const paths = Object.keys(record.values);
  const failing = new Map(candidates.map((each) => [each, conditionsFailing(question, record, each)]));
  const open = candidates.filter((each) => failing.get(each)?.length === 0);
  const causes: [ReasonCode, string | undefined][] = [];
  for (const path of paths) {
    if (open.some((each) => each.duties.has(path))) continue;
    const listing = candidates.filter((each) => each.duties.has(path));
    if (listing.length === 0) causes.push(['field-not-permitted', path]);
    for (const each of listing) {
      const dated = (one: Candidate) => !(failing.get(one) ?? []).some((code) => timely.includes(code));
      if (!dated(each) && listing.some((other) => other.instrument === each.instrument && dated(other))) continue;
      for (const code of failing.get(each) ?? []) {
        if (code !== 'category-not-permitted') causes.push([code, path]);
        else if (!each.categories.includes(request.category)) causes.push([code, undefined]);
        else for (const person of strangers(each, record)) causes.push([code, person]);
      }
    }
  }
  if (causes.length > 0) return { stage: 2, record, reasons: grouped(causes) };

  // Persons.
  if (record.persons.length === 0) return { stage: 'pass', record, reasons: [], carrying: open, open };
  if (world.guards.factsStale) return { stage: 3, record, reasons: [bare('facts-stale')] };
  const stopping: { code: ReasonCode; told: boolean }[] = [];
  const parties = [provider, request.recipient, own];
  const inForce = world.facts.filter(
    (fact) =>
      fact.from <= world.today &&
      (fact.until === null || world.today < fact.until) &&
      (fact.purposes === undefined || fact.purposes.includes(request.purpose)),
  );
  const has = (kind: string, token: string, by: string) =>
    inForce.some((fact) => fact.kind === kind && fact.token === token && fact.participant === by);
  for (const { insz } of record.persons) {
    for (const fact of inForce) {
      if (fact.token !== insz || !parties.includes(fact.participant)) continue;
      if (fact.kind === 'restriction') stopping.push({ code: 'subject-restricted', told: fact.participant === own });
      if (fact.kind === 'objection') stopping.push({ code: 'subject-objected', told: fact.participant === own });
    }
  }
  const demandsFailing = (each: Candidate) => {
    const failed: { code: ReasonCode; told: boolean }[] = [];
    for (const { insz } of record.persons) {
      if (each.relation !== undefined) {
        const keeper = each.relation === 'provider' ? provider : request.recipient;
        if (!has('caseload', insz, keeper)) failed.push({ code: 'no-relation', told: keeper === own });
      }
      if (each.consent && !has('consent', insz, provider))
        failed.push({ code: 'consent-missing', told: provider === own });
    }
    if (each.doNotContact) {
      const reach = [...contacts(record), ...record.persons.map(({ insz }) => insz)];
      for (const fact of inForce) {
        if (fact.kind !== 'do-not-contact' || !reach.includes(fact.token)) continue;
        if (![provider, request.recipient].includes(fact.participant)) continue;
        failed.push({ code: 'do-not-contact', told: fact.participant === own });
      }
    }
    return failed;
  };
  const carrying = open.filter((each) => demandsFailing(each).length === 0);
  for (const path of paths) {
    if (carrying.some((each) => each.duties.has(path))) continue;
    for (const each of open) if (each.duties.has(path)) stopping.push(...demandsFailing(each));
  }
  if (stopping.length === 0) return { stage: 'pass', record, reasons: [], carrying, open };
  return {
    stage: 3,
    record,
    reasons: grouped(stopping.map(({ code }) => [code, undefined])),
    blurred: stopping.some(({ told }) => !told),
  };
}

const timely: readonly ReasonCode[] = ['not-yet-in-force', 'expired', 'draft'];

function conditionsFailing({ files, request, world }: Question, record: PlainRecord, each: Candidate): ReasonCode[] {
  const codes: ReasonCode[] = [];
  const { today } = world;
  if (!each.categories.includes(request.category) || strangers(each, record).length > 0)
    codes.push('category-not-permitted');
  if (each.from !== undefined && today < each.from) codes.push('not-yet-in-force');
  if (each.until !== undefined && today >= each.until) codes.push('expired');
  if (each.suspensions.some((one) => one.from <= today && (one.until === undefined || today < one.until)))
    codes.push('suspended');
  if (each.draft) codes.push('draft');
  if (each.assumed && !world.demonstration) codes.push('unconfirmed');
  if (!each.transferAllowed) codes.push('outside-eea');
  if (each.territory !== undefined) {
    const { set, leaf } = each.territory;
    const nis = leaf === undefined ? request.territory : record.values[leaf];
    const inside = files.territories
      .find((one) => one.id === set)
      ?.members.some(
        (member) =>
          member.nis === nis &&
          (member.from === undefined || member.from <= today) &&
          (member.until === undefined || today < member.until),
      );
    if (inside !== true) codes.push('outside-territory');
  }
  return codes;
}

/** INSZ paths of people inside the record whose category the permission does not list, or whom a case does not name. */
function strangers({ categories, about }: Candidate, record: PlainRecord): string[] {
  const named = about && [...list(about.person), ...(about.others ?? [])];
  return record.persons
    .filter(({ category }) => category !== undefined)
    .filter(({ category, insz }) => !categories.includes(category!) || (named !== undefined && !named.includes(insz)))
    .map(({ path }) => path);
}

/** Ways to reach the root person of a record, in their one spelling. Of accents only those that random requests have. */
export function contacts({ values }: PlainRecord): string[] {
  const email = values['contact.email'];
  const number = values['contact.telefoon'];
  const naam = values['persoon.naam'];
  const [straat, huisnummer, busnummer, postcode] = ['straat', 'huisnummer', 'busnummer', 'postcode'].map(
    (leaf) => values[`persoon.hoofdverblijfplaats.${leaf}`],
  );
  return [
    ...(email === undefined ? [] : [email.trim().toLowerCase()]),
    ...(number === undefined ? [] : [number.replace(/\D/g, '').replace(/^(00)?32/, '0')]),
    ...(naam === undefined || straat === undefined || postcode === undefined
      ? []
      : [[naam, [straat, huisnummer, busnummer].filter((part) => part !== undefined).join(' '), postcode].map(plainly).join('|')]),
  ];
}

function plainly(text: string): string {
  return text.toLowerCase().replaceAll('é', 'e').replaceAll('á', 'a').split(' ').filter((word) => word !== '').join(' ');
}

function together(request: PlainRequest, verdicts: readonly Verdict[]): PlainAnswer {
  for (const stage of [1, 2, 3] as const) {
    const failed = verdicts.filter((each) => each.stage === stage);
    if (failed.length === 0) continue;
    if (stage === 1) return deny(faultReasons(request.records.flatMap((record) => faultsOf(request, record))));
    const reasons = merged(failed.flatMap((each) => each.reasons));
    return failed.some((each) => each.blurred) ? deny([bare('not-deliverable')], reasons) : deny(reasons);
  }
  return permit(verdicts, [], []);
}

function eachOnItsOwn(verdicts: readonly Verdict[]): PlainAnswer {
  const failed = verdicts.filter((each) => each.stage !== 'pass');
  const told = counted(failed.map((each) => (each.blurred ? [bare('not-deliverable')] : each.reasons)));
  const precise = counted(failed.map((each) => each.reasons));
  return failed.length === verdicts.length ? deny(told, precise) : permit(verdicts, told, precise);
}

function permit(
  verdicts: readonly Verdict[],
  reasons: readonly PlainReason[],
  causes: readonly PlainReason[],
): PlainAnswer {
  const basis = new Set<string>();
  const duties = new Map<string, string>();
  const used = new Set<Candidate>();
  for (const { stage, record, carrying = [], open = [] } of verdicts) {
    if (stage !== 'pass') continue;
    for (const path of Object.keys(record.values)) {
      for (const each of carrying) {
        if (!each.duties.has(path)) continue;
        basis.add(`${each.instrument} ${path}`);
        used.add(each);
      }
      const asked = [duties.get(path), ...open.map((each) => each.duties.get(path))];
      duties.set(path, strictest(asked.filter((duty) => duty !== undefined)));
    }
  }
  const kept = [...used].map((each) => each.retention).filter((retention) => retention !== 'unknown');
  return {
    effect: 'permit',
    reasons: [...reasons].sort(byCode),
    causes: causes.map(({ code }) => code).sort(),
    basis: [...basis].sort(),
    obligations: [...duties]
      .filter(([, duty]) => duty !== 'keep')
      .map(([path, duty]) => `${path} ${duty}`)
      .sort(),
    retention: kept.sort((a, b) => days(a) - days(b))[0] ?? 'unknown',
    assumed: [...used].some((each) => each.assumed),
  };
}

function strictest(duties: readonly string[]): string {
  if (duties.includes('suppress')) return 'suppress';
  if (duties.includes('pseudonymise')) return 'pseudonymise';
  return duties.find((duty) => duty.startsWith('generalise:')) ?? 'keep';
}

function days(retention: string): number {
  const [, years = 0, months = 0, rest = 0] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(retention) ?? [];
  return Number(years) * 365 + Number(months) * 30 + Number(rest);
}

/** A record that is about a person but names none is at fault, whoever let it through. */
function faultsOf(request: PlainRequest, record: PlainRecord): PlainRecord['faults'] {
  if (record.faults.length > 0 || record.persons.length > 0 || request.category === 'woning') return record.faults;
  return [{ code: 'invalid-identifier', path: 'persoon.insz' }];
}

function deny(reasons: readonly PlainReason[], causes: readonly PlainReason[] = reasons): PlainAnswer {
  return {
    effect: 'deny',
    reasons: [...reasons].sort(byCode),
    causes: causes.map(({ code }) => code).sort(),
    basis: [],
    obligations: [],
    retention: 'unknown',
    assumed: false,
  };
}

function faultReasons(faults: PlainRecord['faults']): PlainReason[] {
  return grouped(faults.map(({ code, path }) => [code, path])).map((reason) =>
    reason.code === 'unknown-field' ? { ...reason, unknownCount: reason.fields.length } : reason,
  );
}

function grouped(causes: readonly (readonly [ReasonCode, string | undefined])[]): PlainReason[] {
  return merged(causes.map(([code, path]) => ({ ...bare(code), fields: path === undefined ? [] : [path] })));
}

function merged(reasons: readonly PlainReason[]): PlainReason[] {
  return [...new Set(reasons.map(({ code }) => code))].map((code) => ({
    ...bare(code),
    fields: [...new Set(reasons.filter((each) => each.code === code).flatMap((each) => each.fields))].sort(),
  }));
}

function counted(byRecord: readonly (readonly PlainReason[])[]): PlainReason[] {
  const codes = byRecord.map((reasons) => new Set(reasons.map(({ code }) => code)));
  const all = new Set(codes.flatMap((each) => [...each]));
  return [...all].map((code) => ({ ...bare(code), count: codes.filter((each) => each.has(code)).length }));
}

function bare(code: ReasonCode): PlainReason {
  return { code, fields: [], count: undefined, unknownCount: undefined };
}

function byCode(a: PlainReason, b: PlainReason): number {
  return a.code < b.code ? -1 : 1;
}
