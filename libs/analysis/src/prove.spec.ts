import { join } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { within, type Decision } from '#contract';
import { compileRegister, faultLine, parseRegister, type NeverSource } from '#register';
import { rerouted, smallRegister } from '../../../test/support/small-register';
import { decideAt, fieldSets, somePermissions, somePoints, type Point } from '../../../test/support/small-universe';
import { prove, type Proof } from './prove';

/** The real register's files, read here because this library touches no disk. */
function protocols(changes: Readonly<Record<string, readonly [string, string]>> = {}): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const path of readdirSync('protocols', { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.yaml')) continue;
    const text = readFileSync(join('protocols', path), 'utf8');
    const [from, to] = changes[path] ?? ['', ''];
    if (!text.includes(from)) throw new Error(`\`${path}\` has no \`${from}\``);
    files.set(path, from === '' ? text : text.replace(from, () => to));
  }
  return files;
}

function proofs(
  changes?: Readonly<Record<string, readonly [string, string]>>,
  more: ReadonlyMap<string, string> = new Map(),
) {
  const { source, invariants = [], faults } = parseRegister(new Map([...protocols(changes), ...more]));
  if (source === undefined) throw new Error(faults.map(faultLine).join('\n'));
  return new Map(prove(compileRegister(source, 1), invariants).map((proof) => [proof.invariant.id, proof]));
}

const brokenOf = (all: ReadonlyMap<string, Proof>) =>
  [...all.values()].filter(({ holds }) => !holds).map(({ invariant }) => invariant.id);

/** A promise of the small universe: everything that it leaves out may be anything. */
const somePromise: fc.Arbitrary<NeverSource> = fc
  .record({
    recipients: fc.constantFrom(undefined, undefined, undefined, undefined, 'ontvanger', 'ander'),
    purposes: fc.constantFrom(undefined, undefined, undefined, ['doel'], ['telling'], ['doel', 'telling']),
    statistical: fc.constantFrom(undefined, undefined, undefined, undefined, true, false),
    providers: fc.constantFrom(undefined, undefined, 'gever', 'ander'),
    senders: fc.constantFrom(undefined, undefined, 'tussen', 'gever'),
    categories: fc.constantFrom(undefined, undefined, ['kandidaat'], ['huurder', 'woning']),
    fields: fc.constantFrom(undefined, ['persoon.naam'], ['persoon.insz', 'gezin.leden[].insz'], ['gezin.leden[].*']),
    except: fc.constantFrom(undefined, undefined, ['persoon.insz'], ['persoon.*']),
    identifiers: fc.constantFrom(undefined, undefined, ['person' as const]),
    aboutPersons: fc.boolean(),
    as: fc.constantFrom(undefined, ['identified' as const], ['pseudonymised' as const, 'generalised' as const]),
    from: fc.constantFrom(undefined, undefined, '2022-06-01'),
    until: fc.constantFrom(undefined, undefined, '2023-01-01'),
  })
  .map(({ recipients, providers, senders, ...never }) => {
    const always = (participant: string | undefined) =>
      participant === undefined ? undefined : [{ participant, from: undefined, until: undefined, doubts: [] }];
    return {
      ...never,
      recipients: always(recipients),
      providers: always(providers),
      senders: always(senders),
      freeText: false,
    };
  });

type Asked = Point & (typeof flows)[number];

/** To whom and for what: `telling` is statistical. */
const flows = [
  { recipient: 'ontvanger', purpose: 'doel' },
  { recipient: 'ontvanger', purpose: 'telling' },
  { recipient: 'ander', purpose: 'doel' },
] as const;

/** Permissions of the small universe, each for one of these. */
const someFlows = fc
  .tuple(somePermissions, fc.array(fc.constantFrom(...flows), { minLength: 4, maxLength: 4 }))
  .map(([permissions, chosen]) => permissions.map((permission, at) => rerouted(permission, chosen[at]!)));

/** What a promise says of one request, written as it reads. */
function isBroken(never: NeverSource, point: Asked, paths: readonly string[], decision: Decision): boolean {
  if (decision.effect === 'deny') return false;
  if (never.recipients !== undefined && never.recipients[0]!.participant !== point.recipient) return false;
  if (never.purposes !== undefined && !never.purposes.includes(point.purpose)) return false;
  if (never.statistical !== undefined && never.statistical !== (point.purpose === 'telling')) return false;
  if (never.providers !== undefined && never.providers[0]!.participant !== point.provider) return false;
  if (never.senders !== undefined && never.senders[0]!.participant !== point.system) return false;
  if (never.categories !== undefined && !never.categories.includes(point.category)) return false;
  if (never.aboutPersons && point.category === 'woning') return false;
  if (!within(point.day, never.from, never.until)) return false;
  const isAmong = (path: string, patterns: readonly string[]) =>
    patterns.some((pattern) => pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1))));
  return paths.some((path) => {
    if (never.fields !== undefined && !isAmong(path, never.fields)) return false;
    if (never.except !== undefined && isAmong(path, never.except)) return false;
    if (never.identifiers !== undefined && !path.endsWith('.insz')) return false;
    const duty = decision.obligations.find(({ field }) => field === path)?.duty ?? 'keep';
    if (duty === 'suppress') return false;
    const form = duty === 'keep' ? 'identified' : duty === 'pseudonymise' ? 'pseudonymised' : 'generalised';
    return never.as === undefined || never.as.includes(form);
  });
}

describe('prove', () => {
  it('says that a promise holds only where no request breaks it, and that it is broken only with one that `decide` confirms', () => {
    const seen = { held: 0, broken: 0 };
    fc.assert(
      fc.property(someFlows, somePromise, fc.noShrink(fc.nat()), (permissions, never, seed) => {
        const register = smallRegister(permissions);
        const invariant = { id: 'belofte', title: { nl: 'belofte' }, why: undefined, never, apart: undefined };
        const [proof] = prove(register, [invariant]);
        for (const { example, decision } of proof!.counterexamples) {
          const provider = example.provider ?? example.system;
          const point = { ...example, provider } as unknown as Asked;
          if (!isBroken(never, point, example.paths, decision)) {
            throw new Error(`no break: ${JSON.stringify({ example, never, decision })}`);
          }
        }
        seen[proof!.holds ? 'held' : 'broken']++;
        if (!proof!.holds) return;
        for (const point of somePoints(seed, 30)) {
          for (const flow of flows) {
            for (const paths of fieldSets(point.category)) {
              const decision = decideAt(register, point, paths, flow);
              if (isBroken(never, { ...point, ...flow }, paths, decision))
                throw new Error(JSON.stringify({ point, flow, paths, never }));
            }
          }
        }
      }),
      { seed: 20_260_402, numRuns: 400 },
    );
    expect(seen.held).toBeGreaterThan(40);
    expect(seen.broken).toBeGreaterThan(20);
  });

  it('finds every promise in protocols/invariants kept, of which there are at least ten', () => {
    const all = proofs();
    expect(all.size).toBeGreaterThanOrEqual(10);
    expect(brokenOf(all)).toEqual([]);
  });

  it.each([
    ['instruments/vtc-2015-9.yaml', 'recipient: leiedal', 'recipient: stad-antwerpen', 'stad-antwerpen-geen-personen'],
    [
      'instruments/rr-2013-48.yaml',
      'persoon.naam:',
      'persoon.geslacht: {}\n          persoon.naam:',
      'vlabinvest-geen-geslacht',
    ],
    [
      'instruments/ivc-19-018.yaml',
      'kind.handicap:',
      'persoon.insz: {}\n          persoon.naam: {}\n          kind.handicap:',
      'kind-en-gezin-alleen-ja-of-nee',
    ],
    ['participants/leiedal.yaml', 'sure: seed', 'sure: seed\ndivisionOf: stad-gent', 'stad-gent-geen-personen'],
    [
      'participants/stad-antwerpen.yaml',
      'sure: seed',
      'sure: seed\nsucceededBy: [{ participant: vlabinvest, from: 2030-01-01, keeps: true }]',
      'stad-antwerpen-geen-personen',
    ],
  ])('with %s changed from `%s` to `%s`, finds %s broken', (path, from, to, invariant) => {
    const all = proofs({ [path]: [from, to] });
    expect(brokenOf(all)).toContain(invariant);
    for (const { decision, example } of all.get(invariant)!.counterexamples) {
      expect(decision.effect).toBe('permit');
      expect(decision.basis.flatMap(({ fields }) => fields)).toContain(example.paths[0]);
    }
  });

  it('names the system that reads coded and identified people together, with what reaches it of each', () => {
    const { source, invariants = [] } = parseRegister(protocols());
    const register = compileRegister(source!, 1);
    const vmsw = register.systems.get('vmsw')!;
    // A rule of the register refuses such a file; the promise holds for what that rule may come to miss.
    const reads = [...vmsw.reads, 'statistiek-sociale-huur'];
    const planted = { ...register, systems: new Map(register.systems).set('vmsw', { ...vmsw, reads }) };
    const apart = invariants.filter((each) => each.apart !== undefined);
    expect(apart.map(({ id }) => id)).toEqual(['lezers-gescheiden']);
    expect(prove(register, apart)[0]!.holds).toBe(true);
    const { holds, counterexamples } = prove(planted, apart)[0]!;
    expect(holds).toBe(false);
    expect(counterexamples.map(({ reader, decision }) => [reader, decision.effect])).toEqual([
      ['vmsw', 'permit'],
      ['vmsw', 'permit'],
    ]);
    const purposes = counterexamples.map(({ example }) => register.purposes.get(example.purpose)?.statistical ?? false);
    expect(purposes).toEqual([true, false]);
  });
});
