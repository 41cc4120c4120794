import type BrokerPool from 'kafkajs/src/cluster/brokerPool';

type WithBroker = BrokerPool['withBroker'];

/**
 * kafkajs asks one broker after the other and forgets why each failed: who may not use a group is told that it has no coordinator,
 * as if brokers were down. This throws the refusal instead, where there was one and no broker answered.
 */
export function tellRefusals(withBroker: WithBroker): WithBroker {
  return async function withBrokerOrRefusal(this: BrokerPool, ask) {
    let refusal: Error | undefined;
    const found = await withBroker.call(this, async (one) => {
      try {
        return await ask(one);
      } catch (fault) {
        if (isRefusal(fault)) refusal = fault;
        throw fault;
      }
    });
    if (found === null && refusal !== undefined) throw refusal;
    return found;
  };
}

function isRefusal(fault: unknown): fault is Error {
  return fault instanceof Error && String((fault as { type?: unknown }).type).endsWith('_AUTHORIZATION_FAILED');
}
