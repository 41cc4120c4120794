import { CloudEvent, Kafka } from 'cloudevents';
import fc from 'fast-check';
import { isInsz, type ExchangeRequest, type IngressMessage } from '#contract';
import { testCatalogue } from '../../../test/support/catalogue';
import { processorMs } from '../../../test/support/processor-time';
import { decode } from './index';
import { rules } from './rules';

const catalogue = testCatalogue();
const type = 'be.sluis.exchange.requested.v1';

function message(headers: Readonly<Record<string, unknown>>, value: Buffer | string): IngressMessage {
  return {
    topic: 'sluis.in.dossier',
    partition: 0,
    offset: '0',
    key: null,
    timestamp: '0',
    value: Buffer.from(value),
    headers: headers as IngressMessage['headers'],
  };
}

const required = {
  specversion: '1.0',
  id: 'a-1',
  source: '/dossier',
  type,
  recipient: 'leiedal',
  purpose: 'lokaal-woonbeleid',
  category: 'kandidaat-huurder',
};
const inHeaders = (attributes: Readonly<Record<string, string>>): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(attributes).map(([name, text]) => [`ce_${name}`, Buffer.from(text)]));

function decoded(one: IngressMessage): ExchangeRequest {
  const result = decode(one, 'dossier', catalogue);
  if (result.kind === 'rejection') throw new Error(result.rejection.rule);
  return result.request;
}

/** Synthetic numbers: far-past dates, series 997 and 998. */
const insz = fc.tuple(fc.integer({ min: 0, max: 19 }), fc.constantFrom('997', '998')).map(([year, series]) => {
  const base = `${String(year).padStart(2, '0')}0115${series}`;
  return base + String(97 - (Number(base) % 97)).padStart(2, '0');
});
const text = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((drawn) => !/\p{Cc}/u.test(drawn) && drawn.length <= 200);
const record = fc.record(
  {
    persoon: fc.record(
      { insz, naam: text, geslacht: fc.constantFrom('M', 'V', 'X'), wettelijkeSamenwoning: fc.boolean() },
      { requiredKeys: ['insz'] },
    ),
    gezin: fc.record({
      grootte: fc.integer({ min: 0, max: 50 }),
      leden: fc.array(fc.record({ insz, naam: text }), { minLength: 1, maxLength: 5 }),
    }),
    inkomen: fc.record({ belastbaar: fc.integer({ min: 0, max: 1_000_000 }), aanslagjaar: fc.constant(2025) }),
  },
  { requiredKeys: ['persoon'] },
);
const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,30}$/);
const attributes = fc.record(
  {
    specversion: fc.constant('1.0'),
    id: fc.stringMatching(/^[!-~]{1,128}$/),
    source: fc.constantFrom('/dossier', 'urn:be:dossier', 'https://voorbeeld.be/a?b=c'),
    type: fc.constantFrom(type, 'be.sluis.exchange.check.v1'),
    recipient: name,
    purpose: name,
    category: fc.constantFrom('kandidaat-huurder', 'huurder'),
    territory: fc.stringMatching(/^[0-9]{5}$/),
    provider: name,
    basis: name,
    mode: fc.constantFrom('all', 'each'),
    correlationid: text,
    time: fc.constantFrom('2026-01-01T00:00:00Z', '2024-02-29T23:59:60.123+01:00'),
  },
  { requiredKeys: ['specversion', 'id', 'source', 'type', 'recipient', 'purpose', 'category'] },
);

describe('decode', () => {
  it('gives back what was encoded, in both modes', () => {
    fc.assert(
      fc.property(attributes, fc.oneof(record, fc.array(record, { minLength: 1, maxLength: 4 })), (given, data) => {
        const binary = decoded(message(inHeaders(given), JSON.stringify(data)));
        const structured = decoded(message({}, JSON.stringify({ data, ...given })));
        expect(structured).toEqual(binary);
        expect(binary.records.map((each) => each.data)).toEqual(Array.isArray(data) ? data : [data]);
        expect(binary.isArray).toBe(Array.isArray(data));
        expect(binary.records.flatMap(({ faults }) => faults)).toEqual([]);
        for (const each of binary.records) {
          expect(each.persons[0]!.insz).toBe((each.data['persoon'] as { insz: string }).insz);
          for (const person of each.persons) expect(isInsz(person.insz)).toBe(true);
        }
        expect([binary.id, binary.recipient, binary.provider, binary.basis, binary.territory]).toEqual([
          given.id,
          given.recipient,
          given.provider,
          given.basis,
          given.territory,
        ]);
        expect([binary.time, binary.correlationId, binary.mode]).toEqual([
          given.time,
          given.correlationid,
          given.mode ?? 'all',
        ]);
      }),
    );
  });

  it('reads what the CloudEvents SDK writes, in both modes', () => {
    fc.assert(
      fc.property(attributes, record, (given, data) => {
        // The SDK knows no leap second, and takes no text outside its own bounds as an extension.
        const { correlationid: _correlationId, ...rest } = { ...given, time: '2026-01-01T00:00:00.000Z' };
        const event = new CloudEvent({ ...rest, data, datacontenttype: 'application/json' } as never);
        const binary = Kafka.binary(event as never) as { headers: Record<string, unknown>; value: unknown };
        const headers = Object.fromEntries(
          Object.entries(binary.headers)
            .filter(([header, value]) => header !== 'ce_datacontenttype' && value !== undefined)
            .map(([header, value]) => [header, Buffer.from(String(value))]),
        );
        const structured = Kafka.structured(event as never) as { headers: Record<string, string>; value: string };
        const first = decoded(message(headers, JSON.stringify(binary.value)));
        const second = decoded(message(structured.headers, structured.value));
        expect(first.records[0]!.data).toEqual(data);
        expect(first).toEqual(second);
      }),
      { numRuns: 50 },
    );
  });

  it('answers any bytes and any headers with a request or a rule of the closed list', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((drawn) => Buffer.from(drawn));
    const header = fc.oneof(bytes, fc.string(), fc.array(bytes, { maxLength: 3 }), fc.constant(undefined));
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom(...Object.keys(inHeaders(required)), 'content-type', '__proto__'),
    );
    const value = fc.oneof(
      bytes,
      fc.json().map((drawn) => Buffer.from(drawn)),
    );
    fc.assert(
      fc.property(fc.dictionary(names, header), value, fc.boolean(), (drawn, content, isBinary) => {
        const headers = isBinary ? { ...inHeaders(required), ...drawn } : drawn;
        const result = decode(message(headers as Record<string, unknown>, content), 'dossier', catalogue);
        if (result.kind === 'rejection') expect(rules).toContain(result.rejection.rule);
        else expect(result.request.records.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('answers a good record with bytes changed, put in or taken out', () => {
    const change = fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom(0, 1, 2));
    fc.assert(
      fc.property(record, fc.array(change, { minLength: 1, maxLength: 6 }), (data, changes) => {
        const bytes = [...Buffer.from(JSON.stringify(data))];
        for (const [at, byte, cut] of changes) bytes.splice(at % (bytes.length + 1), cut, ...(cut === 2 ? [] : [byte]));
        const result = decode(message(inHeaders(required), Buffer.from(bytes)), 'dossier', catalogue);
        if (result.kind === 'rejection') expect(rules).toContain(result.rejection.rule);
        // What is taken must mean the same to a recipient that reads it again.
        else expect(JSON.parse(Buffer.from(bytes).toString())).toEqual(result.request.records[0]!.data);
      }),
      { numRuns: 500 },
    );
  });

  it('answers any JSON with every leaf either in the catalogue or among the faults', () => {
    const key = fc.constantFrom('persoon', 'gezin', 'leden', 'insz', 'naam', 'grootte', 'x', 'y', 'a.b');
    const values = [fc.constantFrom<unknown>(1, 'a', null, true)];
    const tree = fc.object({ key, values, maxDepth: 5, maxKeys: 4 });
    fc.assert(
      fc.property(tree, (data) => {
        const result = decode(message(inHeaders(required), JSON.stringify(data)), 'dossier', catalogue);
        if (result.kind === 'rejection') return expect(result.rejection.rule).toBe('no-leaf');
        const [only] = result.request.records;
        expect(only!.faultCount).toBeGreaterThan(0);
        expect(only!.faults.length).toBe(Math.min(20, only!.faultCount));
      }),
      { numRuns: 300 },
    );
  });

  it('finds every repeated key, wherever it stands', () => {
    fc.assert(
      fc.property(record, fc.nat(), (data, pick) => {
        const whole = JSON.stringify(data);
        const members = [...whole.matchAll(/"[A-Za-z]+":(?="|\d|true|false)/g)];
        const { index, 0: member } = members[pick % members.length]!;
        const repeated = `${whole.slice(0, index)}${member}0,${whole.slice(index)}`;
        // A member look-alike inside a text is no member.
        fc.pre(!Object.values(data.persoon).some((leaf) => typeof leaf === 'string' && leaf.includes('":')));
        const result = decode(message(inHeaders(required), repeated), 'dossier', catalogue);
        expect(result).toMatchObject({ kind: 'rejection', rejection: { rule: 'duplicate-key' } });
      }),
    );
  });

  it('tells requests under one id apart by every attribute but time and trace', () => {
    const of = (more: Record<string, string>): string =>
      decoded(message(inHeaders({ ...required, ...more }), '{"gezin":{"grootte":2}}')).attributes;
    const plain = of({});
    expect(of({ time: '2026-01-01T00:00:00Z', traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` })).toBe(plain);
    const others = [
      { id: 'a-2' },
      { source: '/ander' },
      { type: 'be.sluis.exchange.check.v1' },
      { recipient: 'vlabinvest' },
      { purpose: 'p' },
      { category: 'huurder' },
      { territory: '36008' },
      { provider: '36008' },
      { basis: '36008' },
      { mode: 'each' },
      { correlationid: '36008' },
      { extra: '36008' },
      { extrb: '36008' },
    ].map((more) => of(more as Record<string, string>));
    expect(new Set([plain, ...others]).size).toBe(others.length + 1);
  });

  it('never hands out the value of a person in a rejection', () => {
    fc.assert(
      fc.property(record, fc.nat(), (data, cut) => {
        const whole = JSON.stringify(data);
        const result = decode(message(inHeaders(required), whole.slice(0, cut % whole.length)), 'dossier', catalogue);
        expect(JSON.stringify(result)).not.toContain(data.persoon.insz);
      }),
    );
  });

  it('takes time in proportion to the length of the worst values', () => {
    const worst: ((times: number) => string)[] = [
      (times) => `{${Array.from({ length: 10_000 * times }, (_, index) => `"k${index}":1`).join(',')}}`,
      (times) => `[${'{"x":1},'.repeat(250 * times)}{"x":1}]`,
      (times) => `{"persoon":{"naam":"${'\\u00e9'.repeat(37_500 * times)}"}}`,
      (times) => `{"premie":{"ontbrekendeStukken":[${'1.5,'.repeat(50_000 * times)}1]}}`,
      (times) => `{"${'a.'.repeat(100_000 * times)}":1}`,
    ];
    const timed = (value: string): number =>
      processorMs(() => decode(message(inHeaders(required), value), 'dossier', catalogue));
    // Four times the length takes four times as long, not sixteen; what is too short to be measured may double.
    for (const value of worst) expect(timed(value(4))).toBeLessThan(10 * timed(value(1)) + 5);
  });
});
