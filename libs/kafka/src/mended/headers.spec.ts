import fc from 'fast-check';
import Decoder = require('kafkajs/src/protocol/decoder');
import decodeAsIs = require('kafkajs/src/protocol/recordBatch/record/v0/decoder');
import { processorMs } from '../../../../test/support/processor-time';
import { RecordWriter } from './record-writer';
import { selfFolding } from './headers';

const asIs = Decoder.prototype.readVarIntArray;

/** A record as a broker hands it out, without its length. */
function recordOf(headers: Record<string, string | string[]>): Buffer {
  const messages = [{ key: null, value: 'v', headers }];
  const writer = new RecordWriter();
  const bytes = Buffer.alloc(writer.measure(messages));
  writer.write(bytes, 0, messages);
  let lengthBytes = 1;
  while (bytes[lengthBytes - 1]! > 0x7f) lengthBytes++;
  return bytes.subarray(lengthBytes);
}

function read(record: Buffer, isMended: boolean): object {
  Decoder.prototype.readVarIntArray = isMended
    ? function mended(this: Decoder, reader) {
        return selfFolding(asIs.call(this, reader));
      }
    : asIs;
  try {
    return decodeAsIs(new Decoder(record), { firstOffset: '0', firstTimestamp: '0' }).headers;
  } finally {
    Decoder.prototype.readVarIntArray = asIs;
  }
}

describe('headers of a record', () => {
  it('are what kafkajs reads, whatever their names, how often and in what order', () => {
    const name = fc.string({ maxLength: 12 }).filter((text) => !(text in {}));
    const headers = fc.dictionary(name, fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 4 })));
    fc.assert(
      fc.property(headers, (written) => {
        const record = recordOf(written);
        expect({ ...read(record, true) }).toEqual(read(record, false));
      }),
    );
  });

  it('are read by tens of thousands in less time than kafkajs takes for fewer than two thousand', () => {
    const many = (count: number): Buffer =>
      recordOf(Object.fromEntries(Array.from({ length: count }, (_, at) => [`h${at}`, ''])));
    const timed = (record: Buffer, isMended: boolean): number => processorMs(() => read(record, isMended));
    const [few, lots] = [many(1_500), many(50_000)];
    expect(timed(lots, true)).toBeLessThan(timed(few, false));
  });

  it('keep names that every object has, once', () => {
    const headers = read(recordOf({ toString: 'a', constructor: 'b' }), true) as Record<string, Buffer>;
    expect(Object.keys(headers)).toEqual(['toString', 'constructor']);
    expect([String(headers['toString']), String(headers['constructor'])]).toEqual(['a', 'b']);
  });
});
