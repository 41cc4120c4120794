import fc from 'fast-check';
import requestAsIs = require('kafkajs/src/protocol/requests/produce/v7/request');
import crcAsIs = require('kafkajs/src/protocol/recordBatch/crc32C');
import type { ProduceArguments } from 'kafkajs/src/protocol/requests';
import { crc32c } from './crc32c';
import { produceRequest } from './produce-request';

const nowMs = 1_700_000_000_123;
const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme-ascii', minLength: 20, maxLength: 30 }),
);
const bytes = fc.oneof(
  text,
  fc.uint8Array({ maxLength: 300 }).map((held) => Buffer.from(held)),
);
const message = fc.record(
  {
    key: fc.option(bytes),
    value: fc.option(bytes),
    headers: fc.dictionary(
      fc.string({ maxLength: 30 }),
      fc.oneof(bytes, fc.array(bytes, { minLength: 1, maxLength: 3 })),
      { maxKeys: 12 },
    ),
  },
  { requiredKeys: ['value'] },
);
const produced: fc.Arbitrary<ProduceArguments> = fc.record({
  acks: fc.constant(-1),
  timeout: fc.nat(60_000),
  transactionalId: fc.option(fc.string({ maxLength: 60 })),
  producerId: fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
  producerEpoch: fc.nat(32_000),
  topicData: fc.array(
    fc.record({
      topic: fc.string({ maxLength: 80 }),
      partitions: fc.array(
        fc.record({
          partition: fc.nat(10),
          firstSequence: fc.nat(2 ** 31 - 1),
          messages: fc.array(message, { minLength: 1, maxLength: 8 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
});

async function asIs(request: ProduceArguments): Promise<Buffer> {
  const clock = jest.spyOn(Date, 'now').mockReturnValue(nowMs);
  try {
    return (await requestAsIs(request).encode()).buffer;
  } finally {
    clock.mockRestore();
  }
}

describe('a produce request', () => {
  it('is byte for byte what kafkajs writes, for any topics, messages, keys and headers', async () => {
    await fc.assert(
      fc.asyncProperty(produced, async (request) => {
        expect(produceRequest(request, nowMs)?.buffer.toString('hex')).toBe((await asIs(request)).toString('hex'));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same for every length of a value and any number of records', async () => {
    for (const count of [1, 63, 64, 65, 500, 8_200]) {
      const messages = Array.from({ length: count }, (_, length) => ({ key: null, value: 'é'.repeat(length % 700) }));
      const request = {
        ...example,
        topicData: [{ topic: 't', partitions: [{ partition: 3, firstSequence: 7, messages }] }],
      };
      expect([count, produceRequest(request, nowMs)?.buffer.equals(await asIs(request))]).toEqual([count, true]);
    }
  });

  it('is left to kafkajs where it compresses or carries times of its own', () => {
    expect(produceRequest({ ...example, compression: 1 }, nowMs)).toBeUndefined();
    const messages = [{ value: 'x', timestamp: '1' }];
    const timed = {
      ...example,
      topicData: [{ topic: 't', partitions: [{ partition: 0, firstSequence: 0, messages }] }],
    };
    expect(produceRequest(timed, nowMs)).toBeUndefined();
  });
});

describe('CRC-32C', () => {
  it('is what kafkajs computes, from any place to any other', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), fc.nat(300), (held, a, b) => {
        const [from, to] = [Math.min(a, b, held.length), Math.min(Math.max(a, b), held.length)];
        expect(crc32c(held, from, to)).toBe(crcAsIs(Buffer.from(held.subarray(from, to))));
      }),
    );
  });

  it('is the sum of RFC 3720 for its own examples', () => {
    expect(crc32c(new Uint8Array(32), 0, 32)).toBe(0x8a91_36aa);
    expect(crc32c(new Uint8Array(32).fill(0xff), 0, 32)).toBe(0x62a8_ab43);
  });
});

const example: ProduceArguments = {
  acks: -1,
  timeout: 30_000,
  transactionalId: 'group-topic-0',
  producerId: '5',
  producerEpoch: 1,
  topicData: [],
};
