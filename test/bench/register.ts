import { diff } from '#analysis';
import { readProtocols } from '#protocols';
import { compileRegister, faultLine, parseRegister, type CompiledRegister, type RegisterSource } from '#register';
import { largeRegister } from '../support/large-register';
import { replay, withPostgres, type Replayed } from './replay';

/** Questions about the whole register, on one of 10,000 permissions. */
export interface RegisterFigures {
  /** Milliseconds to compile it from its checked source. */
  readonly compileMs10000: number;
  /** Milliseconds to compare it with one in which one field was taken from each permission: every flow differs. */
  readonly diffMs10000: number;
  /** The same where one instrument in a hundred was changed, as in a revision that somebody reviews. */
  readonly diffMsRevision: number;
  /** Recorded requests of a month, held against a proposed register in a second of processor time; of two registers the slower. */
  readonly replayPerSecond: number;
  /** The same where every request is unlike all others. */
  readonly replayDistinctPerSecond: number;
  /** What each month was made of, and its figures. */
  readonly replayMonths: Readonly<Record<'protocols' | 'large' | 'distinct', Replayed>>;
}

type ReplayFigures = Pick<RegisterFigures, 'replayPerSecond' | 'replayDistinctPerSecond' | 'replayMonths'>;

/** Medians of a few rounds, after one that warms up. */
export async function benchRegister(quick: boolean, say: (what: string) => void): Promise<RegisterFigures> {
  const source = await largeRegister(permissions);
  const real = sound(await readProtocols('protocols'));
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
    ...(await replayFigures(real, source, quick, say)),
  };
}

function sound(texts: ReadonlyMap<string, string>): RegisterSource {
  const { source, faults } = parseRegister(texts);
  if (source === undefined) throw new Error(`couldn't read \`protocols\`: ${faults.map(faultLine).join(', ')}`);
  return source;
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

/** Forms that the systems of a flow send: what is filled in and what is not, right and wrong. */
const forms = { right: 16, wrong: 8 };

/** Months that differ in the register, and one in which no question is asked twice. The seeds are fixed. */
async function replayFigures(
  real: RegisterSource,
  large: RegisterSource,
  quick: boolean,
  say: (what: string) => void,
): Promise<ReplayFigures> {
  const month = { seed: 20_260_401, records: quick ? 300_000 : 1_000_000, flows: 400, forms };
  const distinct = { seed: 20_260_402, records: quick ? 10_000 : 40_000, flows: 400, forms: undefined };
  // Every flow answers otherwise: nothing is alike in both.
  const proposed = (source: RegisterSource) =>
    [compileRegister(source, 1), compileRegister(withoutLastField(source, 1), 2)] as const;
  const replayMonths = await withPostgres(async (server) => {
    const held = (name: string, source: RegisterSource, of: typeof month | typeof distinct) => {
      say(`recording ${of.records} requests (${name})`);
      return replay(server, name, proposed(source), of);
    };
    return {
      distinct: await held('distinct', large, distinct),
      protocols: await held('protocols', real, month),
      large: await held('large', large, month),
    };
  });
  const { protocols, large: ofLarge } = replayMonths;
  return {
    replayPerSecond: Math.min(protocols.perSecond, ofLarge.perSecond),
    replayDistinctPerSecond: replayMonths.distinct.perSecond,
    replayMonths,
  };
}
