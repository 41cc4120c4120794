import { randomBytes, randomFillSync } from 'node:crypto';
import { commitmentOf, encodeEntry, partCommitment, saltBytes, type Entry } from '#ledger';
import type { Cause, JournalNote } from '#postgres';

/** What the recorder takes out of a decision record, or out of control's journal. */
export interface Recorded {
  readonly decisionId: string;
  readonly effect: 'permit' | 'deny';
  readonly request: Entry['request'];
  readonly decidedAtMs: number;
  readonly kind: string;
  readonly system: string | undefined;
  readonly recipient: string | undefined;
  readonly purpose: string | undefined;
  /** All of the record but persons and hashes, as JSON text. */
  readonly body: string;
  /** The keyed hashes, as JSON text. */
  readonly evidence: string;
  readonly persons: readonly string[];
  readonly words: readonly string[];
  /** What was wrong, where it was denied: each becomes part of a case. */
  readonly causes: readonly Omit<Cause, 'index' | 'decidedAtMs'>[];
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
export function readDecision(value: Buffer | null): Recorded | undefined {
  let parsed: DecisionRecord;
  try {
    parsed = (JSON.parse(value?.toString('utf8') ?? '') ?? {}) as DecisionRecord;
  } catch {
    return undefined;
  }
  const { persons = [], hashes = {}, ...rest } = parsed;
  if (!isDecision(rest) || !Array.isArray(persons)) return undefined;
  const words = new Set([
    ...(rest.basis ?? []).map(({ instrument }) => `i:${instrument}`),
    ...rest.reasons.map(({ code }) => `r:${code}`),
  ]);
  return {
    decisionId: rest.decisionId,
    effect: rest.effect,
    request: rest.request,
    decidedAtMs: rest.clock!.at,
    kind: 'decision',
    system: rest.system,
    recipient: rest.recipient,
    purpose: rest.purpose,
    body: JSON.stringify(rest),
    evidence: JSON.stringify(hashes),
    // A household may name one person twice; one part for each person.
    persons: [...new Set(persons)],
    words: [...words],
    causes: rest.effect === 'deny' ? causesOf(rest) : [],
  };
}

/** A note of control's journal, as an entry: control's own doings are as much on record as the gateway's. */
export function readNote(note: JournalNote): Recorded {
  return {
    decisionId: note.id,
    effect: 'permit',
    request: { topic: 'control', partition: 0, offset: note.number },
    decidedAtMs: note.atMs,
    kind: note.kind,
    system: undefined,
    recipient: undefined,
    purpose: undefined,
    body: note.body,
    evidence: JSON.stringify({ nonce: randomBytes(saltBytes).toString('hex') }),
    persons: [...new Set(note.persons)],
    words: [],
    causes: [],
  };
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
  readonly bodySalt: Buffer;
  readonly evidenceSalt: Buffer;
  readonly persons: readonly { readonly token: string; readonly salt: Buffer }[];
}

/** Fresh salts for one record, the commitment over all its parts, and the entry that holds it. */
export function prepare(recorded: Recorded): Prepared {
  const bodySalt = salt();
  const evidenceSalt = salt();
  const persons = recorded.persons.map((token) => ({ token, salt: salt() }));
  const commitment = commitmentOf([
    partCommitment(bodySalt, recorded.body),
    partCommitment(evidenceSalt, recorded.evidence),
    ...persons.map((person) => partCommitment(person.salt, person.token)),
  ]);
  return { one: recorded, entry: encodeEntry({ ...recorded, commitment }), bodySalt, evidenceSalt, persons };
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

function salt(): Buffer {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  const fresh = Buffer.from(pool.subarray(drawn, drawn + saltBytes));
  // A salt given out is forgotten here: erasing it in the database must erase it.
  pool.fill(0, drawn, drawn + saltBytes);
  drawn += saltBytes;
  return fresh;
}
