import type { ProducedMessage } from 'kafkajs/src/protocol/requests';

type Bytes = Buffer | string | null | undefined;

/**
 * Writes records of magic 2. `measure` comes first, over all that will be written, in the same order: it keeps what it
 * found, and `write` takes it from there, so that no text is measured twice.
 */
export class RecordWriter {
  private readonly sizes: number[] = [];
  private at = 0;
  private into: Buffer = Buffer.alloc(0);
  private place = 0;

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

  /** Writes them at `from`; gives the place after them. */
  write(into: Buffer, from: number, messages: readonly ProducedMessage[]): number {
    this.into = into;
    this.place = from;
    for (let index = 0; index < messages.length; index++) {
      const { key, value, headers } = messages[index]!;
      this.varInt(this.next());
      // Attributes, and time since the first.
      into[this.place++] = 0;
      into[this.place++] = 0;
      this.varInt(index);
      this.put(key);
      this.put(value);
      this.varInt(this.next());
      for (const name in headers) {
        const held = headers[name];
        for (const one of Array.isArray(held) ? held : [held]) {
          this.put(name);
          this.put(one);
        }
      }
    }
    return this.place;
  }

  private field(held: Bytes): number {
    const size =
      held === null || held === undefined ? absent : typeof held === 'string' ? Buffer.byteLength(held) : held.length;
    this.sizes.push(size);
    return size === absent ? 1 : varIntBytes(size) + size;
  }

  private put(held: Bytes): void {
    const size = this.next();
    this.varInt(size);
    if (held === null || held === undefined) return;
    const { into, place } = this;
    if (typeof held !== 'string') into.set(held, place);
    else if (size !== held.length) into.write(held, place, size, 'utf8');
    else if (size > shortText) into.write(held, place, size, 'latin1');
    // As many bytes as characters: ASCII. For so few a loop is quicker than leaving JavaScript.
    else for (let at = 0; at < size; at++) into[place + at] = held.charCodeAt(at);
    this.place = place + size;
  }

  private varInt(value: number): void {
    let left = zigzag(value);
    while (left > 0x7f) {
      this.into[this.place++] = (left & 0x7f) | 0x80;
      left >>>= 7;
    }
    this.into[this.place++] = left;
  }

  private next(): number {
    return this.sizes[this.at++]!;
  }
}

const absent = -1;
const shortText = 24;

/** Bytes of a number of 32 bits in zigzag, seven bits a byte (Protocol Buffers' varint). */
function varIntBytes(value: number): number {
  let left = zigzag(value);
  let bytes = 1;
  while (left > 0x7f) {
    left >>>= 7;
    bytes++;
  }
  return bytes;
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}
