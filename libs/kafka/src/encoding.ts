/**
 * Makes kafkajs write records faster, in two places that cost more than all the rest of it: a fresh half kilobyte of
 * zeroes for every header, and an array and a buffer for every length. What is written stays the same, byte for byte.
 */
import Encoder = require('kafkajs/src/protocol/encoder');

const nextPowerOfTwo = Encoder.nextPowerOfTwo;

/** Growing asks for what is needed, whatever a new encoder begins with. */
Encoder.prototype.ensureAvailable = function ensureAvailable(length: number): void {
  const wanted = this.offset + length;
  if (wanted <= this.buf.length) return;
  const grown = Buffer.alloc(nextPowerOfTwo(wanted));
  this.buf.copy(grown, 0, 0, this.offset);
  this.buf = grown;
};

/** What kafkajs begins with when nobody says how much; a header is far smaller, and so small a buffer costs V8 almost nothing. */
const unsaid = 511;
const smallBytes = 64;

Encoder.nextPowerOfTwo = (value) => (value === unsaid ? smallBytes : nextPowerOfTwo(value));

/** Bytes that a length of 32 bits takes at most, seven bits a byte. */
const varIntBytesMax = 5;

Encoder.prototype.writeUVarInt = function writeUVarInt(value: number): typeof this {
  this.ensureAvailable(varIntBytesMax);
  let left = value >>> 0;
  while (left > 0x7f) {
    this.buf[this.offset++] = (left & 0x7f) | 0x80;
    left >>>= 7;
  }
  this.buf[this.offset++] = left;
  return this;
};
