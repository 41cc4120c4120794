import { isUtf8 } from 'node:buffer';
import { randomBytes, randomFillSync } from 'node:crypto';
import { commitmentOf, encodeEntry, saltBytes, wholePartCommitment, type Entry } from '#ledger';
import type { Cause, EntryClass, JournalNote, SaltedText } from '#postgres';

/** What an entry is made for: a decision, or a note of control's journal. */
export interface Recorded extends EntryClass {
  readonly decisionId: string;
  readonly effect: 'permit' | 'deny';
  readonly request: Entry['request'];
  readonly decidedAtMs: number;
  /** What was wrong, where it was denied: each becomes part of a case. */
  readonly causes: readonly Cause[];
}

/** What the entry commits to and is kept apart from it. */
export interface Details {
  /** All of the record but persons and hashes, as JSON text. */
  readonly body: string | readonly Uint8Array[];
  /** The keyed hashes, as JSON text. */
  readonly evidence: string;
  readonly persons: readonly string[];
}

/** The fields of a decision record that are looked at here; `libs/exchange` writes it. */
export interface DecisionRecord {
  readonly decisionId: string;
  readonly effect: 'permit' | 'deny';
  readonly request: Entry['request'];
  readonly reasons: readonly { readonly code: string; readonly fields?: readonly string[] }[];
  readonly system?: string;
  readonly participant?: string;
  readonly recipient?: string;
  readonly purpose?: string;
  readonly asked?: string;
  readonly nearest?: string;
  readonly basis?: readonly { readonly instrument: string; readonly fields: readonly string[] }[];
  readonly persons?: readonly string[];
  readonly hashes?: object;
  readonly clock?: { readonly at: number };
}

/** Reads a decision record, or undefined where it is none. Its persons and hashes become parts of their own. */
export function readDecision(value: Buffer | null): (Recorded & Details) | undefined {
  if (value === null) return undefined;
  let record: DecisionRecord;
  try {
    record = (JSON.parse(value.toString('utf8')) ?? {}) as DecisionRecord;
  } catch {
    return undefined;
  }
  const { persons = [], hashes = {}, reasons, basis = [] } = record;
  if (!isDecision(record) || !Array.isArray(persons) || !persons.every((person) => typeof person === 'string')) {
    return undefined;
  }
  const evidence = JSON.stringify(hashes);
  return {
    decisionId: record.decisionId,
    effect: record.effect,
    request: record.request,
    decidedAtMs: record.clock!.at,
    kind: 'decision',
    system: record.system,
    recipient: record.recipient,
    purpose: record.purpose,
    instruments: unique(basis, ({ instrument }) => instrument),
    reasons: unique(reasons, ({ code }) => code),
    causes: record.effect === 'deny' ? causesOf(record) : [],
    body: bodyOf(value, record, evidence),
    evidence,
    // A household may name one person twice; one part for each person.
    persons: [...new Set(persons)],
  };
}

/**
 * The record without its persons and hashes. Cut out of its own bytes where that is sure, which costs a tenth of writing it
 * anew: the name occurs once, so it is the record's own, and what follows is what was read.
 */
function bodyOf(value: Buffer, record: DecisionRecord, evidence: string): Details['body'] {
  const spans = [
    ...(record.persons === undefined ? [] : [spanOf(value, 'persons', JSON.stringify(record.persons))]),
    ...(record.hashes === undefined ? [] : [spanOf(value, 'hashes', evidence)]),
  ].sort((a, b) => (a?.from ?? 0) - (b?.from ?? 0));
  const pieces: Buffer[] = [];
  let at = 0;
  for (const span of spans) {
    if (span === undefined) return rewritten(record);
    pieces.push(value.subarray(at, span.from));
    at = span.to;
  }
  pieces.push(value.subarray(at));
  return isUtf8(value) ? pieces : rewritten(record);
}

function rewritten({ persons: _persons, hashes: _hashes, ...rest }: DecisionRecord): string {
  return JSON.stringify(rest);
}

/** Where a property and the comma before it stand, or undefined where that is not plain to see. */
function spanOf(value: Buffer, name: string, json: string): { readonly from: number; readonly to: number } | undefined {
  const written = `,"${name}":${json}`;
  const from = value.indexOf(`"${name}"`) - 1;
  if (from < 0 || value.indexOf(`"${name}"`, from + 2) >= 0) return undefined;
  const to = from + Buffer.byteLength(written);
  return value.toString('utf8', from, to) === written ? { from, to } : undefined;
}

/** A note of control's journal, as an entry: control's own doings are as much on record as the gateway's. */
export function readNote(note: JournalNote): Recorded & Details {
  return {
    decisionId: note.id,
    effect: 'permit',
    request: { topic: 'control', partition: 0, offset: note.number },
    decidedAtMs: note.atMs,
    kind: note.kind,
    system: undefined,
    recipient: undefined,
    purpose: undefined,
    instruments: [],
    reasons: [],
    causes: [],
    body: note.body,
    evidence: JSON.stringify({ nonce: randomBytes(saltBytes).toString('hex') }),
    persons: [...new Set(note.persons)],
  };
}

function unique<Item>(items: readonly Item[], name: (item: Item) => string): string[] {
  return [...new Set(items.map(name))];
}

function causesOf({ system, recipient, purpose, reasons, asked, nearest }: DecisionRecord): Recorded['causes'] {
  if (system === undefined) return [];
  return reasons.map(({ code, fields = [] }) => ({
    system,
    recipient,
    purpose,
    reason: code,
    fields,
    instrument: asked ?? nearest,
  }));
}

/** What can be made ready before it is known where in the ledger it comes to stand. */
export interface Prepared {
  readonly one: Recorded;
  /** The entry's bytes. */
  readonly entry: Buffer;
  readonly body: SaltedText;
  readonly evidence: SaltedText;
  readonly persons: readonly { readonly token: string; readonly salt: Uint8Array }[];
}

/** Fresh salts for one record, the commitment over all its parts, and the entry that holds it. */
export function prepare({ body, evidence, persons, ...one }: Recorded & Details): Prepared {
  const parts = [salted(body), salted(evidence), ...persons.map(salted)];
  const commitment = commitmentOf(parts.map(({ whole }) => wholePartCommitment(whole)));
  return {
    one,
    entry: encodeEntry({ ...one, commitment }),
    body: parts[0]!,
    evidence: parts[1]!,
    persons: persons.map((token, at) => ({ token, salt: parts[at + 2]!.salt })),
  };
}

/** A text behind fresh salt, in one piece. */
function salted(text: string | readonly Uint8Array[]): SaltedText & { readonly whole: Buffer } {
  const isText = typeof text === 'string';
  const length = isText ? Buffer.byteLength(text) : text.reduce((sum, piece) => sum + piece.length, 0);
  const whole = piece(saltBytes + length);
  drawSalt(whole);
  if (isText) whole.write(text, saltBytes);
  else {
    let at = saltBytes;
    for (const part of text) {
      whole.set(part, at);
      at += part.length;
    }
  }
  return { whole, salt: whole.subarray(0, saltBytes), content: whole.subarray(saltBytes) };
}

const firstMs = Date.UTC(2000, 0);
const lastMs = Date.UTC(2200, 0);

function isDecision({ decisionId, effect, request, reasons, clock }: Partial<DecisionRecord>): boolean {
  const at = clock?.at ?? Number.NaN;
  return (
    typeof decisionId === 'string' &&
    (effect === 'permit' || effect === 'deny') &&
    typeof request?.topic === 'string' &&
    Number.isSafeInteger(request.partition) &&
    Number.isSafeInteger(request.offset) &&
    request.offset >= 0 &&
    Array.isArray(reasons) &&
    at >= firstMs &&
    at < lastMs
  );
}

/** Random bytes are drawn a page at a time: a draw each costs as much as the hash behind it. */
const pool = Buffer.alloc(256 * saltBytes);
let drawn = pool.length;

function drawSalt(into: Buffer): void {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  pool.copy(into, 0, drawn, drawn + saltBytes);
  // A salt given out is forgotten here: erasing it in the database must erase it.
  pool.fill(0, drawn, drawn + saltBytes);
  drawn += saltBytes;
}

/** Parts of many records share one allocation: one each costs more than what is done with it. */
const pageBytes = 1 << 20;
let page = Buffer.alloc(0);
let used = 0;

function piece(length: number): Buffer {
  if (length > page.length - used) {
    page = Buffer.allocUnsafeSlow(Math.max(pageBytes, length));
    used = 0;
  }
  used += length;
  return page.subarray(used - length, used);
}
