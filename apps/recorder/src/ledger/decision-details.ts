import { randomBytes, randomFillSync } from 'node:crypto';
import { commitmentOf, encodeEntry, partCommitment, saltBytes, type Entry } from '#ledger';
import type { Cause, EntryClass, JournalNote, SaltedText } from '#postgres';

/** What the recorder takes out of a decision record, or out of control's journal. */
export interface Recorded extends EntryClass {
  readonly decisionId: string;
  readonly effect: 'permit' | 'deny';
  readonly request: Entry['request'];
  readonly decidedAtMs: number;
  /** All of the record but persons and hashes, as JSON text. */
  readonly body: string;
  /** The keyed hashes, as JSON text. */
  readonly evidence: string;
  readonly persons: readonly string[];
  /** What was wrong, where it was denied: each becomes part of a case. */
  readonly causes: readonly Cause[];
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
    instruments: unique(rest.basis ?? [], ({ instrument }) => instrument),
    reasons: unique(rest.reasons, ({ code }) => code),
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
    instruments: [],
    reasons: [],
    causes: [],
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
  readonly persons: readonly { readonly token: string; readonly salt: Buffer }[];
}

/** Fresh salts for one record, the commitment over all its parts, and the entry that holds it. */
export function prepare(recorded: Recorded): Prepared {
  const body = salted(recorded.body);
  const evidence = salted(recorded.evidence);
  const persons = recorded.persons.map((token) => ({ token, salt: salt() }));
  const commitment = commitmentOf([
    partCommitment(body.salt, body.content),
    partCommitment(evidence.salt, evidence.content),
    ...persons.map((person) => partCommitment(person.salt, person.token)),
  ]);
  return { one: recorded, entry: encodeEntry({ ...recorded, commitment }), body, evidence, persons };
}

function salted(text: string): SaltedText {
  return { salt: salt(), content: Buffer.from(text) };
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
