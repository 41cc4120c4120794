import fc from 'fast-check';
import type { Decision, ExchangeRequest, Fact } from '#contract';
import type { Permission } from '#register';
import { runs, seenAtLeast } from '../../../test/support/effort';
import {
  contextOf,
  factOf,
  factsOf,
  permissionOf,
  recordOf,
  requestOf,
  setOf,
  smallCatalogue,
  smallPaths,
  smallRegister,
} from '../../../test/support/small-register';
import { decide } from './decide';

const settings = { seed: 20_240_701, numRuns: runs(500) };

/** Fields of a record that names everyone it is about. */
const paths = fc.subarray(smallPaths.slice(1), { maxLength: 5 }).map((some) => {
  const chosen = new Set<string>(['persoon.insz', ...some]);
  if (chosen.has('gezin.leden[].naam')) chosen.add('gezin.leden[].insz');
  if (chosen.has('partner.naam')) chosen.add('partner.insz');
  return smallPaths.filter((path) => chosen.has(path));
});

const permission = fc
  .record({
    instrument: fc.constantFrom('akte-1', 'akte-2', 'akte-3'),
    fields: fc.oneof(
      { weight: 2, arbitrary: fc.subarray([...smallPaths], { minLength: 8 }) },
      { weight: 1, arbitrary: fc.subarray([...smallPaths], { minLength: 1, maxLength: 6 }) },
    ),
    categories: fc.oneof(
      { weight: 3, arbitrary: fc.constant(['huurder', 'gezinslid', 'partner']) },
      { weight: 1, arbitrary: fc.subarray(['huurder', 'gezinslid', 'partner']) },
    ),
    from: fc.constantFrom('2000-01-01', '2000-01-01', '2024-07-01', '2024-07-01', '2024-07-02'),
    until: fc.constantFrom(undefined, undefined, undefined, '2024-07-01', '2024-07-02'),
    draft: fc.constantFrom(false, false, false, false, true),
    assumed: fc.constantFrom(false, false, false, false, true),
    consent: fc.constantFrom(false, false, true),
    relation: fc.constantFrom(undefined, undefined, 'provider' as const, 'recipient' as const),
    territory: fc.constantFrom(
      undefined,
      undefined,
      { id: 'hier', leaf: undefined, includes: (nis: string) => nis === '11111', members: new Map() },
      { id: 'daar', leaf: 2, includes: (nis: string) => nis === 'x', members: new Map() },
    ),
  })
  .map((text) => permissionOf(text));

const permissions = fc.array(permission, { minLength: 1, maxLength: 4 });

const request = fc
  .record({
    records: fc.array(paths, { minLength: 1, maxLength: 2 }),
    territory: fc.constantFrom(undefined, '11111'),
    mode: fc.constantFrom('all' as const, 'all' as const, 'each' as const),
  })
  .map(({ records, ...more }) => requestOf(records, more));

const people = ['person-0', 'person-0/gezinslid', 'person-1', 'person-1/partner', 'person-2'];

const fact = fc
  .tuple(
    fc.constantFrom('restriction' as const, 'objection' as const, 'consent' as const, 'caseload' as const),
    fc.constantFrom(...people),
    fc.constantFrom('gever', 'ontvanger', 'tussen'),
  )
  .map(([kind, token, participant]) => factOf(kind, token, participant));

const facts = fc.array(fact, { maxLength: 4 });

/** What a sender receives of a decision. */
function answer({ causes: _causes, checks: _checks, ...told }: Decision): string {
  return JSON.stringify(told);
}

describe('decide', () => {
  it('INVARIANT(default-deny): permits nothing where no permission is open, whatever else is there', () => {
    fc.assert(
      fc.property(permissions, request, facts, (all, asked, known) => {
        const closed = all.map((each) => ({ ...each, draft: true }));
        const decision = decide(asked, contextOf(smallRegister([]), known));
        expect(decision.effect).toBe('deny');
        expect(decision.reasons.map(({ code }) => code)).toEqual(['no-permission']);
        const shut = smallRegister([], { permissions: () => closed });
        expect(decide(asked, contextOf(shut, known)).effect).toBe('deny');
      }),
      settings,
    );
  });

  it('INVARIANT(every-leaf-covered): each leaf of a permitted record is in the basis of an instrument that lists it', () => {
    let permits = 0;
    fc.assert(
      fc.property(permissions, request, facts, (all, asked, known) => {
        const decision = decide(
          asked,
          contextOf(smallRegister([], { permissions: () => all }), [...known, ...everythingConsented]),
        );
        if (decision.effect === 'deny') return;
        permits++;
        for (const [index, outcome] of decision.records.entries()) {
          if (!outcome.permitted) continue;
          const covered = new Set(outcome.carriage.basis.flatMap(({ fields }) => fields));
          expect([...covered].sort()).toEqual(pathsOf(asked, index).sort());
          for (const { instrument, fields } of outcome.carriage.basis) {
            for (const path of fields) {
              expect(
                all.some((each) => each.instrument === instrument && each.duties[smallCatalogue.number(path) ?? -1]),
              ).toBeTruthy();
            }
          }
        }
      }),
      settings,
    );
    expect(permits).toBeGreaterThan(seenAtLeast(60));
  });

  it('INVARIANT(restriction-trumps-permit): denies when a restriction is recorded, whatever the register permits', () => {
    fc.assert(
      fc.property(
        permissions,
        paths,
        facts,
        fc.constantFrom('restriction' as const, 'objection' as const),
        fc.constantFrom('gever', 'ontvanger'),
        (all, held, known, kind, by) => {
          const open = [...all, permissionOf()];
          const context = contextOf(smallRegister([], { permissions: () => open }), [
            ...known,
            factOf(kind, 'person-0', by),
          ]);
          const decision = decide(requestOf([held]), context);
          expect(decision.effect).toBe('deny');
          expect(decision.basis).toEqual([]);
        },
      ),
      settings,
    );
  });

  it('INVARIANT(no-person-cause-leaks): answers with the same bytes whichever cause another recorded', () => {
    const causes: readonly { facts: readonly Fact[]; permission: Permission }[] = [
      { facts: [factOf('restriction', 'person-0', 'ontvanger')], permission: permissionOf() },
      { facts: [factOf('objection', 'person-0', 'ontvanger')], permission: permissionOf() },
      {
        facts: [factOf('restriction', 'person-0', 'gever'), factOf('objection', 'person-0', 'ontvanger')],
        permission: permissionOf(),
      },
      { facts: [], permission: permissionOf({ relation: 'recipient' }) },
      { facts: [factOf('do-not-contact', 'x', 'ontvanger')], permission: permissionOf({ doNotContact: true }) },
    ];
    const held = [...smallPaths];
    const answers = causes.map(({ facts: known, permission: one }) =>
      answer(decide(requestOf([held, held]), contextOf(smallRegister([one]), known))),
    );
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? '')).toMatchObject({ effect: 'deny', remedy: [], basis: [] });
    expect(JSON.parse(answers[0] ?? '').reasons).toEqual([
      { code: 'not-deliverable', message: { nl: expect.any(String), en: expect.any(String) } },
    ]);
    const precise = causes.map(({ facts: known, permission: one }) =>
      decide(requestOf([held, held]), contextOf(smallRegister([one]), known)).causes.map(({ code }) => code),
    );
    expect(precise).toEqual([
      ['subject-restricted'],
      ['subject-objected'],
      ['subject-restricted', 'subject-objected'],
      ['no-relation'],
      ['do-not-contact'],
    ]);
  });

  it('INVARIANT(no-person-cause-leaks): tells a cause precisely only where the sender recorded it itself', () => {
    fc.assert(
      fc.property(
        permissions,
        paths,
        fc.array(fact.filter(({ participant }) => participant !== 'gever')),
        (all, held, known) => {
          const one = [...all, permissionOf({ instrument: 'akte-9' })].map((each) => ({
            ...each,
            relation: undefined,
            consent: false,
          }));
          const decision = decide(requestOf([held]), contextOf(smallRegister([], { permissions: () => one }), known));
          for (const { code } of decision.reasons) expect(code).toBe('not-deliverable');
        },
      ),
      settings,
    );
  });

  it('INVARIANT(all-person-checks-run): asks the facts the same questions whatever they answer', () => {
    fc.assert(
      fc.property(permissions, request, facts, (all, asked, known) => {
        const whole = [...all, permissionOf({ instrument: 'akte-9', doNotContact: true })];
        const register = smallRegister([], { permissions: () => whole });
        const questions = (about: readonly Fact[]) => {
          const asking: string[] = [];
          const answering = factsOf(about);
          decide(asked, {
            ...contextOf(register),
            facts: { ...answering, about: (tokens) => (asking.push(...tokens), answering.about(tokens)) },
          });
          return asking;
        };
        const asking = questions(known);
        expect(asking).toEqual(questions([]));
        if (decide(asked, contextOf(register)).checks.length === 0) return;
        const everybody = asked.records.flatMap(({ persons }) => persons.map(({ insz }) => insz));
        expect(asking).toEqual(expect.arrayContaining(everybody));
      }),
      settings,
    );
  });

  it('INVARIANT(remedy-is-exact): what it says to drop gives a permit, and no smaller set does', () => {
    let remedied = 0;
    let hopeless = 0;
    fc.assert(
      fc.property(permissions, request, (all, asked) => {
        const register = smallRegister([], { permissions: () => all });
        const context = contextOf(register, everythingConsented);
        const decision = decide(asked, context);
        if (decision.effect === 'permit') return;
        const dropped = decision.remedy.find((remedy) => 'drop' in remedy)?.drop;
        const smallest = smallestByBruteForce(asked, (less) => decide(less, context).effect === 'permit');
        expect(dropped === undefined ? undefined : dropped.length).toBe(smallest);
        if (dropped === undefined) hopeless++;
        else {
          remedied++;
          expect(decide(withoutPaths(asked, dropped) ?? asked, context).effect).toBe('permit');
        }
      }),
      { ...settings, numRuns: runs(300) },
    );
    expect(remedied).toBeGreaterThan(seenAtLeast(30));
    expect(hopeless).toBeGreaterThan(seenAtLeast(30));
  });

  it('INVARIANT(order-independence): answers the same whatever the order of permissions, facts and records', () => {
    const shuffled = fc.tuple(permissions, request, facts).chain(([all, asked, known]) =>
      fc.record({
        all: fc.constant(all),
        asked: fc.constant({ ...asked, mode: 'all' as const }),
        known: fc.constant(known),
        otherAll: fc.shuffledSubarray(all, { minLength: all.length }),
        otherKnown: fc.shuffledSubarray(known, { minLength: known.length }),
        otherRecords: fc.shuffledSubarray([...asked.records], { minLength: asked.records.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ all, asked, known, otherAll, otherKnown, otherRecords }) => {
        const told = ({ records: _records, checks: _checks, ...rest }: Decision) => rest;
        const one = decide(asked, contextOf(smallRegister([], { permissions: () => all }), known));
        const other = decide(
          { ...asked, records: otherRecords },
          contextOf(smallRegister([], { permissions: () => otherAll }), otherKnown),
        );
        expect(told(other)).toEqual(told(one));
      }),
      settings,
    );
  });

  it('INVARIANT(unrelated-permission-changes-nothing): another recipient, purpose or provider in the register is not heard', () => {
    fc.assert(
      fc.property(permissions, permissions, request, facts, (all, others, asked, known) => {
        const listed = all.map((each) => permissionOf(textOf(each)));
        const strange = others.flatMap((each) => [
          permissionOf({ ...textOf(each), parties: { recipient: 'ander' } }),
          permissionOf({ ...textOf(each), parties: { purpose: 'telling' } }),
          permissionOf({ ...textOf(each), parties: { provider: 'ander' } }),
        ]);
        const alone = decide(asked, contextOf(smallRegister(listed), known));
        expect(decide(asked, contextOf(smallRegister([...strange, ...listed]), known))).toEqual(alone);
      }),
      { ...settings, numRuns: runs(300) },
    );
  });
});

const everythingConsented = ['person-0', 'person-1', 'person-2'].flatMap((root) =>
  [root, `${root}/gezinslid`, `${root}/partner`].flatMap((token) => [
    factOf('consent', token, 'gever'),
    factOf('caseload', token, 'gever'),
    factOf('caseload', token, 'ontvanger'),
  ]),
);

function textOf(permission: Permission) {
  const { fields: _fields, duties, innerCategories: _inner, categories, ...rest } = permission;
  const named = smallPaths.flatMap((path, index) =>
    duties[index] === undefined ? [] : [[path, duties[index]] as const],
  );
  return { ...rest, categories: [...categories], fields: Object.fromEntries(named) };
}

function pathsOf(asked: ExchangeRequest, index: number): string[] {
  return smallPaths.filter((path) => ((asked.records[index]?.fields[0] ?? 0) & (setOf([path])[0] ?? 0)) >>> 0 !== 0);
}

/**
 * The request without these fields, or undefined where that is no lawful form: a person without INSZ, a record
 * without leaf.
 */
function withoutPaths(asked: ExchangeRequest, dropped: readonly string[]): ExchangeRequest | undefined {
  const records = asked.records.map((record, index) => {
    const left = pathsOf(asked, index).filter((path) => !dropped.includes(path));
    if (left.length === 0 || !left.includes('persoon.insz')) return undefined;
    if (left.includes('gezin.leden[].naam') && !left.includes('gezin.leden[].insz')) return undefined;
    if (left.includes('partner.naam') && !left.includes('partner.insz')) return undefined;
    return recordOf(left, record.persons[0]?.insz);
  });
  const whole = records.filter((record) => record !== undefined);
  return whole.length === records.length ? { ...asked, records: whole } : undefined;
}

/** Size of the smallest set of fields whose removal helps, by trying them all. */
function smallestByBruteForce(asked: ExchangeRequest, helps: (less: ExchangeRequest) => boolean): number | undefined {
  const occurring = smallPaths.filter((path) => asked.records.some((_, index) => pathsOf(asked, index).includes(path)));
  const choices = Array.from({ length: 2 ** occurring.length - 1 }, (_, index) =>
    occurring.filter((__, bit) => ((index + 1) & (1 << bit)) !== 0),
  ).sort((a, b) => a.length - b.length);
  return choices.find((dropped) => {
    const less = withoutPaths(asked, dropped);
    return less !== undefined && helps(less);
  })?.length;
}
