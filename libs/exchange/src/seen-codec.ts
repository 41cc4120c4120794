import type { SeenEntry } from './outcome';

/**
 * What one batch adds to `sluis.seen.<system>`: one record, packed. Like answers are written once, and an entry is an
 * id, a fingerprint, an offset relative to the batch and the number of its answer.
 */
interface PackedSeen {
  readonly v: 1;
  /** Milliseconds since the epoch of the commit. */
  readonly at: number;
  /** Offset that the entries count from. */
  readonly base: number;
  readonly answers: readonly string[];
  /** id (26) + fingerprint (26) per entry, run together. */
  readonly hashes: string;
  /** Offset from `base`, and number of the answer, per entry. */
  readonly places: readonly number[];
}

const hashLength = 26;

export function packSeen(entries: readonly SeenEntry[], atMs: number): string {
  const base = entries[0]?.offset ?? 0;
  const answers = new Map<string, number>();
  const places: number[] = [];
  let hashes = '';
  for (const entry of entries) {
    let answer = answers.get(entry.answer);
    if (answer === undefined) {
      answer = answers.size;
      answers.set(entry.answer, answer);
    }
    hashes += entry.id + entry.fingerprint;
    places.push(entry.offset - base, answer);
  }
  const packed: PackedSeen = { v: 1, at: atMs, base, answers: [...answers.keys()], hashes, places };
  return JSON.stringify(packed);
}

/** Reads a packed record back. Throws where it is not one: a gateway that cannot trust its memory must not go on. */
export function unpackSeen(text: string): { readonly atMs: number; readonly entries: SeenEntry[] } {
  const packed = JSON.parse(text) as PackedSeen;
  if (packed.v !== 1 || packed.places.length * hashLength !== packed.hashes.length) {
    throw new Error("couldn't read an idempotency record: its form is not version 1; the topic holds something else");
  }
  const entries: SeenEntry[] = [];
  for (let index = 0; index * 2 < packed.places.length; index++) {
    const at = index * 2 * hashLength;
    entries.push({
      id: packed.hashes.slice(at, at + hashLength),
      fingerprint: packed.hashes.slice(at + hashLength, at + 2 * hashLength),
      offset: packed.base + (packed.places[index * 2] ?? 0),
      answer: packed.answers[packed.places[index * 2 + 1] ?? 0] ?? '',
    });
  }
  return { atMs: packed.at, entries };
}
