import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentFault, ExchangeRequest, IngressMessage, Rejection } from '#contract';
import { testCatalogue } from '../../../test/support/catalogue';
import { decode } from './index';
import { codeOf, rules, type Rule } from './rules';

/** One case of `test/conformance/envelope`: a record as it arrives, and what becomes of it. */
interface Case {
  readonly about: string;
  readonly headers: Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>;
  /** The value as text, in base64, or put together from repeated texts. */
  readonly value?: string | null;
  readonly base64?: string;
  readonly build?: readonly { readonly text: string; readonly times?: number }[];
  readonly expected:
    | { readonly rejection: Pick<Rejection, 'code'> & { readonly rule: Rule; readonly id?: string } }
    | { readonly faults: readonly ContentFault[]; readonly faultCount?: number }
    | { readonly request: ExpectedRequest };
}

type HeaderValue = string | null | { readonly base64: string };
type ExpectedRequest = Partial<Omit<ExchangeRequest, 'records'>> & {
  readonly fields?: readonly (readonly string[])[];
  readonly persons?: readonly (readonly (readonly [string | null, string])[])[];
  readonly innerCategories?: readonly number[];
};

const folder = join(__dirname, '../../../test/conformance/envelope');
const catalogue = testCatalogue();
const cases = readdirSync(folder).map((name) => {
  return [name.replace('.json', ''), JSON.parse(readFileSync(join(folder, name), 'utf8')) as Case] as const;
});

describe('a record as it arrives', () => {
  it.each(cases)('%s', (_name, one) => {
    const decoded = decode(messageOf(one), 'dossier', catalogue);
    const { expected } = one;
    if ('rejection' in expected) {
      const rejection = { id: undefined, ...expected.rejection };
      expect(decoded).toEqual({ kind: 'rejection', rejection });
      expect(codeOf(rejection.rule)).toBe(rejection.code);
      return;
    }
    if (decoded.kind !== 'request') throw new Error(`rejected by ${decoded.rejection.rule}`);
    const { request } = decoded;
    const [record] = request.records;
    if ('faults' in expected) {
      const plain = record!.faults.map(({ code, path }) => ({ code, path }));
      expect(plain).toEqual(expected.faults);
      expect(record!.faultCount).toBe(expected.faultCount ?? expected.faults.length);
      return;
    }
    const { fields, persons, innerCategories, ...attributes } = expected.request;
    for (const [name, value] of Object.entries(attributes)) {
      expect([name, request[name as keyof ExchangeRequest]]).toEqual([name, value ?? undefined]);
    }
    expect(request.system).toBe('dossier');
    expect(request.records.flatMap(({ faults }) => faults)).toEqual([]);
    if (fields !== undefined) {
      expect(request.records.map((each) => fieldsOf(each.fields).sort())).toEqual(
        fields.map((each) => [...each].sort()),
      );
    }
    if (persons !== undefined) {
      const found = request.records.map((each) => each.persons.map(({ category, insz }) => [category ?? null, insz]));
      expect(found).toEqual(persons);
    }
    if (innerCategories !== undefined) {
      expect(request.records.map((each) => each.innerCategories)).toEqual(innerCategories);
    }
  });

  it('has more bad cases than good ones, and one for every rule', () => {
    const good = cases.filter(([, { expected }]) => 'request' in expected);
    expect(cases.length - good.length).toBeGreaterThan(60);
    expect(cases.length).toBeGreaterThan(good.length * 2);
    const seen = new Set(
      cases.flatMap(([, { expected }]) => ('rejection' in expected ? [expected.rejection.rule] : [])),
    );
    expect(rules.filter((rule) => !seen.has(rule))).toEqual([]);
  });
});

function messageOf({ headers, value, base64, build }: Case): IngressMessage {
  const bytes = (each: HeaderValue): Buffer | null =>
    each === null ? null : typeof each === 'string' ? Buffer.from(each) : Buffer.from(each.base64, 'base64');
  const text = build?.map((part) => part.text.repeat(part.times ?? 1)).join('') ?? value;
  return {
    topic: 'sluis.in.dossier',
    partition: 0,
    offset: '0',
    key: null,
    timestamp: '0',
    value: base64 === undefined ? (typeof text === 'string' ? Buffer.from(text) : null) : Buffer.from(base64, 'base64'),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, each]) => [
        name,
        Array.isArray(each) ? each.map(bytes) : bytes(each as HeaderValue),
      ]),
    ) as IngressMessage['headers'],
  };
}

function fieldsOf(set: Uint32Array): string[] {
  return catalogue.fields.filter(({ number }) => (set[number >>> 5]! >>> (number & 31)) & 1).map(({ path }) => path);
}
