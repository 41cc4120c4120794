import type { ProducedMessage } from 'kafkajs/src/protocol/requests';

type Bytes = Buffer | string | null | undefined;

/**
 * Writes records of magic 2. `measure` comes first, over all that will be written, in the same order: it keeps what it
 * found, and `write` takes it from there, so that no text is measured twice.
 */
export class RecordWriter {
  private readonly sizes: number[] = [];
  private at = 0;

  /** Bytes that these messages take as the records of one batch. */
  measure(messages: readonly ProducedMessage[]): number {
    let bytes = 0;
    for (let index = 0; index < messages.length; index++) {
      const { key, value, headers } = messages[index]!;
      const slot = this.sizes.push(0) - 1;
      // Attributes, time since the first, and place in the batch.
      let body = 2 + varIntBytes(index) + this.field(key) + this.field(value);
      const countSlot = this.sizes.push(0) - 1;
      let count = 0;
      for (const name in headers) {
        const held = headers[name];
        if (Array.isArray(held)) {
          for (const one of held) body += this.field(name) + this.field(one);
          count += held.length;
        } else {
          body += this.field(name) + this.field(held);
          count++;
        }
      }
      body += varIntBytes(count);
      this.sizes[slot] = body;
      this.sizes[countSlot] = count;
      bytes += varIntBytes(body) + body;
    }
    return bytes;
  }

  /** Writes them at `at`; gives the place after them. */
  write(into: Buffer, at: number, messages: readonly ProducedMessage[]): number {
    for (let index = 0; index < messages.length; index++) {
      const { key, value, headers } = messages[index]!;
      at = writeVarInt(into, at, this.next());
      into[at++] = 0;
      into[at++] = 0;
      at = writeVarInt(into, at, index);
      at = this.put(into, at, key);
      at = this.put(into, at, value);
      at = writeVarInt(into, at, this.next());
      for (const name in headers) {
        const held = headers[name];
        if (Array.isArray(held)) for (const one of held) at = this.put(into, this.put(into, at, name), one);
        else at = this.put(into, this.put(into, at, name), held);
      }
    }
    return at;
  }

  private field(held: Bytes): number {
    const size = held == null ? absent : typeof held === 'string' ? Buffer.byteLength(held) : held.length;
    this.sizes.push(size);
    return size === absent ? 1 : varIntBytes(size) + size;
  }

  private put(into: Buffer, at: number, held: Bytes): number {
    const size = this.next();
    at = writeVarInt(into, at, size);
    if (held == null) return at;
    if (typeof held !== 'string') into.set(held, at);
    else if (size !== held.length) into.write(held, at, size, 'utf8');
    else if (size > shortText) into.write(held, at, size, 'latin1');
    // As many bytes as characters: ASCII. For so few a loop is quicker than leaving JavaScript.
    else for (let place = 0; place < size; place++) into[at + place] = held.charCodeAt(place);
    return at + size;
  }

  private next(): number {
    return this.sizes[this.at++]!;
  }
}

const absent = -1;
const shortText = 24;

/** Bytes of a number of 32 bits in zigzag, seven bits a byte (Protocol Buffers' varint). */
function varIntBytes(value: number): number {
  let left = ((value << 1) ^ (value >> 31)) >>> 0;
  let bytes = 1;
  while (left > 0x7f) {
    left >>>= 7;
    bytes++;
  }
  return bytes;
}

function writeVarInt(into: Buffer, at: number, value: number): number {
  let left = ((value << 1) ^ (value >> 31)) >>> 0;
  while (left > 0x7f) {
    into[at++] = (left & 0x7f) | 0x80;
    left >>>= 7;
  }
  into[at++] = left;
  return at;
}
