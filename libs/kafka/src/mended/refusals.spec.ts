import type BrokerPool from 'kafkajs/src/cluster/brokerPool';
import { tellRefusals } from './refusals';

/** As kafkajs asks: two brokers, and no word of why one failed. */
const asking = tellRefusals(async (ask) => {
  for (const nodeId of ['1', '2']) {
    try {
      return await ask({ nodeId });
    } catch {
      // The next one.
    }
  }
  return null;
});
const ask = (one: (broker: object) => Promise<unknown>): Promise<unknown> => asking.call({} as BrokerPool, one);
const refusal = Object.assign(new Error('Not authorized'), { type: 'GROUP_AUTHORIZATION_FAILED' });

describe('a question to any broker', () => {
  it('is answered with the refusal where a broker refused and none answered', async () => {
    await expect(ask(() => Promise.reject(refusal))).rejects.toBe(refusal);
  });

  it('is answered by the one that answers, whatever another said', async () => {
    let asked = 0;
    expect(await ask(() => (++asked === 1 ? Promise.reject(refusal) : Promise.resolve('here')))).toBe('here');
  });

  it('has no answer where brokers are away, as before', async () => {
    expect(await ask(() => Promise.reject(new Error('gone')))).toBeNull();
  });
});
