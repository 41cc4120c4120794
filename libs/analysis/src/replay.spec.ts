import fc from 'fast-check';
import { type Decision, type ExchangeRequest, type LegalDate } from '#contract';
import { decide, type DecisionContext } from '#decision';
import type { CompiledRegister, Territory } from '#register';
import { contextOf, factOf, recordOf, requestOf, smallRegister } from '../../../test/support/small-register';
import { fieldSets, somePermissions, somePoints, type Point } from '../../../test/support/small-universe';
import { redecide, type CompactRequest } from './replay';

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
            const compact = compactOf(request, decision, context);
            if (compact === undefined) continue;
            const again = redecide(compact, register);
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

/** What a record of this decision comes to, once it is read; undefined where something outside the register refused it. */
function compactOf(request: ExchangeRequest, decision: Decision, context: DecisionContext): CompactRequest | undefined {
  const { register, clock, demonstration } = context;
  const own = register.systems.get(request.system)?.participant ?? '';
  const provider = request.provider ?? own;
  const listed = register.permissions(request.recipient, request.purpose, provider);
  const territories = listed.flatMap(({ territory }) => (territory?.leaf === undefined ? [] : [territory]));
  const failed = request.records.map(() => new Set<string>());
  const stopped = request.records.map(({ faultCount, faults }) => faultCount > 0 || faults.length > 0);
  for (const { record, check, outcome, keeper } of decision.checks) {
    if (outcome !== 'fail') continue;
    if (check === 'restriction' || check === 'objection') stopped[record] = true;
    else if (check === 'relation')
      for (const file of keeper === undefined ? files : [keeper]) failed[record]!.add(file);
    else failed[record]!.add(check);
  }
  // A request in which some record fails before persons are asked after has no checks, and no need of them.
  if (decision.causes.some(({ code, count }) => count === undefined && outside.has(code))) return undefined;
  const isStale = decision.causes.some(({ code }) => code === 'facts-stale');
  return {
    recipient: request.recipient,
    purpose: request.purpose,
    provider,
    own,
    basis: request.basis,
    category: request.category,
    territory: request.territory,
    mode: request.mode,
    today: clock.today,
    demonstration,
    records: request.records.map((record, index) => ({
      fields: record.fields,
      innerCategories: record.innerCategories,
      stopped:
        stopped[index]! ||
        (isStale && record.persons.length > 0) ||
        (record.persons.length === 0 && request.category !== dwelling),
      inside: territories
        .filter((territory) => isInside(territory, register, record.data, clock.today))
        .map(({ id, leaf }) => ({ id, leaf: leaf! })),
      failed: [...failed[index]!] as CompactRequest['records'][number]['failed'],
    })),
  };
}

const files = ['provider', 'recipient'] as const;
const dwelling = 'woning';
const outside = new Set<string>([
  'malformed',
  'unknown-recipient',
  'unknown-provider',
  'unknown-purpose',
  'unknown-category',
  'unknown-basis',
  'register-stale',
  'clock-unsure',
]);

function isInside(territory: Territory, { catalogue }: CompiledRegister, data: unknown, day: LegalDate): boolean {
  const path = catalogue.fields[territory.leaf!]!.path.split('.');
  const value = path.reduce<unknown>(
    (here, name) => (typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[name] : undefined),
    data,
  );
  return typeof value === 'string' && territory.includes(value, day);
}
