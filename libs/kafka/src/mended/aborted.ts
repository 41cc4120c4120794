import type Broker = require('kafkajs/src/broker');

type FetchedPartition = Awaited<ReturnType<Broker['fetch']>>['responses'][number]['partitions'][number];

/**
 * Hides the records of aborted transactions from a consumer, as Kafka's own client does: kafkajs 2.2.4 takes the list of
 * aborted transactions to be in the order of their first offsets, and steps into one of them a record. The broker orders
 * it by their ends. Where transactions of several producers interleave on a partition, whole aborted batches would come
 * through, and a record whose key is `00 00 00 00` would end an aborted transaction early.
 *
 * Hidden records are marked like control records: their offsets still count, so that the consumer moves on.
 */
export function hideAborted(partition: FetchedPartition): void {
  if (partition.abortedTransactions === null || partition.abortedTransactions.length === 0) return;
  const starts = partition.abortedTransactions
    .map(({ firstOffset, producerId }) => ({ firstOffset: BigInt(firstOffset), producerId }))
    .sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : a.firstOffset > b.firstOffset ? 1 : 0));
  const aborting = new Set<string>();
  let next = 0;
  for (const message of partition.messages) {
    const offset = BigInt(message.offset);
    for (let start = starts[next]; start !== undefined && start.firstOffset <= offset; start = starts[++next]) {
      aborting.add(start.producerId);
    }
    const { producerId, inTransaction, isControlBatch } = message.batchContext;
    if (isControlBatch) {
      if (isAbortMarker(message.key)) aborting.delete(producerId);
    } else if (inTransaction && aborting.has(producerId)) message.isControlRecord = true;
  }
  partition.abortedTransactions = [];
}

/** Key of a control record: version and type, two bytes each; type 0 is an abort (KIP-98). */
function isAbortMarker(key: Buffer | null): boolean {
  return key !== null && key.length >= 4 && key.readInt16BE(2) === 0;
}
