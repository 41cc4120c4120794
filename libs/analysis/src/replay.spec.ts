import fc from 'fast-check';
import { decide } from '#decision';
import { contextOf, factOf, recordOf, requestOf, smallRegister } from '../../../test/support/small-register';
import { fieldSets, somePermissions, somePoints, type Point } from '../../../test/support/small-universe';
import { recordedRequest, redecide } from './replay';

const kinds = ['restriction', 'objection', 'consent', 'consent', 'caseload', 'caseload', 'do-not-contact'] as const;
const people = ['person-0', 'person-0/gezinslid', 'person-1', 'person-1/gezinslid'];

const someFacts = fc.array(
  fc
    .tuple(fc.constantFrom(...kinds), fc.constantFrom(...people), fc.constantFrom('gever', 'ontvanger'))
    .map(([kind, token, by]) => factOf(kind, token, by)),
  { maxLength: 10 },
);

/** Another territory in each record, so that one leaf decides twice. */
function requestAt(point: Point, sets: readonly (readonly string[])[], mode: 'all' | 'each') {
  const { system, provider, basis, category, territory } = point;
  return {
    ...requestOf([], { system, category, mode }),
    provider: system === provider ? undefined : provider,
    basis: basis === '' ? undefined : basis,
    territory: territory === '' ? undefined : territory,
    records: sets.map((paths, index) =>
      recordOf(paths, `person-${index}`, { 'persoon.nis': index === 0 ? point.nis : '11111' }),
    ),
  };
}

describe('redecide', () => {
  it('gives the effect, basis and obligations of the decision that was recorded, without a value or a person', () => {
    const seen = { permit: 0, deny: 0 };
    fc.assert(
      fc.property(
        somePermissions,
        someFacts,
        fc.constantFrom('all' as const, 'each' as const),
        fc.noShrink(fc.nat()),
        (permissions, facts, mode, seed) => {
          const register = smallRegister(permissions);
          for (const [index, point] of somePoints(seed, 60).entries()) {
            const sets = fieldSets(point.category);
            const records = [sets[(seed + index) % sets.length]!, sets[(seed + index * 7) % sets.length]!];
            const request = requestAt(point, index % 2 === 0 ? records : records.slice(1), mode);
            const context = contextOf(register, facts, {
              clock: { atMs: 0, today: point.day },
              demonstration: point.demonstration,
              guards: { registerStale: index % 50 === 49, factsStale: index % 40 === 39, clockUnsure: false },
            });
            const decision = decide(request, context);
            const again = redecide(recordedRequest(request, decision, context), register);
            seen[decision.effect]++;
            if (JSON.stringify(again) !== JSON.stringify(partOf(decision))) {
              throw new Error(JSON.stringify({ point, mode, again, decision }));
            }
          }
        },
      ),
      { seed: 20_260_404, numRuns: 250 },
    );
    expect(seen.permit).toBeGreaterThan(100);
    expect(seen.deny).toBeGreaterThan(300);
  });
});

function partOf({ effect, basis, obligations }: ReturnType<typeof decide>) {
  return { effect, basis, obligations };
}
