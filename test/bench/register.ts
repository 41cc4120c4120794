import type { ExchangeRequest } from '#contract';
import { diff, recordedRequest, redecide, type RecordedRequest } from '#analysis';
import { decide, type DecisionContext } from '#decision';
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

/** A million requests, most of them permitted, each decided again in full. */
function replayRate(register: CompiledRegister): number {
  const recorded = recordings(register);
  const again = (count: number) => {
    let permits = 0;
    for (let index = 0; index < count; index++) {
      if (redecide(recorded[index % recorded.length]!, register).effect === 'permit') permits++;
    }
    return permits;
  };
  again(replayed / 10);
  // Time of the processor, as the figure is one a core: what else runs on the machine is not counted.
  const begin = process.cpuUsage();
  const permits = again(replayed);
  const { user, system } = process.cpuUsage(begin);
  const seconds = (user + system) / 1_000_000;
  if (permits < replayed / 2) throw new Error("couldn't measure the replay: most of the requests are denied");
  return Math.round(replayed / seconds);
}

/** What is kept of requests that were decided: twelve fields each, of what a permission of the flow lists. */
function recordings(register: CompiledRegister): RecordedRequest[] {
  const { catalogue } = register;
  const context: DecisionContext = {
    register,
    facts: { version: 0, about: () => [], canonical: (token) => token },
    tokens: { person: (insz) => [insz], contact: () => [] },
    clock: { atMs: Date.parse('2023-06-01T12:00:00Z'), today: '2023-06-01' },
    demonstration: true,
    guards: { registerStale: false, factsStale: false, clockUnsure: false },
  };
  const recorded: RecordedRequest[] = [];
  for (const {
    recipient,
    purpose,
    provider,
    permissions: [permission],
  } of register.flows()) {
    if (recorded.length === flowsReplayed) break;
    const [category = ''] = permission!.categories;
    const fields = new Uint32Array(catalogue.words);
    let count = 0;
    for (const field of catalogue.fields) {
      if (count === 12 || field.innerCategory !== undefined || permission!.duties[field.number] === undefined) continue;
      fields[field.number >>> 5]! |= 1 << (field.number & 31);
      count++;
    }
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
          persons: [{ field: 0, category: undefined, insz: 'a' }],
          faults: [],
          faultCount: 0,
        },
      ],
    };
    recorded.push(recordedRequest(request, decide(request, context), context));
  }
  return recorded;
}
