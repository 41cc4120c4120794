import { diff } from '#analysis';
import { readProtocols } from '#protocols';
import { compileRegister, faultLine, parseRegister, type CompiledRegister, type RegisterSource } from '#register';
import { largeRegister } from '../support/large-register';
import { hadEffect, replay, type Replayed } from './replay';

/** Questions about the whole register, on one of 10,000 permissions. */
export interface RegisterFigures {
  /** Milliseconds to compile it from its checked source. */
  readonly compileMs10000: number;
  /** Milliseconds to compare it with one in which one field was taken from each permission: every flow differs. */
  readonly diffMs10000: number;
  /** The same where one instrument in a hundred was changed, as in a revision that somebody reviews. */
  readonly diffMsRevision: number;
  /** Recorded requests of a month decided again in a second, on one core; of two registers the slower. */
  readonly replayPerSecond: number;
  /** The same where only the effect is compared, as where a proposed register is held against the active one. */
  readonly replayEffectPerSecond: number;
  /** As the first, where every request is unlike all others. */
  readonly replayDistinctPerSecond: number;
  /** What each month was made of, and its figures. */
  readonly replayMonths: Readonly<Record<'protocols' | 'large' | 'distinct', Replayed>>;
}

type ReplayFigures = Pick<
  RegisterFigures,
  'replayPerSecond' | 'replayEffectPerSecond' | 'replayDistinctPerSecond' | 'replayMonths'
>;

/** Medians of a few rounds, after one that warms up. */
export async function benchRegister(quick: boolean): Promise<RegisterFigures> {
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
    ...replayFigures(real, source, quick),
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
function replayFigures(real: RegisterSource, large: RegisterSource, quick: boolean): ReplayFigures {
  const month = { seed: 20_260_401, records: quick ? 200_000 : 1_000_000, flows: 400, forms };
  const distinct = { seed: 20_260_402, records: quick ? 20_000 : 100_000, flows: 400, forms: undefined };
  // A register of its own each time: what is remembered is remembered of one register. The first only warms up.
  replay(compileRegister(large, 1), { ...month, records: 50_000 });
  const protocols = replay(compileRegister(real, 1), month);
  const ofLarge = replay(compileRegister(large, 1), month);
  const effects = [real, large].map((source) => replay(compileRegister(source, 1), month, hadEffect).perSecond);
  const ofDistinct = replay(compileRegister(large, 1), distinct);
  return {
    replayPerSecond: Math.min(protocols.perSecond, ofLarge.perSecond),
    replayEffectPerSecond: Math.min(...effects),
    replayDistinctPerSecond: ofDistinct.perSecond,
    replayMonths: { protocols, large: ofLarge, distinct: ofDistinct },
  };
}
