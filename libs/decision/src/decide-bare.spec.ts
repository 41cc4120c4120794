import fc from 'fast-check';
import {
  contextOf,
  factOf,
  permissionOf,
  recordOf,
  requestOf,
  smallRegister,
} from '../../../test/support/small-register';
import { fieldSets, somePermissions, somePoints } from '../../../test/support/small-universe';
import { decide, decideBare } from './decide';

const kinds = ['restriction', 'objection', 'consent', 'caseload', 'do-not-contact'] as const;
const someFacts = fc.array(
  fc
    .tuple(fc.constantFrom(...kinds), fc.constantFrom('person-0', 'person-1'), fc.constantFrom('gever', 'ontvanger'))
    .map(([kind, token, by]) => factOf(kind, token, by)),
  { maxLength: 6 },
);

describe('decideBare', () => {
  it('is the effect, basis, obligations and codes of the whole decision', () => {
    const seen = { permit: 0, deny: 0, partly: 0, codes: new Set<string>() };
    fc.assert(
      fc.property(somePermissions, someFacts, fc.noShrink(fc.nat()), (permissions, facts, seed) => {
        const register = smallRegister([
          ...permissions,
          permissionOf({ instrument: 'akte-2', consent: seed % 2 === 0 }),
        ]);
        for (const [index, point] of somePoints(seed, 60).entries()) {
          const { system, provider, basis, category, territory } = point;
          const sets = fieldSets(category);
          const records = [sets[(seed + index) % sets.length]!, sets[(seed + index * 7) % sets.length]!];
          const request = {
            ...requestOf([], { system, category, mode: index % 3 === 0 ? 'each' : 'all' }),
            ...(index % 30 === 0 && { purpose: 'onbekend' }),
            provider: system === provider ? undefined : provider,
            basis: basis === '' ? undefined : basis,
            territory: territory === '' ? undefined : territory,
            records: records.slice(index % 2).map((paths, n) => ({
              ...recordOf(paths, `person-${n}`, { 'persoon.nis': n === 0 ? point.nis : '11111' }),
              ...(index % 17 === 0 && { faults: [{ code: 'unknown-field' as const, path: 'x' }], faultCount: 1 }),
            })),
          };
          const context = contextOf(register, facts, {
            clock: { atMs: 0, today: point.day },
            demonstration: point.demonstration,
            guards: { registerStale: index % 50 === 49, factsStale: index % 40 === 39, clockUnsure: index % 53 === 52 },
          });
          const decision = decide(request, context);
          const codes = decision.causes.map(({ code }) => code);
          expect(decideBare(request, context)).toEqual({
            effect: decision.effect,
            basis: decision.basis,
            obligations: decision.obligations,
            codes,
          });
          seen[decision.effect]++;
          if (decision.effect === 'permit' && codes.length > 0) seen.partly++;
          for (const code of codes) seen.codes.add(code);
        }
      }),
      { seed: 20_261_123, numRuns: 150 },
    );
    expect(seen.permit).toBeGreaterThan(100);
    expect(seen.partly).toBeGreaterThan(20);
    expect(seen.deny).toBeGreaterThan(300);
    expect(seen.codes.size).toBeGreaterThan(12);
  });
});
