/** What `exchange` writes down of random requests to random registers, decided again from that alone. */
import type { Fact, IngressMessage } from '#contract';
import { decideAgain, type DecisionRecord } from '#analysis';
import { exchange, SeenIds, type ExchangeContext, type Keys } from '#exchange';
import { compileRegister, faultLine, parseRegister, type CompiledRegister } from '#register';
import { readProtocols } from '#protocols';
import { exchangeContext, insz, keys, message, newsletter, subscriber } from '../../support/exchanging';
import { randomRegister } from '../../support/random-register';
import { syntheticInsz } from '../../support/requests';
import { sampleValues, writeLeaf, type SampleRecord } from '../../support/sample-record';
import { noon, readFiles, type World } from './naive';
import type { PlainRecord, PlainRequest } from './plain';
import { RandomRequests } from './random-request';

const seed = Number(process.env['SLUIS_SEED'] ?? 20_261_122);
const registers = 6;
const requestsPerRegister = 400;

/** Values that decide something: the rest of a record has sample values. */
const deciding = /^contact\.|\.nis$|Nis$|^persoon\.naam$/;

/** Numbers that nobody has for the tokens of random people, and back. */
const numbers = new Map<string, string>();
const tokens = new Map<string, string>();
function numberOf(token: string): string {
  let number = numbers.get(token);
  if (number === undefined) {
    number = syntheticInsz(6_000 + numbers.size);
    numbers.set(token, number);
    tokens.set(number, token);
  }
  return number;
}

const plainKeys: Keys = {
  personTokens: (insz) => [tokens.get(insz)!],
  contactTokens: (contact) => [contact],
  pseudonym: (recipient, purpose, identifier) => keys.pseudonym(recipient, purpose, identifier),
  decisionId: (topic, partition, offset) => keys.decisionId(topic, partition, offset),
  evidence: (label, content) => keys.evidence(label, content),
  deliveryKey: (recipient, identifier) => keys.deliveryKey(recipient, identifier),
};

function recordData({ values, persons, faults }: PlainRecord): SampleRecord {
  const data: SampleRecord = {};
  for (const path of Object.keys(values)) writeLeaf(data, path, deciding.test(path) ? values[path] : sampleValues[path]);
  const members: string[] = [];
  for (const { path, insz } of persons) {
    if (path.startsWith('gezin.leden[]')) members.push(numberOf(insz));
    else writeLeaf(data, path, numberOf(insz));
  }
  const inside = data['gezin'] as { leden?: SampleRecord[] } | undefined;
  if (inside?.leden !== undefined) {
    const [first] = inside.leden;
    inside.leden = members.map((insz, n) => (n === 0 ? { ...first, insz } : { insz }));
  }
  for (const { code, path } of faults) {
    if (code === 'invalid-identifier') writeLeaf(data, 'persoon.insz', '00000000000');
    else if (code === 'unknown-field') writeLeaf(data, path, 1);
    else if (!path.includes('[]')) writeLeaf(data, path, { vreemd: true });
  }
  return data;
}

function messageOf(request: PlainRequest, offset: number): IngressMessage {
  const { system, recipient, purpose, category, territory, provider, basis, mode, records } = request;
  const attributes = { recipient, purpose, category, territory, provider, basis, mode };
  const headers = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[`ce_${name}`, value] as const],
  );
  const data = records.map(recordData);
  return {
    ...message(offset, Object.fromEntries(headers), data.length === 1 ? data[0] : data),
    topic: `sluis.in.${system}`,
  };
}

function contextOf(register: CompiledRegister, { today, demonstration, facts, guards }: World): ExchangeContext {
  return {
    register,
    facts: {
      version: 1,
      about: (of: readonly string[]): readonly Fact[] => facts.filter(({ token }) => of.includes(token)),
      canonical: (token) => token,
    },
    keys: plainKeys,
    clock: { atMs: noon(today), today },
    guards,
    demonstration,
    seen: new SeenIds(),
    topics: { has: () => true },
  };
}

function recordText(message_: IngressMessage, context: ExchangeContext): string {
  return exchange(message_, context).records.find(({ topic }) => topic === 'sluis.decisions')!.value!;
}

/** As the ledger keeps it: without persons and hashes. */
function kept(text: string): DecisionRecord {
  const { persons: _persons, hashes: _hashes, ...rest } = JSON.parse(text) as DecisionRecord & Record<string, unknown>;
  return rest;
}

function compiled(texts: ReadonlyMap<string, string>, version: number): CompiledRegister {
  const { source, faults } = parseRegister(texts);
  expect(faults.map(faultLine)).toEqual([]);
  return compileRegister(source!, version);
}

describe('deciding again from a decision record', () => {
  it('gives the effect, basis, obligations and codes that were given, and tells of a register that was changed', () => {
    const seen = { permit: 0, deny: 0, changed: 0, shapes: 0, codes: new Set<string>() };
    for (let number = 0; number < registers; number++) {
      const texts = randomRegister(seed + number);
      const register = compiled(texts, 1);
      const questions = new RandomRequests(readFiles(texts), seed + number);
      const planted = new Map<string, CompiledRegister>();
      for (let count = 0; count < requestsPerRegister; count++) {
        const { request, world } = questions.next();
        const sent = messageOf(request, count);
        const record = kept(recordText(sent, contextOf(register, world)));
        const second = decideAgain(record, register);
        if (second.outcome !== 'same') throw new Error(JSON.stringify({ seed: seed + number, count, request, record, second }));
        seen[record.effect]++;
        if ((record.shapes?.length ?? 0) > 1) seen.shapes++;
        for (const code of second.recorded.codes) seen.codes.add(code);
        const [carrier] = record.basis ?? [];
        if (record.effect !== 'permit' || carrier === undefined || count % 5 !== 0) continue;
        const path = [...texts.keys()].find((each) => each.endsWith(`/${carrier.instrument}.yaml`))!;
        let without = planted.get(path);
        if (without === undefined) {
          const extended = `extends:\n  - ${carrier.instrument}\n`;
          const others = [...texts].filter(([each]) => each !== path);
          without = compiled(new Map(others.map(([each, text]) => [each, text.replace(extended, '')])), 2);
          planted.set(path, without);
        }
        const other = decideAgain(record, without);
        expect(other.outcome).toBe('different');
        // And it is the answer that the same request would have had there.
        const there = decideAgain(kept(recordText(sent, contextOf(without, world))), without);
        expect('again' in other && other.again).toEqual(there.recorded);
        seen.changed++;
      }
    }
    process.stdout.write(`seed ${seed}: ${JSON.stringify({ ...seen, codes: [...seen.codes] })}\n`);
    expect(seen.permit).toBeGreaterThan(400);
    expect(seen.deny).toBeGreaterThan(400);
    expect(seen.shapes).toBeGreaterThan(100);
    expect(seen.changed).toBeGreaterThan(80);
    const wanted = ['no-permission', 'outside-territory', 'no-relation', 'consent-missing', 'subject-restricted'];
    expect(wanted.filter((code) => !seen.codes.has(code))).toEqual([]);
  }, 300_000);

  it('never says that an answer differs where it may rest on a permission about one person', () => {
    const outcomes = { same: 0, undecided: 0 };
    for (let number = 0; number < 3; number++) {
      const texts = randomRegister(seed + number, { aboutOne: 0.3 });
      const register = compiled(texts, 1);
      const questions = new RandomRequests(readFiles(texts), seed + number);
      for (let count = 0; count < requestsPerRegister; count++) {
        const { request, world } = questions.next();
        const { outcome } = decideAgain(kept(recordText(messageOf(request, count), contextOf(register, world))), register);
        expect(['same', 'undecided']).toContain(outcome);
        if (outcome !== 'different') outcomes[outcome]++;
      }
    }
    expect(outcomes.same).toBeGreaterThan(600);
    expect(outcomes.undecided).toBeGreaterThan(20);
  }, 300_000);

  it('takes what stopped a request outside the register as it was recorded, and points from a repeat to its first', async () => {
    const register = compiled(await readProtocols('protocols'), 1);
    const stale = { registerStale: true, factsStale: false, clockUnsure: false };
    const context = exchangeContext(register);
    const leaking = subscriber(1, `Proef ${insz[1]}`);
    const decided = (data: unknown, more: Partial<ExchangeContext> = {}, attributes = {}) => {
      const sent = message(1, { ...newsletter, ...attributes }, data);
      return decideAgain(kept(recordText(sent, { ...context, ...more })), register);
    };
    expect(decided('{')).toMatchObject({ outcome: 'same', stoppedBy: 'malformed' });
    expect(decided(subscriber(0), { guards: stale })).toMatchObject({ outcome: 'same', stoppedBy: 'register-stale' });
    expect(decided(leaking)).toMatchObject({ outcome: 'same', stoppedBy: 'identifier-leak' });
    expect(decided(subscriber(0), { topics: { has: () => false } })).toMatchObject({ stoppedBy: 'undeliverable' });
    const partly = decided([subscriber(0), leaking, subscriber(2)], {}, { ce_mode: 'each' });
    expect(partly).toMatchObject({ outcome: 'same', again: { effect: 'permit', codes: ['identifier-leak'] } });
    expect(partly).not.toHaveProperty('stoppedBy');

    const seen = new SeenIds();
    const first = exchange(message(1, newsletter, subscriber(0)), { ...context, seen });
    seen.add([first.seen!], Date.now());
    const repeat = kept(recordText({ ...message(1, newsletter, subscriber(0)), offset: '2' }, { ...context, seen }));
    expect(decideAgain(repeat, register)).toMatchObject({ outcome: 'undecided', why: 'repeat' });
    expect(repeat.repeats).toBe(keys.decisionId('sluis.in.dossier', 0, '1'));
    const { shapes: _shapes, ...older } = kept(recordText(message(1, newsletter, subscriber(0)), context));
    expect(decideAgain(older, register)).toMatchObject({ outcome: 'undecided', why: 'not-kept' });
  });

  it('takes one line in a record for a hundred records of one shape, without a value or a person', async () => {
    const register = compiled(await readProtocols('protocols'), 1);
    const data = Array.from({ length: 100 }, (_, n) =>
      n % 10 === 0 ? { persoon: { insz: insz[n % 3] }, contact: { email: 'proef@voorbeeld.be' } } : subscriber(n % 3),
    );
    const { fields, shapes } = kept(recordText(message(1, newsletter, data), exchangeContext(register)));
    const paths = ['persoon.insz', 'persoon.naam', 'contact.email'];
    expect(fields).toEqual(paths);
    expect(shapes).toEqual([{ count: 10, fields: [0, 2] }, { count: 90 }]);
    const alone = kept(recordText(message(2, newsletter, subscriber(0)), exchangeContext(register)));
    expect(alone.shapes).toEqual([{}]);
  });
});
