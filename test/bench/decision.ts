import { keep, type ExchangeRequest, type Fact, type Facts } from '#contract';
import { addField, decide, type DecisionContext } from '#decision';
import { seeded } from '../support/seeded';
import type { Catalogue, CompiledRegister, Field, Instrument, Participant, Permission, System } from '#register';

/** Decisions in process: how long one takes, and whether it takes longer in a larger register. */
export interface DecisionFigures {
  /** Median nanoseconds of one decision, the slower of 12 and 30 fields, by number of permissions. */
  readonly decisionP50Ns: Record<string, number>;
  /** Largest median over smallest, for equal numbers of fields: the worse of the two. */
  readonly decisionFlatness: number;
  /** All six medians, by `<permissions> permissions, <fields> fields`. */
  readonly detail: Record<string, number>;
}

/**
 * Registers of 40, 1,000 and 10,000 permissions; in each, the same mix of requests about one person is decided with 12
 * and with 30 fields. Batches of 256 decisions are timed with `hrtime`, so that the clock costs nothing of what is
 * measured, and batches of the registers take turns, so that a slow moment of the machine falls on all of them; in changing
 * order, since the collector comes round as regularly as they would.
 * Person tokens come from a table: the HMAC behind them belongs to another part of the path.
 */
export async function benchDecisions(): Promise<DecisionFigures> {
  const cases = [40, 1_000, 10_000].flatMap((permissions) => {
    const register = registerOf(permissions);
    return [12, 30].map((fields) => ({
      permissions,
      fields,
      ...prepared(register, fields),
      samplesNs: [] as number[],
    }));
  });
  const random = seeded(1);
  for (const each of cases) for (let batch = 0; batch < warmUpBatches; batch++) timeBatch(each);
  for (let batch = 0; batch < batches; batch++) {
    for (const each of shuffled(cases, random)) each.samplesNs.push(timeBatch(each));
    if (batch % 100 === 0) await new Promise(setImmediate);
  }

  const detail: Record<string, number> = {};
  const decisionP50Ns: Record<string, number> = {};
  for (const { permissions, fields, samplesNs } of cases) {
    const p50 = median(samplesNs);
    detail[`${permissions} permissions, ${fields} fields`] = p50;
    decisionP50Ns[permissions] = Math.max(decisionP50Ns[permissions] ?? 0, p50);
  }
  const flatness = [12, 30].map((fields) => {
    const medians = cases.filter((each) => each.fields === fields).map((each) => median(each.samplesNs));
    return Math.max(...medians) / Math.min(...medians);
  });
  return { decisionP50Ns, decisionFlatness: Math.round(Math.max(...flatness) * 100) / 100, detail };
}

const warmUpBatches = 100;
const batches = 1_000;
const batchDecisions = 256;

interface Prepared {
  readonly requests: readonly ExchangeRequest[];
  readonly context: DecisionContext;
}

/** Nanoseconds a decision, over one batch. */
function timeBatch({ requests, context }: Prepared): number {
  let permits = 0;
  const begin = process.hrtime.bigint();
  for (let count = 0; count < batchDecisions; count++) {
    if (decide(requests[count % requests.length]!, context).effect === 'permit') permits++;
  }
  const tookNs = Number(process.hrtime.bigint() - begin);
  if (permits !== batchDecisions) throw new Error("couldn't measure decisions: a request of the mix was denied");
  return tookNs / batchDecisions;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return Math.round(sorted[sorted.length >> 1] ?? 0);
}

const fieldsMax = 112;
const providers = 40;
const recipients = 10;

/** As many permissions as asked, two instruments a flow, the fields of a request split over both. */
function registerOf(count: number): CompiledRegister {
  const catalogue = catalogueOf(fieldsMax);
  const byFlow = new Map<string, Map<string, Map<string, readonly Permission[]>>>();
  const instruments = new Map<string, Instrument>();
  const flowsNeeded = Math.ceil(count / 2);
  for (let flow = 0; flow < flowsNeeded; flow++) {
    const { provider, recipient, purpose } = partiesOf(flow);
    const purposes = byFlow.get(recipient) ?? new Map<string, Map<string, readonly Permission[]>>();
    const bucket = purposes.get(purpose) ?? new Map<string, readonly Permission[]>();
    const both = [permissionOf(catalogue, flow, 0), permissionOf(catalogue, flow, 1)];
    byFlow.set(recipient, purposes.set(purpose, bucket.set(provider, both)));
    for (const { instrument: id } of both) instruments.set(id, { id, title: { nl: id }, confidential: false });
  }
  const ids = Array.from({ length: providers + recipients }, (_, index) => `deelnemer-${index}`);
  const purposeIds = Array.from(
    { length: Math.ceil(flowsNeeded / (providers * recipients)) + 1 },
    (_, at) => `doel-${at}`,
  );
  const none: readonly Permission[] = [];
  return {
    version: 1,
    catalogue,
    participants: new Map(ids.map((id) => [id, participantOf(id)])),
    systems: new Map(ids.map((id) => [id, systemOf(id)])),
    purposes: new Map(purposeIds.map((id) => [id, { id, title: { nl: id }, statistical: false }])),
    categories: new Set(['huurder', 'gezinslid']),
    instruments,
    permissions: (recipient, purpose, provider) => byFlow.get(recipient)?.get(purpose)?.get(provider) ?? none,
    flows: () => [],
  };
}

function partiesOf(flow: number): { provider: string; recipient: string; purpose: string } {
  const within = flow % (providers * recipients);
  return {
    provider: `deelnemer-${within % providers}`,
    recipient: `deelnemer-${providers + Math.floor(within / providers)}`,
    purpose: `doel-${Math.floor(flow / (providers * recipients))}`,
  };
}

function permissionOf(catalogue: Catalogue, flow: number, half: number): Permission {
  const fields = new Uint32Array(catalogue.words);
  const duties = catalogue.fields.map(({ number }) => {
    if (number !== 0 && number % 2 !== half) return undefined;
    addField(fields, number);
    return number % 10 === 5 ? ({ kind: 'generalise', to: 'jaar' } as const) : keep;
  });
  return {
    instrument: `akte-${flow}-${half}`,
    confidential: false,
    from: '2015-02-18',
    until: undefined,
    draft: false,
    suspensions: [],
    assumed: false,
    transferAllowed: true,
    via: new Set(),
    categories: new Set(['huurder', 'gezinslid']),
    innerCategories: 1,
    fields,
    duties,
    territory: undefined,
    relation: undefined,
    consent: false,
    doNotContact: false,
    retention: 'P10Y',
  };
}

function prepared(register: CompiledRegister, fieldCount: number): Prepared {
  const persons = Array.from({ length: 1_024 }, (_, index) => String(10_000_000_000 + index));
  const tokens = new Map(persons.map((person, index) => [person, [`token-${index}`]]));
  // Twenty flows, the same in every register: what differs is only what else the register holds.
  const requests = persons.map((insz, index): ExchangeRequest => {
    const fields = new Uint32Array(register.catalogue.words);
    for (let field = 0; field < fieldCount; field++) addField(fields, field);
    return {
      id: `a-${index}`,
      kind: 'exchange',
      system: partiesOf(index % 20).provider,
      ...partiesOf(index % 20),
      provider: undefined,
      category: 'huurder',
      territory: undefined,
      basis: undefined,
      mode: 'all',
      correlationId: undefined,
      time: undefined,
      traceparent: undefined,
      isArray: false,
      attributes: '',
      records: [
        {
          data: {},
          fields,
          innerCategories: 0,
          persons: [{ field: 0, category: undefined, insz }],
          faults: [],
          faultCount: 0,
        },
      ],
    };
  });
  const noFacts: readonly Fact[] = [];
  const known = new Map<string, readonly Fact[]>();
  const facts: Facts = {
    version: 1,
    about: (asked) => known.get(asked[0] ?? '') ?? noFacts,
    canonical: (token) => token,
  };
  const context: DecisionContext = {
    register,
    facts,
    tokens: { person: (insz) => tokens.get(insz) ?? [], contact: () => [] },
    clock: { atMs: 1_719_828_000_000, today: '2024-07-01' },
    demonstration: false,
    guards: { registerStale: false, factsStale: false, clockUnsure: false },
  };
  return { requests, context };
}

function participantOf(id: string): Participant {
  return { id, name: { nl: id }, divisionOf: undefined, insideEea: true, roles: [], systems: [systemOf(id)] };
}

function systemOf(id: string): System {
  return { id, participant: id, sends: true, reads: [], readsAlerts: false, readsDecisions: false };
}

function catalogueOf(count: number): Catalogue {
  const fields = Array.from({ length: count }, (_, number): Field => {
    const path = number === 0 ? 'persoon.insz' : `groep.veld${number}`;
    return {
      number,
      path,
      type: number === 0 ? { kind: 'insz' } : { kind: 'boolean' },
      identifier: number === 0 ? 'person' : undefined,
      innerCategory: undefined,
      dwelling: false,
      description: { nl: path },
    };
  });
  const numbers = new Map(fields.map(({ path, number }) => [path, number]));
  return {
    fields,
    words: Math.ceil(count / 32),
    innerCategories: ['gezinslid'],
    root: { kind: 'object', children: new Map(), person: undefined },
    number: (path) => numbers.get(path),
    generalisations: new Map(),
  };
}
