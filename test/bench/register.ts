import type { ExchangeRequest } from '#contract';
import { decideReadAgain, diff, readRecord, type DecisionRecord } from '#analysis';
import { addField, decide, type DecisionContext } from '#decision';
import { compileRegister, type CompiledRegister, type RegisterSource } from '#register';
import { largeRegister } from '../support/large-register';

/** Questions about the whole register, on one of 10,000 permissions. */
export interface RegisterFigures {
  /** Milliseconds to compile it from its checked source. */
  readonly compileMs10000: number;
  /** Milliseconds to compare it with one in which one field was taken from each permission: every flow differs. */
  readonly diffMs10000: number;
  /** The same where one instrument in a hundred was changed, as in a revision that somebody reviews. */
  readonly diffMsRevision: number;
  /** Recorded requests decided again in a second, on one core. */
  readonly replayPerSecond: number;
}

/** Medians of a few rounds, after one that warms up. */
export async function benchRegister(): Promise<RegisterFigures> {
  const source = await largeRegister(permissions);
  const compileMs = rounds(() => compileRegister(source, 1));
  const before = compileRegister(source, 1);
  const all = compileRegister(withoutLastField(source, 1), 2);
  const some = compileRegister(withoutLastField(source, 100), 2);
  const diffMs = rounds(() => differing(before, all));
  const revisionMs = rounds(() => differing(before, some));
  return {
    compileMs10000: compileMs,
    diffMs10000: diffMs,
    diffMsRevision: revisionMs,
    replayPerSecond: replayRate(before),
  };
}

const permissions = 10_000;
const roundCount = 3;

function rounds(work: () => unknown): number {
  const timesMs: number[] = [];
  for (let round = 0; round <= roundCount; round++) {
    const begin = performance.now();
    work();
    if (round > 0) timesMs.push(performance.now() - begin);
  }
  return Math.round(timesMs.sort((a, b) => a - b)[timesMs.length >> 1]!);
}

function differing(before: CompiledRegister, after: CompiledRegister): void {
  if (diff(before, after).isEmpty) throw new Error("couldn't measure the diff: the registers are the same");
}

/** The register with one field less in each permission of every n-th instrument. */
function withoutLastField(source: RegisterSource, every: number): RegisterSource {
  return {
    ...source,
    instruments: source.instruments.map((instrument, index) =>
      index % every !== 0
        ? instrument
        : {
            ...instrument,
            versions: instrument.versions.map((version) => ({
              ...version,
              permissions: version.permissions.map((each) => ({ ...each, fields: each.fields.slice(0, -1) })),
            })),
          },
    ),
  };
}

const replayed = 1_000_000;
/** Flows that the requests belong to, as many as a large installation has. */
const flowsReplayed = 400;

/**
 * A million decision records, as the gateway publishes them all permits, each decided again in full and held against
 * its answer. They are read once before, JSON and field paths, as whoever decides many or under several registers does.
 */
function replayRate(register: CompiledRegister): number {
  const read = recordings(register).map((record) => readRecord(record, register));
  const again = (count: number) => {
    let same = 0;
    for (let index = 0; index < count; index++) {
      if (decideReadAgain(read[index % read.length]!).outcome === 'same') same++;
    }
    return same;
  };
  again(replayed / 10);
  // Time of the processor, as the figure is one a core: what else runs on the machine is not counted.
  const begin = process.cpuUsage();
  const same = again(replayed);
  const { user, system } = process.cpuUsage(begin);
  const seconds = (user + system) / 1_000_000;
  if (same !== replayed) throw new Error('a request that was decided again got another answer');
  return Math.round(replayed / seconds);
}

/** Records of requests that were decided: twelve fields each, of what a permission of the flow lists. */
function recordings(register: CompiledRegister): DecisionRecord[] {
  const { catalogue } = register;
  const context: DecisionContext = {
    register,
    facts: { version: 0, about: () => [], canonical: (token) => token },
    tokens: { person: (insz) => [insz], contact: () => [] },
    clock: { atMs: Date.parse('2023-06-01T12:00:00Z'), today: '2023-06-01' },
    demonstration: true,
    guards: { registerStale: false, factsStale: false, clockUnsure: false },
  };
  const insz = catalogue.fields.find(
    ({ identifier, innerCategory }) => identifier === 'person' && innerCategory === undefined,
  )!;
  const recorded: DecisionRecord[] = [];
  for (const { recipient, purpose, provider, permissions: listed } of register.flows()) {
    if (recorded.length === flowsReplayed) break;
    const [permission] = listed;
    const [category = ''] = permission!.categories;
    const isIn = (field: number): boolean => permission!.duties[field] !== undefined;
    const wanted = catalogue.fields.filter(({ number, innerCategory }) => innerCategory === undefined && isIn(number));
    if (!isIn(insz.number)) continue;
    const chosen = [insz, ...wanted.filter((field) => field !== insz).slice(0, 11)];
    const numbers = chosen.map(({ number }) => number).sort((a, b) => a - b);
    const fields = new Uint32Array(catalogue.words);
    for (const number of numbers) addField(fields, number);
    const request: ExchangeRequest = {
      id: 'a',
      kind: 'exchange',
      system: provider,
      recipient,
      purpose,
      category,
      territory: undefined,
      provider: undefined,
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
          persons: [{ field: insz.number, category: undefined, insz: 'a' }],
          faults: [],
          faultCount: 0,
        },
      ],
    };
    const decision = decide(request, context);
    if (decision.effect === 'deny') continue;
    const { effect, causes, basis, obligations } = decision;
    const published: DecisionRecord = {
      effect,
      reasons: causes,
      system: provider,
      mode: 'all',
      recipient,
      purpose,
      provider: register.systems.get(provider)!.participant,
      category,
      fields: numbers.map((number) => catalogue.fields[number]!.path),
      shapes: [{}],
      basis,
      obligations,
      clock: { at: context.clock.atMs, today: context.clock.today },
      demonstration: true,
    };
    recorded.push(JSON.parse(JSON.stringify(published)) as DecisionRecord);
  }
  return recorded;
}
