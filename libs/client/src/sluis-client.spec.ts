import type { Reply } from '#contract';
import { Observable, type Subscriber } from 'rxjs';
import type { SluisFault } from './fault';
import type { KafkaRequest } from './request';
import { SluisClient, type KafkaClient } from './sluis-client';

const permit = {
  decisionId: 'd1',
  effect: 'permit',
  registerVersion: 12,
  request: { topic: 'sluis.in.dossier', partition: 0, offset: 4 },
  basis: [{ instrument: 'vtc-2015-9', fields: ['persoon.insz'] }],
} satisfies Reply;
const question = {
  recipient: 'leiedal',
  purpose: 'lokaal-woonbeleid',
  category: 'kandidaat-huurder',
  data: { gezin: { grootte: 3 } },
};

/** Stands in for the broker and the gateway: answers each attempt as told. */
function gateway(answers: (((attempt: Subscriber<unknown>) => void) | 'silence')[]) {
  const sent: { topic: string; request: KafkaRequest }[] = [];
  const kafka: KafkaClient = {
    subscribeToResponseOf: () => undefined,
    connect: async () => undefined,
    close: async () => undefined,
    send: (topic, request) =>
      new Observable((subscriber) => {
        sent.push({ topic, request: structuredClone(request) });
        // Nest writes into the headers it is given.
        (request.headers as Record<string, string>)['kafka_correlationId'] = String(sent.length);
        const answer = answers[sent.length - 1];
        if (typeof answer === 'function') answer(subscriber);
      }),
  };
  return { sent, client: new SluisClient(kafka, { system: 'dossier', timeoutMs: 20, attempts: 3 }) };
}

const reply =
  (value: unknown, afterMs = 0) =>
  (attempt: Subscriber<unknown>) => {
    setTimeout(() => (attempt.next(value), attempt.complete()), afterMs);
  };
const fail = (error: object) => (attempt: Subscriber<unknown>) => attempt.error(error);
const fault = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: SluisFault) => error,
  );

describe('SluisClient', () => {
  it('sends a CloudEvent to its own ingress topic', async () => {
    const { client, sent } = gateway([reply(permit)]);
    await client.exchange({ ...question, id: 'a-1', territory: '36008' });
    expect(sent[0]!.topic).toBe('sluis.in.dossier');
    expect(sent[0]!.request.value).toBe('{"gezin":{"grootte":3}}');
    expect(sent[0]!.request.headers).toEqual({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: 'a-1',
      ce_source: '/systems/dossier',
      ce_type: 'be.sluis.exchange.requested.v1',
      ce_recipient: 'leiedal',
      ce_purpose: 'lokaal-woonbeleid',
      ce_category: 'kandidaat-huurder',
      ce_territory: '36008',
      ce_time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
  });

  it('asks with the type of a check, so that nothing is delivered', async () => {
    const { client, sent } = gateway([reply(permit)]);
    await client.check(question);
    expect(sent[0]!.request.headers['ce_type']).toBe('be.sluis.exchange.check.v1');
  });

  it('answers a permit with what carries it', async () => {
    const { client } = gateway([reply(permit)]);
    expect(await client.exchange({ ...question, id: 'a-1' })).toEqual({
      ...permit,
      id: 'a-1',
      reasons: [],
      obligations: [],
    });
  });

  it('gives a denial as a value, with reasons and remedy', async () => {
    const reasons = [{ code: 'field-not-permitted', fields: ['gezin.grootte'], message: { nl: 'n', en: 'e' } }];
    const { client } = gateway([
      reply({ ...permit, basis: undefined, effect: 'deny', reasons, remedy: [{ drop: ['gezin.grootte'] }] }),
    ]);
    const answer = await client.exchange(question);
    expect(answer).toMatchObject({ effect: 'deny', reasons, remedy: [{ drop: ['gezin.grootte'] }] });
  });

  it('sends the same bytes under the same id when no answer comes, and takes the answer to any of them', async () => {
    const { client, sent } = gateway(['silence', reply(permit)]);
    const answer = await client.exchange(question);
    expect(answer.effect).toBe('permit');
    expect(sent).toHaveLength(2);
    const [first, second] = sent.map(({ request }) => ({
      value: request.value,
      headers: { ...request.headers, ce_time: '' },
    }));
    expect(second).toEqual(first);
  });

  it('takes a late answer to the first attempt while it waits for the second', async () => {
    const { client, sent } = gateway([reply(permit, 30), 'silence', 'silence']);
    expect((await client.exchange(question)).effect).toBe('permit');
    expect(sent).toHaveLength(2);
  });

  it('gives up after its attempts, with the id to ask again with', async () => {
    const { client, sent } = gateway(['silence', 'silence', 'silence']);
    expect(await fault(client.exchange({ ...question, id: 'a-1' }))).toMatchObject({
      code: 'timeout',
      id: 'a-1',
      retry: true,
    });
    expect(sent).toHaveLength(3);
  });

  it('stops waiting when the caller aborts, and does not begin when he already has', async () => {
    const { client, sent } = gateway(['silence']);
    expect(await fault(client.exchange(question, { signal: AbortSignal.timeout(5) }))).toMatchObject({
      code: 'aborted',
    });
    expect(await fault(client.exchange(question, { signal: AbortSignal.abort() }))).toMatchObject({ code: 'aborted' });
    expect(sent).toHaveLength(1);
  });

  it('says at once that the broker refuses this system', async () => {
    const refusal = { name: 'KafkaJSProtocolError', type: 'TOPIC_AUTHORIZATION_FAILED', message: 'Not authorized' };
    const { client, sent } = gateway([fail({ name: 'KafkaJSNumberOfRetriesExceeded', message: 'm', cause: refusal })]);
    expect(await fault(client.exchange(question))).toMatchObject({ code: 'not-authorized', retry: false });
    expect(sent).toHaveLength(1);
  });

  it('tries again when the record could not be sent', async () => {
    const { client } = gateway([
      fail({ name: 'KafkaJSConnectionError', message: 'Connection timeout' }),
      reply(permit),
    ]);
    expect((await client.exchange(question)).effect).toBe('permit');
  });

  it('sends nothing that no ingress topic takes', async () => {
    const { client, sent } = gateway([]);
    const data = { persoon: { naam: 'x'.repeat(1_100_000) } };
    expect(await fault(client.exchange({ ...question, data }))).toMatchObject({ code: 'too-large' });
    expect(sent).toHaveLength(0);
  });

  it.each(['text', null, {}, { effect: 'maybe', decisionId: 'd', registerVersion: 1 }])(
    'never takes %j for an answer',
    async (value) => {
      const { client } = gateway([reply(value)]);
      expect(await fault(client.exchange(question))).toMatchObject({ code: 'unreadable-reply' });
    },
  );

  it('puts no data into a fault', async () => {
    const canary = 'kanarie-in-de-mijn';
    const data = { persoon: { naam: canary } };
    for (const answers of [['silence'], [reply('nonsense')], [fail({ message: 'broker gone' })]] as const) {
      const { client } = gateway([...answers]);
      const found = await fault(client.exchange({ ...question, data }, { attempts: 1 }));
      expect(JSON.stringify([found?.message, found?.stack, found?.cause])).not.toContain(canary);
    }
  });
});
