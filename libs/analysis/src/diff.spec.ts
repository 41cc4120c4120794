import fc from 'fast-check';
import type { Decision } from '#contract';
import { compileRegister, parseRegister, type CompiledRegister } from '#register';
import { decideAt, fieldSets, somePair, somePoints, type Point } from '../../../test/support/small-universe';
import { specimen } from '../../../test/support/register-specimen';
import { compare } from './compare';
import { diff, show } from './diff';
import { regionsOf, type Codes, type Region } from './region';

const settings = { seed: 20_260_401 };

describe('compare', () => {
  it('finds of one register exactly the requests that `decide` permits, with duty, basis, retention and certainty', () => {
    let permits = 0;
    forPairs(50, ([, register], points) => {
      const regions = [...regionsOf(compare(undefined, register))];
      for (const point of points(25)) {
        for (const paths of fieldSets(point.category)) {
          const decision = decideAt(register, point, paths);
          const carried = paths.map((path) => regions.filter((region) => covers(region, point, paths, path)));
          const where = () => describePoint(register, point, paths);
          if (decision.effect === 'deny') {
            if (carried.every((each) => each.length > 0)) throw new Error(`permitted by regions only: ${where()}`);
            continue;
          }
          permits++;
          for (const [index, path] of paths.entries()) {
            const [first, ...more] = carried[index]!;
            if (first === undefined || more.length > 0)
              throw new Error(`${carried[index]!.length} regions: ${where()}`);
            expect(pieceOf(decision, path)).toEqual({ duty: first.after!.duty, instruments: first.after!.instruments });
          }
          expect(decision.assumed).toBe(carried.some(([region]) => region!.after!.assumed));
        }
      }
    });
    expect(permits).toBeGreaterThan(700);
  });
});

describe('diff', () => {
  it('holds every request decided otherwise in a region of one of its fields', () => {
    let differing = 0;
    forPairs(50, ([before, after], points) => {
      const regions = [...diff(before, after).regions()];
      for (const point of points(25)) {
        for (const paths of fieldSets(point.category)) {
          if (answerOf(decideAt(before, point, paths)) === answerOf(decideAt(after, point, paths))) continue;
          differing++;
          if (!paths.some((path) => regions.some((region) => covers(region, point, paths, path)))) {
            throw new Error(
              `in no region: ${describePoint(before, point, paths)}; ${describePoint(after, point, paths)}`,
            );
          }
        }
      }
    });
    expect(differing).toBeGreaterThan(700);
  });

  it('says of the smallest request with a field exactly what `decide` says on either side, by one region or none', () => {
    const seen = { permitted: 0, refused: 0, changed: 0, none: 0 };
    forPairs(70, ([before, after], points) => {
      const regions = [...diff(before, after).regions()];
      for (const point of points(40)) {
        for (const [paths, path] of smallest(point)) {
          const covering = regions.filter((region) => covers(region, point, paths, path));
          // A leaf that decides nothing here is a field like any other, and not of the smallest request.
          const isLarger = paths.includes('persoon.nis') && path !== 'persoon.nis';
          if (isLarger && covering.every(({ where }) => where.leaves['persoon.nis'] === undefined)) continue;
          const was = verdictOf(decideAt(before, point, paths), path);
          const is = verdictOf(decideAt(after, point, paths), path);
          if (was === is) {
            seen.none++;
            if (covering.length > 0) throw new Error(`same, but in a region: ${describePoint(before, point, paths)}`);
            continue;
          }
          if (covering.length !== 1)
            throw new Error(`${covering.length} regions: ${describePoint(after, point, paths)}`);
          const [region] = covering;
          seen[region!.kind]++;
          expect([regionVerdict(region!.before), regionVerdict(region!.after)]).toEqual([was, is]);
        }
      }
    });
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(80);
  });

  it('shows each region with an example on which `decide` differs as the region says', () => {
    let shown = 0;
    fc.assert(
      fc.property(somePair, ([before, after]) => {
        for (const region of diff(before, after).regions()) {
          const { example, before: was, after: is } = show(region, before, after);
          expect(verdictOf(was, example.paths[0]!)).toBe(regionVerdict(region.before));
          expect(verdictOf(is, example.paths[0]!)).toBe(regionVerdict(region.after));
          shown++;
        }
      }),
      { ...settings, numRuns: 200 },
    );
    expect(shown).toBeGreaterThan(1_000);
  });

  it('names the values that a list of codes or of participants newly accepts, and no more', () => {
    const of = (changes: Parameters<typeof specimen>[0]) =>
      compileRegister(parseRegister(specimen(changes)).source!, 1);
    const codes = { 'fields/f.yaml': ['codes: [a, b]', 'codes: [b, c]'] } as const;
    expect(diff(of({}), of(codes))).toMatchObject({
      isEmpty: false,
      catalogue: [{ name: 'gezin.codes[]', change: 'type', added: ['c'], removed: ['a'] }],
    });
    const naming = { 'fields/f.yaml': ['title: Naam, type: text', 'title: Naam, type: participant'] } as const;
    const joined = 'id: nieuw\nname: { nl: Nieuw }\nsure: seed\n';
    expect(diff(of(naming), of({ ...naming, 'participants/nieuw.yaml': joined }))).toMatchObject({
      isEmpty: false,
      catalogue: [{ name: 'persoon.naam', change: 'type', added: ['nieuw'], removed: [] }],
    });
  });

  it('is empty between a register and itself, however its permissions are ordered', () => {
    fc.assert(
      fc.property(somePair, ([register]) => {
        expect(diff(register, register).isEmpty).toBe(true);
        expect(diff(register, reversed(register)).isEmpty).toBe(true);
      }),
      { ...settings, numRuns: 100 },
    );
  });

  it('gives the same regions whatever the order of permissions', () => {
    fc.assert(
      fc.property(somePair, ([before, after]) => {
        const regions = [...diff(before, after).regions()];
        expect([...diff(reversed(before), reversed(after)).regions()]).toEqual(regions);
        expect(diff(before, after).count).toBe(regions.length);
      }),
      { ...settings, numRuns: 100 },
    );
  });
});

type Pair = readonly [CompiledRegister, CompiledRegister];

/** Pairs of registers, each with points of the universe to ask about. */
function forPairs(count: number, check: (pair: Pair, points: (count: number) => readonly Point[]) => void): void {
  fc.assert(
    fc.property(somePair, fc.noShrink(fc.nat()), (pair, seed) => check(pair, (many) => somePoints(seed, many))),
    { ...settings, numRuns: count },
  );
}

function describePoint(register: CompiledRegister, point: Point, paths: readonly string[]): string {
  const { effect, reasons, basis } = decideAt(register, point, paths);
  return JSON.stringify({ ...point, paths, effect, reasons: reasons.map(({ code }) => code), basis });
}

function reversed(register: CompiledRegister): CompiledRegister {
  return {
    ...register,
    flows: () =>
      [...register.flows()].reverse().map((flow) => ({ ...flow, permissions: [...flow.permissions].reverse() })),
    permissions: (...of) => [...register.permissions(...of)].reverse(),
  };
}

/** The smallest request with each field. */
function smallest(point: Point): (readonly [readonly string[], string])[] {
  const sets = fieldSets(point.category);
  const all = new Set(sets.flat());
  // A territory leaf that occurs belongs to everything: with it and without it are two questions.
  const found: (readonly [readonly string[], string])[] = [];
  for (const path of all) {
    for (const withNis of [true, false]) {
      for (const withMember of [true, false]) {
        const needed = new Set([
          path,
          ...(point.category === 'woning' ? [] : ['persoon.insz']),
          ...(withNis ? ['persoon.nis'] : []),
          ...(withMember ? ['gezin.leden[].insz'] : []),
        ]);
        const set = sets.find((each) => each.length === needed.size && each.every((one) => needed.has(one)));
        if (set !== undefined) found.push([set, path]);
      }
    }
  }
  return found;
}

function covers({ where, providers, fields }: Region, point: Point, paths: readonly string[], path: string): boolean {
  const sender = point.system === point.provider ? 'self' : `participant ${point.system}`;
  const inside = paths.some((each) => each.startsWith('gezin.'));
  const facts = {
    provider: point.provider_file,
    recipient: point.recipient_file,
    consent: point.consent,
    doNotContact: point.contactable,
  };
  const nis = where.leaves['persoon.nis'];
  return (
    fields.includes(path) &&
    providers.includes(point.provider) &&
    where.senders.includes(sender) &&
    where.bases.includes(point.basis) &&
    where.categories.includes(point.category) &&
    (inside
      ? where.inside.includes('gezinslid') || where.maybeInside.includes('gezinslid')
      : !where.inside.includes('gezinslid')) &&
    where.days.some(({ from, until }) => from <= point.day && (until === undefined || point.day < until)) &&
    (where.territory === undefined || holds(where.territory, point.territory)) &&
    (nis === undefined || holds(nis, paths.includes('persoon.nis') ? point.nis : '')) &&
    (where.installation === undefined || (where.installation === 'demonstration') === point.demonstration) &&
    Object.entries(where.facts).every(([fact, value]) => facts[fact as keyof typeof facts] === (value === 'holds'))
  );
}

function holds({ in: listed, notIn = [], missing }: Codes, code: string): boolean {
  if (code === '') return missing;
  return listed === undefined ? !notIn.includes(code) : listed.includes(code);
}

function answerOf({ effect, basis, obligations, retention, assumed }: Decision): string {
  return effect === 'deny' ? 'deny' : JSON.stringify({ basis, obligations, retention, assumed });
}

function pieceOf({ basis, obligations }: Decision, path: string) {
  return {
    duty: obligations.find((each) => each.field === path)?.duty ?? 'keep',
    instruments: basis.filter((each) => each.fields.includes(path)).map((each) => each.instrument),
  };
}

function verdictOf(decision: Decision, path: string): string {
  const { effect, retention, assumed } = decision;
  if (effect === 'deny') return 'deny';
  return JSON.stringify({ ...pieceOf(decision, path), retention, assumed });
}

function regionVerdict(verdict: Region['before']): string {
  if (verdict === undefined) return 'deny';
  const { duty, instruments, retention, assumed } = verdict;
  return JSON.stringify({ duty, instruments, retention, assumed });
}
