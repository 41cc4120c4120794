import fc from 'fast-check';
import Encoder = require('kafkajs/src/protocol/encoder');

const asIs = {
  writeUVarInt: Encoder.prototype.writeUVarInt,
  ensureAvailable: Encoder.prototype.ensureAvailable,
  nextPowerOfTwo: Encoder.nextPowerOfTwo,
};

/** What kafkajs itself wrote, before and after `encoding` was loaded. */
function written(write: (encoder: Encoder) => void): { before: Buffer; after: Buffer } {
  const bytes = (): Buffer => {
    const encoder = new Encoder();
    write(encoder);
    return Buffer.from(encoder.buf.subarray(0, encoder.offset));
  };
  const mended = {
    writeUVarInt: Encoder.prototype.writeUVarInt,
    ensureAvailable: Encoder.prototype.ensureAvailable,
    nextPowerOfTwo: Encoder.nextPowerOfTwo,
  };
  use(asIs);
  const before = bytes();
  use(mended);
  return { before, after: bytes() };
}

function use({ writeUVarInt, ensureAvailable, nextPowerOfTwo }: typeof asIs): void {
  Encoder.prototype.writeUVarInt = writeUVarInt;
  Encoder.prototype.ensureAvailable = ensureAvailable;
  Encoder.nextPowerOfTwo = nextPowerOfTwo;
}

describe('faster encoding', () => {
  beforeAll(() => {
    require('./encoding');
    expect(Encoder.prototype.writeUVarInt).not.toBe(asIs.writeUVarInt);
  });

  it('writes the same bytes as kafkajs does, for any lengths, texts and headers', () => {
    const step = fc.oneof(
      fc.integer().map((value) => (encoder: Encoder) => void encoder.writeVarInt(value)),
      fc.integer({ min: 0, max: 0xffff_ffff }).map((value) => (encoder: Encoder) => void encoder.writeUVarInt(value)),
      fc
        .string({ unit: 'binary', maxLength: 300 })
        .map((text) => (encoder: Encoder) => void encoder.writeVarIntBytes(text)),
      fc
        .uint8Array({ maxLength: 300 })
        .map((bytes) => (encoder: Encoder) => void encoder.writeVarIntBytes(Buffer.from(bytes))),
      fc.constant((encoder: Encoder) => void encoder.writeVarIntBytes(null)),
      fc.string({ maxLength: 100 }).map((text) => (encoder: Encoder) => void encoder.writeVarIntString(text)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { before, after } = written((encoder) => steps.forEach((write) => write(encoder)));
        expect(after.equals(before)).toBe(true);
      }),
    );
  });

  it('writes the same bytes whatever the length, at every place in a buffer', () => {
    for (let length = 0; length < 1_300; length++) {
      const { before, after } = written(
        (encoder) => void encoder.writeVarIntBytes('x'.repeat(length)).writeVarInt(length),
      );
      expect([length, after.equals(before)]).toEqual([length, true]);
    }
  });
});
