import type { Fact } from '#contract';
import { exchange, SeenIds } from '#exchange';
import type { CompiledRegister, Flow, Permission } from '#register';
import { keys, message } from '../support/exchanging';
import { samplePersons, sampleRecord, writeLeaf } from '../support/sample-record';
import { seeded } from '../support/seeded';

/** How a month of traffic is made up. The same numbers give the same month. */
export interface Month {
  readonly seed: number;
  readonly records: number;
  /** Flows that its requests belong to, of those that are open on its first day. */
  readonly flows: number;
  /** Forms of a flow that ask what is permitted, and that don't. Undefined: every request is a form of its own. */
  readonly forms: { readonly right: number; readonly wrong: number } | undefined;
}

/** One day's decision records, as text, as the gateway published them. */
export interface RecordedDay {
  readonly day: string;
  readonly texts: readonly string[];
}

const days = 30;
/** One request in five is of a form that is not permitted. */
const wrongShare = 0.2;
const firstDay = Date.UTC(2026, 3, 1, 10);

/** Decision records of April 2026, written by the stages of the gateway themselves; no one of them is read twice. */
export function* recordedMonth(
  register: CompiledRegister,
  { seed, records, flows, forms }: Month,
): Generator<RecordedDay> {
  const next = seeded(seed);
  const open = openFlows(register, seed).slice(0, flows);
  const byFlow = open.map(([flow, permission]) => {
    const make = (isRight: boolean) => makeForm(register, flow, permission, isRight, next);
    if (forms === undefined) return { make, right: [], wrong: [] };
    const several = (count: number, isRight: boolean) => Array.from({ length: count }, () => make(isRight));
    return { make, right: several(forms.right, true), wrong: several(forms.wrong, false) };
  });
  let sent = 0;
  for (let day = 0; day < days; day++) {
    const atMs = firstDay + day * 86_400_000;
    const today = new Date(atMs).toISOString().slice(0, 10);
    const recorded = new Map<Form, string>();
    const texts: string[] = [];
    for (const last = Math.round((records * (day + 1)) / days); sent < last; sent++) {
      const { make, right, wrong } = byFlow[rank(next(), byFlow.length)]!;
      const isRight = next() >= wrongShare;
      const listed = isRight ? right : wrong;
      const form = forms === undefined ? make(isRight) : listed[rank(next(), listed.length)]!;
      let text = recorded.get(form);
      if (text === undefined) {
        text = record(register, form, { atMs, today });
        if (forms !== undefined) recorded.set(form, text);
      }
      texts.push(text.replace('{"decisionId":"', `$&${sent}`));
    }
    yield { day: today, texts };
  }
}

/** A place in a list, the first most often and each next one less, as harmonic weights come to. */
function rank(random: number, length: number): number {
  return Math.min(length - 1, Math.floor((length + 1) ** random) - 1);
}

/** Flows with a permission that is in force all month, in an order that only the seed decides. */
function openFlows(register: CompiledRegister, seed: number): readonly (readonly [Flow, Permission])[] {
  const next = seeded(seed + 1);
  return [...register.flows()]
    .flatMap((flow) => {
      const permission = flow.permissions.find(isOpen);
      return permission === undefined || senderOf(register, flow) === undefined
        ? []
        : [[flow, permission, next()] as const];
    })
    .sort((a, b) => a[2] - b[2])
    .map(([flow, permission]) => [flow, permission]);
}

function isOpen({ from, until, draft, suspensions, transferAllowed, onePerson }: Permission): boolean {
  const isInForce = from <= '2026-04-01' && (until === undefined || until > '2026-04-30');
  return isInForce && !draft && suspensions.length === 0 && transferAllowed && onePerson === undefined;
}

function senderOf(register: CompiledRegister, { provider }: Flow): string | undefined {
  return register.participants.get(provider)?.systems.find(({ sends }) => sends)?.id;
}

/** What a system sends again and again, about somebody else each time. */
interface Form {
  readonly system: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly data: unknown;
  readonly facts: readonly Fact[];
}

/** A form of what a permission lists, each optional leaf in it as often as not; or one with something wrong. */
function makeForm(
  register: CompiledRegister,
  flow: Flow,
  permission: Permission,
  isRight: boolean,
  next: () => number,
): Form {
  const { catalogue } = register;
  const { recipient, purpose, provider } = flow;
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const wrong = isRight ? undefined : pick(['field', 'field', 'purpose', 'territory', 'person', 'person'] as const);
  const category = pick([...permission.categories].filter((each) => each !== 'gezinslid'));
  const isDwelling = category === 'woning';
  const fields = catalogue.fields.filter(({ number, innerCategory, dwelling }) => {
    const isListed = permission.duties[number] !== undefined;
    const isInside = innerCategory === undefined || (permission.innerCategories & (1 << innerCategory)) !== 0;
    return isListed && isInside && (!isDwelling || dwelling);
  });
  const inside = new Set(fields.filter(() => next() < 0.3).map(({ innerCategory }) => innerCategory));
  const decides = permission.territory?.leaf;
  const chosen = fields.filter(({ number, identifier, innerCategory }) => {
    if (innerCategory !== undefined && !inside.has(innerCategory)) return false;
    return identifier === 'person' || number === decides || next() < 0.5;
  });
  // Nothing at all is no request.
  if (chosen.length === 0) chosen.push(pick(fields));
  const others = catalogue.fields.filter(
    ({ number, innerCategory }) => innerCategory === undefined && permission.duties[number] === undefined,
  );
  if (wrong === 'field' && others.length > 0) chosen.push(pick(others));
  const data = sampleRecord(
    chosen.map(({ path }) => path),
    samplePersons,
  );
  const code = wrong === 'territory' ? '99999' : codeOf(permission);
  for (const { number, path, type } of chosen) {
    if (type.kind === 'participant') writeLeaf(data, path, [...type.ids][0]);
    if (number === decides) writeLeaf(data, path, code);
  }
  const fact = (kind: Fact['kind'], participant: string): Fact => ({
    id: `${kind} ${participant}`,
    kind,
    token: '',
    participant,
    from: '2020-01-01',
    until: null,
  });
  const files = [fact('caseload', provider), fact('caseload', recipient), fact('consent', provider)];
  const stops = next() < 0.5 ? [fact('restriction', provider)] : [];
  return {
    system: senderOf(register, flow)!,
    attributes: {
      ce_recipient: recipient,
      ce_purpose: wrong === 'purpose' ? pick([...register.purposes.keys()]) : purpose,
      ce_category: category,
      ...(permission.territory !== undefined && decides === undefined && { ce_territory: code }),
    },
    data,
    facts: wrong === 'person' ? stops : files,
  };
}

function codeOf({ territory }: Permission): string {
  const open = [...(territory?.members ?? [])].find(([nis]) => territory?.includes(nis, '2026-04-01'));
  return open?.[0] ?? '99999';
}

function record(
  register: CompiledRegister,
  form: Form,
  clock: { readonly atMs: number; readonly today: string },
): string {
  const { system, attributes, data, facts } = form;
  const sent = { ...message(1, { ...attributes, ce_source: `/${system}` }, data), topic: `sluis.in.${system}` };
  const outcome = exchange(sent, {
    register,
    facts: { version: 1, about: () => facts, canonical: (token) => token },
    keys,
    clock,
    guards: { registerStale: false, factsStale: false, clockUnsure: false },
    demonstration: true,
    seen: new SeenIds(),
    topics: { has: () => true },
  });
  return outcome.records.find(({ topic }) => topic === 'sluis.decisions')!.value!;
}
