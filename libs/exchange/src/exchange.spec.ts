import { clockAt, type Fact, type IngressMessage, type Reply } from '#contract';
import { generateKeys, openKeys } from '#keys';
import { readProtocols } from '#protocols';
import { compileRegister, parseRegister, type CompiledRegister } from '#register';
import { exchangeBatch } from './batch';
import { AnswerForgotten, exchange, type ExchangeContext } from './exchange';
import type { Outcome } from './outcome';
import { SeenIds } from './seen';

const keys = openKeys(generateKeys().gateway);
const insz = [0, 1, 2].map(synthetic);
const newsletter = { ce_recipient: 'verwerker-post', ce_purpose: 'nieuwsbrief', ce_category: 'kandidaat-huurder' };

/** Numbers of series 997, which nobody has. */
function synthetic(n: number): string {
  const nine = `0001${String(n + 1).padStart(2, '0')}997`;
  return nine + String(97 - (Number(nine) % 97)).padStart(2, '0');
}

function message(offset: number, attributes: Record<string, string>, data: unknown): IngressMessage {
  const headers = {
    ce_specversion: '1.0',
    ce_id: `id-${offset}`,
    ce_source: '/dossier',
    ce_type: 'be.sluis.exchange.requested.v1',
    ...attributes,
  };
  return {
    topic: 'sluis.in.dossier',
    partition: 0,
    offset: String(offset),
    key: null,
    value: Buffer.from(JSON.stringify(data)),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)])),
    timestamp: '0',
  };
}

function replyOf({ records }: Outcome): Reply {
  const found = records.find(({ topic }) => topic === 'sluis.in.dossier.reply');
  return JSON.parse(found?.value ?? '{}') as Reply;
}

const deliveriesOf = ({ records }: Outcome) => records.filter(({ topic }) => topic.startsWith('sluis.out.'));

describe('an exchange', () => {
  let register: CompiledRegister;

  beforeAll(async () => {
    const { source } = parseRegister(await readProtocols('protocols'));
    register = compileRegister(source!, 1);
  });

  function context(more: Partial<ExchangeContext> = {}): ExchangeContext {
    const consents = insz.map((number, n): Fact => ({
      id: `f${n}`,
      kind: 'consent',
      token: keys.personTokens(number)[0]!,
      participant: 'woondienst-izegem',
      from: '2020-01-01',
      until: null,
    }));
    return {
      register,
      facts: {
        version: 1,
        about: (tokens) => consents.filter(({ token }) => tokens.includes(token)),
        canonical: (token) => token,
      },
      keys,
      clock: clockAt(Date.UTC(2026, 0, 15)),
      guards: { registerStale: false, factsStale: false, clockUnsure: false },
      demonstration: true,
      seen: new SeenIds(),
      topics: { has: () => true },
      ...more,
    };
  }

  const subscriber = (n: number, naam: string) => ({
    persoon: { insz: insz[n], naam },
    contact: { email: `proef${n}@voorbeeld.be` },
  });

  it('withholds the one record whose text holds a suppressed number in mode each, and delivers the others in order', () => {
    const records = [subscriber(0, 'Proef'), subscriber(1, `Proef ${insz[1]}`), subscriber(2, 'Proef')];
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
    const records = [subscriber(0, 'Proef'), subscriber(1, `Proef ${insz[1]}`)];
    const outcome = exchange(message(1, newsletter, records), context());
    expect(replyOf(outcome).reasons).toMatchObject([{ code: 'identifier-leak' }]);
    expect(deliveriesOf(outcome)).toEqual([]);
  });

  it('counts every record of a request that is denied before its records are looked at', () => {
    const stale = { guards: { registerStale: true, factsStale: false, clockUnsure: false } };
    const records = [subscriber(0, 'Proef'), subscriber(1, 'Proef')];
    const outcome = exchange(message(1, { ...newsletter, ce_mode: 'each' }, records), context(stale));
    expect(replyOf(outcome)).toMatchObject({ effect: 'deny', records: { permitted: 0, denied: 2 } });
  });

  it('records the outcome of the value checks: of the content, and of the search for identifiers in what leaves', () => {
    const checks = (data: unknown): unknown => {
      const { records } = exchange(message(1, newsletter, data), context());
      const record = records.find(({ topic }) => topic === 'sluis.decisions');
      return (JSON.parse(record?.value ?? '{}') as { values?: unknown }).values;
    };
    expect(checks(subscriber(0, 'Proef'))).toEqual({ content: 'pass', leak: 'pass' });
    expect(checks(subscriber(1, `Proef ${insz[1]}`))).toEqual({ content: 'pass', leak: 'fail' });
    expect(checks({ ...subscriber(0, 'Proef'), onbekend: 1 })).toEqual({ content: 'fail', leak: 'not-asked' });
    expect(checks('geen record')).toEqual({ content: 'not-asked', leak: 'not-asked' });
  });

  it('denies a delivery that has no topic to go to instead of failing', () => {
    const outcome = exchange(message(1, newsletter, subscriber(0, 'Proef')), context({ topics: { has: () => false } }));
    expect(replyOf(outcome).reasons).toMatchObject([{ code: 'undeliverable' }]);
  });

  it('asks for all forgotten answers of a batch at once', async () => {
    const seen = new SeenIds(0);
    const messages = [1, 2, 3].map((offset) => message(offset, newsletter, subscriber(0, 'Proef')));
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
});
