import { randomBytes, randomFillSync } from 'node:crypto';
import type { ReasonCode, RecordedQuestion } from '#contract';
import { commitmentOf, encodeEntry, saltBytes, wholePartCommitment, type Entry } from '#ledger';
import type { Cause, EntryClass, JournalNote, SaltedText } from '#postgres';
import { questionDigest } from './question-digest';

/** What an entry is made for: a decision, or a note of control's journal. */
export interface Recorded extends EntryClass {
  readonly decisionId: string;
  readonly effect: 'permit' | 'deny';
  readonly request: Entry['request'];
  readonly decidedAtMs: number;
  /** What was wrong, where it was denied: each becomes part of a case. */
  readonly causes: readonly Cause[];
  /** Digest of what was asked, where its body can be decided again. */
  readonly question: string | undefined;
}

/** What the entry commits to and is kept apart from it. */
export interface Details {
  /** All of the record but persons and hashes, as JSON text; of what is personal only what the sender was told. */
  readonly body: string;
  /** The keyed hashes, as JSON text, and what is {@link Personal}. */
  readonly evidence: string;
  readonly persons: readonly string[];
}

/**
 * What some facts about persons did to a decision. INVARIANT(cause-for-its-recorder): it stands beside the hashes, apart
 * from what officers of the sender's participant may read, who get to know no more than the sender was told.
 */
interface Personal {
  readonly reasons: DecisionRecord['reasons'];
  readonly shapes?: unknown;
  readonly checks?: unknown;
}

/** The fields of a decision record that are looked at here; `libs/exchange` writes it. */
export interface DecisionRecord extends RecordedQuestion {
  readonly decisionId: string;
  readonly effect: 'permit' | 'deny';
  readonly request: Entry['request'];
  readonly reasons: readonly { readonly code: string; readonly fields?: readonly string[] }[];
  /** What the sender was told in place of the reasons. */
  readonly answered?: DecisionRecord['reasons'];
  readonly checks?: readonly { readonly failed?: readonly unknown[] }[];
  readonly participant?: string;
  readonly nearest?: string;
  readonly basis?: readonly { readonly instrument: string; readonly fields: readonly string[] }[];
  readonly persons?: readonly string[];
  readonly hashes?: object;
  readonly clock: { readonly at: number };
}

/**
 * Reads a decision record, or undefined where it is none, or holds what no ledger could keep: one such record must not stop
 * all others. Its persons and hashes become parts of their own.
 */
export function readDecision(value: Buffer | null): (Recorded & Details) | undefined {
  if (value === null) return undefined;
  const written = value.toString('utf8');
  let record: unknown;
  try {
    record = JSON.parse(written);
  } catch {
    return undefined;
  }
  if (!isDecision(record)) return undefined;
  const { persons = [], hashes = {}, basis = [] } = record;
  const personal = personalOf(record);
  const reasons = personal === undefined ? record.reasons : (record.answered ?? record.reasons);
  const evidence = JSON.stringify(personal === undefined ? hashes : { ...hashes, personal });
  return {
    decisionId: record.decisionId,
    effect: record.effect,
    request: record.request,
    decidedAtMs: record.clock.at,
    kind: 'decision',
    system: record.system,
    provider: record.provider,
    recipient: record.recipient,
    purpose: record.purpose,
    instruments: unique(basis, ({ instrument }) => instrument),
    reasons: unique(reasons, ({ code }) => code),
    causes: record.effect === 'deny' ? causesOf({ ...record, reasons }) : [],
    question: personal === undefined ? questionDigest(record) : undefined,
    body: personal === undefined ? bodyOf(written, record, evidence) : told(record, reasons),
    evidence,
    // A household may name one person twice; one part for each person.
    persons: [...new Set(persons)],
  };
}

/**
 * The record without its persons and hashes. Cut out of its own text where that is sure, which costs a tenth of writing it
 * anew: the name occurs once, so it is the record's own, and what follows is what was read.
 */
function bodyOf(text: string, record: DecisionRecord, evidence: string): string {
  const { persons, hashes } = record;
  const without = persons === undefined ? text : cut(text, 'persons', JSON.stringify(persons));
  const body = hashes === undefined ? without : without && cut(without, 'hashes', evidence);
  return body ?? rewritten(record);
}

/** Undefined where no check about a person failed: that all passed tells nothing of anybody. */
function personalOf({ answered, reasons, shapes, checks }: DecisionRecord): Personal | undefined {
  const isPersonal = answered !== undefined || (checks ?? []).some(({ failed }) => (failed?.length ?? 0) > 0);
  return isPersonal ? { reasons, shapes, checks } : undefined;
}

/** The body where something is personal. */
function told(
  { answered: _answered, shapes: _shapes, checks: _checks, ...record }: DecisionRecord,
  reasons: DecisionRecord['reasons'],
): string {
  return rewritten({ ...record, reasons });
}

function rewritten({ persons: _persons, hashes: _hashes, ...rest }: DecisionRecord): string {
  return JSON.stringify(rest);
}

/** The text without a property and the comma before it, or undefined where it is not plain to see. */
function cut(text: string, name: string, json: string): string | undefined {
  const written = `,"${name}":${json}`;
  const from = text.indexOf(written);
  const isPlain = from > 0 && text.indexOf(`"${name}"`) === from + 1 && text.lastIndexOf(`"${name}"`) === from + 1;
  return isPlain ? text.slice(0, from) + text.slice(from + written.length) : undefined;
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
    provider: undefined,
    recipient: undefined,
    purpose: undefined,
    instruments: [],
    reasons: [],
    causes: [],
    question: undefined,
    body: note.body,
    evidence: JSON.stringify({ nonce: randomBytes(saltBytes).toString('hex') }),
    persons: [...new Set(note.persons)],
  };
}

function unique<Item>(items: readonly Item[], name: (item: Item) => string): string[] {
  return [...new Set(items.map(name))];
}

/**
 * Reasons that are mended field by field: another set is another case. With any other reason the fields are only what this
 * request happened to ask, and one expired protocol is one case, whatever each request asked under it.
 */
const mendedByField: ReadonlySet<string> = new Set<ReasonCode>([
  'invalid-value',
  'invalid-identifier',
  'unknown-field',
  'field-not-permitted',
  'identifier-leak',
]);

function causesOf({ system, recipient, purpose, reasons, asked, nearest }: DecisionRecord): Recorded['causes'] {
  if (system === undefined) return [];
  return reasons.map(({ code, fields = [] }) => ({
    system,
    recipient,
    purpose,
    reason: code,
    fields: mendedByField.has(code) ? fields : [],
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
function salted(text: string): SaltedText & { readonly whole: Buffer } {
  const whole = piece(saltBytes + Buffer.byteLength(text));
  drawSalt(whole);
  whole.write(text, saltBytes);
  return { whole, salt: whole.subarray(0, saltBytes), content: whole.subarray(saltBytes) };
}

const firstMs = Date.UTC(2000, 0);
const lastMs = Date.UTC(2200, 0);

function isDecision(value: unknown): value is DecisionRecord {
  if (typeof value !== 'object' || value === null) return false;
  const {
    decisionId,
    effect,
    request,
    reasons,
    answered,
    checks,
    clock,
    basis = [],
    persons = [],
    ...rest
  } = value as DecisionRecord;
  const { system, provider, recipient, purpose, asked, nearest } = rest;
  const at = clock?.at;
  return (
    isName(decisionId) &&
    (effect === 'permit' || effect === 'deny') &&
    isName(request?.topic) &&
    isCount(request.partition, 0x7fff_ffff) &&
    isCount(request.offset, Number.MAX_SAFE_INTEGER - 1) &&
    Number.isSafeInteger(at) &&
    at >= firstMs &&
    at < lastMs &&
    [system, provider, recipient, purpose, asked, nearest].every((name) => name === undefined || isName(name)) &&
    areReasons(reasons) &&
    (answered === undefined || areReasons(answered)) &&
    areBases(basis) &&
    (checks === undefined || areChecks(checks)) &&
    areNames(persons)
  );
}

function areReasons(reasons: unknown): boolean {
  return (
    Array.isArray(reasons) &&
    (reasons as DecisionRecord['reasons']).every(
      (reason) => isName(reason?.code) && (reason.fields === undefined || areNames(reason.fields)),
    )
  );
}

function areBases(basis: unknown): boolean {
  return (
    Array.isArray(basis) && (basis as NonNullable<DecisionRecord['basis']>).every((one) => isName(one?.instrument))
  );
}

function areChecks(checks: unknown): boolean {
  const isCheck = (one: unknown): boolean => typeof one === 'object' && one !== null;
  return Array.isArray(checks) && checks.every(isCheck);
}

function areNames(names: unknown): boolean {
  return Array.isArray(names) && names.every(isName);
}

/** Without NUL, which PostgreSQL keeps in no text, and short enough that an entry fits into its bundle. */
function isName(name: unknown): name is string {
  return typeof name === 'string' && name.length <= nameMax && !name.includes('\0');
}

const nameMax = 1_000;

function isCount(value: unknown, max: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max;
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
