import { idempotencyDays } from '#contract';
import type { SeenEntry, SeenFound, SeenLookup } from './outcome';

const dayMs = 86_400_000;
const wordsPerEntry = 8;
const initialSlots = 1_024;

/** Bytes of distinct answers kept in memory for one partition; older answers are read back from the topic when asked. */
export const answerBytesMax = 64 * 1_024 * 1_024;

/**
 * The ids one ingress partition has answered in the last days, in memory. An id costs 32 bytes in an open-addressing
 * table, a day has its own tables, and a day that has passed is dropped whole. Like answers are kept once.
 *
 * INVARIANT(nothing-twice): an id that was committed is found here until its day is dropped, which is after the broker
 * has dropped the request itself.
 */
export class SeenIds implements SeenLookup {
  private readonly days = new Map<number, DayTable>();
  private readonly answers = new AnswerTable();

  /** Answers read back from the topic, by offset of their request; only the latest few. */
  private readonly recalled = new Map<number, string>();

  constructor(private readonly maxAnswerBytes = answerBytesMax) {}

  get size(): number {
    let count = 0;
    for (const day of this.days.values()) count += day.count;
    return count;
  }

  find(id: string): SeenFound | undefined {
    for (const table of this.days.values()) {
      const slot = table.slotOf(id);
      if (slot >= 0) return this.withRecalled(table.read(slot, this.answers));
    }
    return undefined;
  }

  /** Puts an answer that was read back from the topic within reach again. */
  recall(offset: number, answer: string): void {
    this.recalled.set(offset, answer);
    const oldest = this.recalled.keys().next().value;
    if (this.recalled.size > recalledMax && oldest !== undefined) this.recalled.delete(oldest);
  }

  /** Remembers what was committed at `atMs`. Called only after the transaction, or while loading what was committed. */
  add(entries: Iterable<SeenEntry>, atMs: number): void {
    const day = Math.floor(atMs / dayMs);
    let table = this.days.get(day);
    if (table === undefined) {
      table = new DayTable();
      this.days.set(day, table);
    }
    for (const entry of entries) table.insert(entry, this.answers.intern(entry.answer));
    this.answers.trim(this.maxAnswerBytes);
  }

  /** Drops days that are over the limit at `nowMs`. */
  expire(nowMs: number): void {
    const oldest = Math.floor(nowMs / dayMs) - idempotencyDays;
    for (const day of this.days.keys()) if (day < oldest) this.days.delete(day);
  }

  private withRecalled(found: SeenFound): SeenFound {
    return found.answer === undefined ? { ...found, answer: this.recalled.get(found.offset) } : found;
  }
}

/** A batch may ask for as many distinct forgotten answers as it has records. */
const recalledMax = 1_000;

/** Distinct answers by number. Numbers only rise, so one that was dropped is known to be gone, never mistaken. */
class AnswerTable {
  private readonly numbers = new Map<string, number>();
  private readonly texts = new Map<number, string>();
  private next = 0;
  private bytes = 0;

  intern(answer: string): number {
    const known = this.numbers.get(answer);
    if (known !== undefined) return known;
    const number = this.next++;
    this.numbers.set(answer, number);
    this.texts.set(number, answer);
    this.bytes += answer.length * 2;
    return number;
  }

  get(number: number): string | undefined {
    return this.texts.get(number);
  }

  /** Forgets the oldest answers until what is left fits. */
  trim(maxBytes: number): void {
    if (this.bytes <= maxBytes) return;
    for (const [number, text] of this.texts) {
      this.texts.delete(number);
      this.numbers.delete(text);
      this.bytes -= text.length * 2;
      if (this.bytes <= maxBytes) return;
    }
  }
}

/** One day's ids. Per entry: four words of id, two of fingerprint, offset, answer number. Zero id words mean empty. */
class DayTable {
  count = 0;
  private slots = initialSlots;
  private words = new Uint32Array(initialSlots * wordsPerEntry);
  private offsets = new Float64Array(initialSlots);

  slotOf(id: string): number {
    const [a, b, c, d] = [bits(id, 0), bits(id, 6), bits(id, 12), bits(id, 18)];
    const mask = this.slots - 1;
    for (let slot = (a >>> 1) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * wordsPerEntry;
      const first = this.words[at];
      if (first === 0) return -1;
      if (first === (a | 1) && this.words[at + 1] === b && this.words[at + 2] === c && this.words[at + 3] === d) {
        return slot;
      }
    }
  }

  read(slot: number, answers: AnswerTable): SeenFound {
    const at = slot * wordsPerEntry;
    return {
      fingerprint: `${this.words[at + 4]}.${this.words[at + 5]}.${this.words[at + 6]}`,
      offset: this.offsets[slot] ?? 0,
      answer: answers.get(this.words[at + 7] ?? 0),
    };
  }

  insert(entry: SeenEntry, answer: number): void {
    if ((this.count + 1) * 4 > this.slots * 3) this.grow();
    if (this.slotOf(entry.id) >= 0) return;
    const slot = this.freeSlot(bits(entry.id, 0) >>> 1);
    const at = slot * wordsPerEntry;
    for (let word = 0; word < 4; word++) this.words[at + word] = bits(entry.id, word * 6);
    // The lowest bit marks the slot as taken: an id whose first word is zero must not look like an empty slot.
    this.words[at] = (this.words[at] ?? 0) | 1;
    for (let word = 0; word < 3; word++) this.words[at + 4 + word] = bits(entry.fingerprint, word * 6);
    this.words[at + 7] = answer;
    this.offsets[slot] = entry.offset;
    this.count++;
  }

  private freeSlot(hash: number): number {
    const mask = this.slots - 1;
    let slot = hash & mask;
    while (this.words[slot * wordsPerEntry] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const [words, offsets, slots] = [this.words, this.offsets, this.slots];
    this.slots *= 2;
    this.words = new Uint32Array(this.slots * wordsPerEntry);
    this.offsets = new Float64Array(this.slots);
    for (let old = 0; old < slots; old++) {
      const at = old * wordsPerEntry;
      const first = words[at] ?? 0;
      if (first === 0) continue;
      const slot = this.freeSlot(first >>> 1);
      this.words.set(words.subarray(at, at + wordsPerEntry), slot * wordsPerEntry);
      this.offsets[slot] = offsets[old] ?? 0;
    }
  }
}

/** The form in which a fingerprint is compared: the 90 bits that the table keeps of it. */
export function shortFingerprint(fingerprint: string): string {
  return `${bits(fingerprint, 0)}.${bits(fingerprint, 6)}.${bits(fingerprint, 12)}`;
}

/** Six base32 characters as 30 bits, shifted so that the lowest bit is free to mark a taken slot. */
function bits(text: string, start: number): number {
  let value = 0;
  for (let index = start; index < start + 6; index++) {
    const code = text.charCodeAt(index);
    value = (value << 5) | ((code >= 97 ? code - 97 : code - 24) & 31);
  }
  return (value << 1) >>> 0;
}
