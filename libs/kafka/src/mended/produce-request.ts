import Encoder = require('kafkajs/src/protocol/encoder');
import type { ProduceArguments, ProducedMessage } from 'kafkajs/src/protocol/requests';
import { crc32c } from './crc32c';
import { RecordWriter } from './record-writer';

/**
 * Body of a produce request (versions 3 to 7), byte for byte what kafkajs writes, in two passes over the messages and one
 * buffer: kafkajs makes an encoder for every header and copies each record eight times, which cost more than judging did.
 *
 * `undefined` where kafkajs must write it itself: with compression, or with timestamps of the caller's own.
 */
export function produceRequest(request: ProduceArguments, nowMs: number): Encoder | undefined {
  if ((request.compression ?? 0) !== 0) return undefined;
  const { transactionalId = null, topicData } = request;
  const records = new RecordWriter();
  let bytes = stringBytes(transactionalId) + 2 + 4 + 4;
  for (const { topic, partitions } of topicData) {
    bytes += stringBytes(topic) + 4;
    for (const { messages } of partitions) {
      if (messages.some(({ timestamp }) => timestamp !== undefined && timestamp !== null)) return undefined;
      bytes += 4 + 4 + batchHeadBytes + records.measure(messages);
    }
  }
  const body = new Encoder(bytes);
  body.writeString(transactionalId).writeInt16(request.acks).writeInt32(request.timeout).writeInt32(topicData.length);
  for (const { topic, partitions } of topicData) {
    body.writeString(topic).writeInt32(partitions.length);
    for (const { partition, messages, firstSequence } of partitions) {
      body.writeInt32(Number(partition));
      writeBatch(body, { ...request, messages, firstSequence, nowMs }, records);
    }
  }
  return body;
}

/** Bytes of a record batch of magic 2 before its records. */
const batchHeadBytes = 61;
const crcAt = 17;
const attributesAt = 21;
const transactionalFlag = 16;

interface Batch {
  readonly transactionalId?: string | null | undefined;
  readonly producerId: unknown;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  readonly messages: readonly ProducedMessage[];
  readonly nowMs: number;
}

/** RecordBatch of magic 2, with its length before it. */
function writeBatch(body: Encoder, batch: Batch, records: RecordWriter): void {
  const lengthAt = body.offset;
  const start = lengthAt + 4;
  body.writeInt32(0).writeInt64(0).writeInt32(0).writeInt32(0).writeInt8(2).writeInt32(0);
  body.writeInt16(batch.transactionalId ? transactionalFlag : 0).writeInt32(batch.messages.length - 1);
  body.writeInt64(batch.nowMs).writeInt64(batch.nowMs);
  body.writeInt64(batch.producerId).writeInt16(batch.producerEpoch).writeInt32(batch.firstSequence);
  body.writeInt32(batch.messages.length);
  body.offset = records.write(body.buf, body.offset, batch.messages);
  const length = body.offset - start;
  body.buf.writeInt32BE(length, lengthAt);
  body.buf.writeInt32BE(length - 12, start + 8);
  body.buf.writeUInt32BE(crc32c(body.buf, start + attributesAt, body.offset), start + crcAt);
}

function stringBytes(text: string | null): number {
  return 2 + (text === null ? 0 : Buffer.byteLength(text));
}
