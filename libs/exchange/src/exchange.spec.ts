import type { IngressMessage } from '#contract';
import { readProtocols } from '#protocols';
import { compileRegister, parseRegister, type CompiledRegister } from '#register';
import {
  deliveriesOf,
  exchangeContext,
  insz,
  message,
  newsletter,
  replyOf,
  subscriber,
} from '../../../test/support/exchanging';
import { exchangeBatch } from './batch';
import { AnswerForgotten, exchange, type ExchangeContext } from './exchange';
import type { Outcome } from './outcome';
import { SeenIds } from './seen';

describe('an exchange', () => {
  let register: CompiledRegister;

  beforeAll(async () => {
    const { source } = parseRegister(await readProtocols('protocols'));
    register = compileRegister(source!, 1);
  });

  const context = (more: Partial<ExchangeContext> = {}): ExchangeContext => exchangeContext(register, more);

  it('withholds the one record whose text holds a suppressed number in mode each, and delivers the others in order', () => {
    const records = [subscriber(0), subscriber(1, `Proef ${insz[1]}`), subscriber(2)];
    const outcome = exchange(message(1, { ...newsletter, ce_mode: 'each' }, records), context());
    const reply = replyOf(outcome);
    expect(reply).toMatchObject({ effect: 'permit', records: { permitted: 2, denied: 1 } });
    expect(reply.reasons).toMatchObject([{ code: 'identifier-leak', count: 1 }]);
    expect(deliveriesOf(outcome).map(({ headers }) => headers['ce_id'])).toEqual([
      `${reply.decisionId}.0`,
      `${reply.decisionId}.1`,
    ]);
    expect(JSON.stringify(outcome.records)).not.toContain(insz[1]);
  });

  it('denies the whole array for it in mode all, and delivers nothing', () => {
    const records = [subscriber(0), subscriber(1, `Proef ${insz[1]}`)];
    const outcome = exchange(message(1, newsletter, records), context());
    expect(replyOf(outcome).reasons).toMatchObject([{ code: 'identifier-leak' }]);
    expect(deliveriesOf(outcome)).toEqual([]);
  });

  it('counts every record of a request that is denied before its records are looked at', () => {
    const stale = { guards: { registerStale: true, factsStale: false, clockUnsure: false } };
    const records = [subscriber(0), subscriber(1)];
    const outcome = exchange(message(1, { ...newsletter, ce_mode: 'each' }, records), context(stale));
    expect(replyOf(outcome)).toMatchObject({ effect: 'deny', records: { permitted: 0, denied: 2 } });
  });

  it('records the outcome of the value checks: of the content, and of the search for identifiers in what leaves', () => {
    const checks = (data: unknown): unknown => {
      const { records } = exchange(message(1, newsletter, data), context());
      const record = records.find(({ topic }) => topic === 'sluis.decisions');
      return (JSON.parse(record?.value ?? '{}') as { values?: unknown }).values;
    };
    expect(checks(subscriber(0))).toEqual({ content: 'pass', leak: 'pass' });
    expect(checks(subscriber(1, `Proef ${insz[1]}`))).toEqual({ content: 'pass', leak: 'fail' });
    expect(checks({ ...subscriber(0), onbekend: 1 })).toEqual({ content: 'fail', leak: 'not-asked' });
    expect(checks('geen record')).toEqual({ content: 'not-asked', leak: 'not-asked' });
  });

  it('denies a delivery that has no topic to go to instead of failing', () => {
    const outcome = exchange(message(1, newsletter, subscriber(0)), context({ topics: { has: () => false } }));
    expect(replyOf(outcome).reasons).toMatchObject([{ code: 'undeliverable' }]);
  });

  it('asks for all forgotten answers of a batch at once', async () => {
    const seen = new SeenIds(0);
    const messages = [1, 2, 3].map((offset) => message(offset, newsletter, subscriber(0)));
    const first = await exchangeBatch(messages, context({ seen }));
    seen.add(first.seen, Date.now());
    const again = [11, 12, 13].map((offset, n) => ({ ...messages[n]!, offset: String(offset) }));
    const asked = await exchangeBatch(again, context({ seen })).catch((error: unknown) => error);
    expect(asked).toBeInstanceOf(AnswerForgotten);
    expect((asked as AnswerForgotten).offsets).toEqual([1, 2, 3]);
    for (const { offset, answer } of first.seen) seen.recall(offset, answer);
    const repeated = await exchangeBatch(again, context({ seen }));
    expect(repeated.outcomes.map((outcome) => replyOf(outcome).decisionId)).toEqual(
      first.outcomes.map((outcome) => replyOf(outcome).decisionId),
    );
    expect(repeated.outcomes.flatMap(deliveriesOf)).toEqual([]);
  });

  const changed: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['recipient', { ce_recipient: 'verwerker-buiten-eer' }],
    ['purpose', { ce_purpose: 'huurpremie' }],
    ['category', { ce_category: 'huurder' }],
    ['correlation id', { ce_correlationid: 'b' }],
    ['mode', { ce_mode: 'each' }],
    ['basis', { ce_basis: 'toestemming-nieuwsbrief' }],
    ['provider', { ce_provider: 'woondienst-izegem' }],
    ['territory', { ce_territory: '36008' }],
    ['kind', { ce_type: 'be.sluis.exchange.check.v1' }],
  ];
  const asked = { ...newsletter, ce_id: 'one', ce_correlationid: 'a' };

  /** What becomes of a second message after a first. */
  function after(first: IngressMessage, second: IngressMessage): { readonly first: Outcome; readonly second: Outcome } {
    const seen = new SeenIds();
    const outcome = exchange(first, context({ seen }));
    seen.add([outcome.seen!], Date.now());
    return { first: outcome, second: exchange(second, context({ seen })) };
  }

  it.each(changed)('takes the same id and value with another %s for a clash, in both modes', (_name, attributes) => {
    for (const write of [message, structured]) {
      const outcomes = after(write(1, asked, subscriber(0)), write(2, { ...asked, ...attributes }, subscriber(0)));
      expect(deliveriesOf(outcomes.first)).toHaveLength(1);
      expect(replyOf(outcomes.second)).toMatchObject({ effect: 'deny', reasons: [{ code: 'duplicate' }] });
      expect(deliveriesOf(outcomes.second)).toEqual([]);
    }
  });

  it('takes the same id with another value, and a broken one with another recipient, for a clash', () => {
    const other = after(message(1, asked, subscriber(0)), message(2, asked, subscriber(1)));
    expect(replyOf(other.second)).toMatchObject({ effect: 'deny', reasons: [{ code: 'duplicate' }] });
    const broken = after(message(1, asked, '{'), message(2, { ...asked, ce_recipient: 'vmsw' }, '{'));
    expect(replyOf(broken.second)).toMatchObject({ effect: 'deny', reasons: [{ code: 'duplicate' }] });
  });

  it('answers a repeat as the first, whatever its time and trace, and delivers nothing', () => {
    const later = { ce_time: '2026-01-15T10:00:00Z', ce_traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
    for (const write of [message, structured]) {
      const { first, second } = after(write(1, asked, subscriber(0)), write(2, { ...asked, ...later }, subscriber(0)));
      expect(replyOf(second)).toMatchObject({ effect: 'permit', decisionId: replyOf(first).decisionId });
      expect(deliveriesOf(second)).toEqual([]);
    }
  });

  it('writes no name that only the sender knows into its records: participants, purposes, categories, acts, fields', () => {
    const unknown = {
      ce_recipient: 'naam-van-ontvanger',
      ce_purpose: 'naam-van-doel',
      ce_category: 'naam-van-categorie',
      ce_basis: 'naam-van-akte',
      ce_provider: 'naam-van-verstrekker',
    };
    for (const [header, name] of Object.entries(unknown)) {
      const outcome = exchange(message(1, { ...newsletter, [header]: name }, subscriber(0)), context());
      expect(replyOf(outcome)).toMatchObject({ effect: 'deny' });
      expect([header, keptText(outcome).includes(name)]).toEqual([header, false]);
    }
    const field = exchange(message(1, newsletter, { ...subscriber(0), naamVanVeld: 1 }), context());
    expect(keptText(field)).not.toContain('naamVanVeld');
    expect(keptText(field)).toContain(String.raw`\"unknownFields\":1`);
  });

  it('ends a batch before what leaves is over the bound, and goes on with the rest in the next', async () => {
    const text = 'a'.repeat(200);
    const dwelling = { woning: { type: 'huis', adres: { nis: '11002', straat: text, gemeente: text } } };
    const attributes = { ce_recipient: 'stad-antwerpen', ce_purpose: 'woninggegevens', ce_category: 'woning' };
    const records = Array.from({ length: 1_000 }, () => dwelling);
    const messages = Array.from({ length: 16 }, (_, offset) => message(offset, attributes, records));
    const all = context();
    const first = await exchangeBatch(messages, all);
    expect(first.exchanged).toBe(first.outcomes.length);
    expect(first.exchanged).toBeLessThan(messages.length);
    const bytes = first.outcomes.map(bytesOf);
    const total = bytes.reduce((sum, one) => sum + one, 0);
    expect(total).toBeLessThanOrEqual(8 * 1_024 * 1_024);
    expect(total + Math.min(...bytes)).toBeGreaterThan(8 * 1_024 * 1_024);
    const next = await exchangeBatch(messages.slice(first.exchanged, first.exchanged + 1), all);
    expect(replyOf(next.outcomes[0]!).request.offset).toBe(first.exchanged);
  });
});

/** The same in structured mode: attributes stand in the value. */
function structured(offset: number, attributes: Readonly<Record<string, string>>, data: unknown): IngressMessage {
  const binary = message(offset, attributes, data);
  const named = Object.entries(binary.headers).map(([name, value]) => [name.replace('ce_', ''), String(value)]);
  return {
    ...binary,
    value: Buffer.from(JSON.stringify({ ...Object.fromEntries(named), datacontenttype: 'application/json', data })),
    headers: { 'content-type': Buffer.from('application/cloudevents+json') },
  };
}

/** What is kept or shown to others: everything but the reply to the sender itself. */
function keptText({ records }: Outcome): string {
  return JSON.stringify(records.filter(({ topic }) => !topic.endsWith('.reply')));
}

function bytesOf({ records }: Outcome): number {
  return records.reduce(
    (sum, { key, value, headers }) =>
      sum + Buffer.byteLength((key ?? '') + value + Object.entries(headers).flat().join('')),
    0,
  );
}
