import type { DataSource, EntityManager } from 'typeorm';
import { LedgerJournal, type JournalNote } from './journal';
import { standingErasures } from './standing-erasures';

/** What was erased of a person. */
export interface ErasedPerson {
  /** Entries in which the person occurred. */
  readonly entries: number;
  /** Ended instruments about the person, or that named the person beside another. */
  readonly cases: number;
  /** Withdrawn facts. */
  readonly facts: number;
}

/** Notes about the person wait for their entry; a second later there are none. */
export class ErasureMustWait extends Error {
  readonly code = 'erasure-must-wait';
  override readonly name = 'ErasureMustWait';
}

/** An instrument about the person holds or is proposed: a legal duty goes before erasure (GDPR art. 17(3)(b)) until it is ended. */
export class ErasureRefused extends Error {
  readonly code = 'erasure-refused';
  override readonly name = 'ErasureRefused';
  constructor(readonly cases: readonly string[]) {
    super('instruments about this person are in force or proposed');
  }
}

/**
 * Erases a person (GDPR art. 17). From the details of entries: tokens and salts go, and so do the keyed hashes of what was sent
 * about them; what each part was committed to stays, so that every old proof verifies and what is left can be held against its
 * entry. From instruments about one person that have ended, and from withdrawn facts: whom they were about, and why. That
 * they were, and who answered for them, stays. Facts that are not withdrawn protect the person, and stay. The erasure is noted
 * without saying of whom. It stands for decisions that are recorded only later, too.
 * @throws ErasureMustWait, ErasureRefused: nothing was erased.
 */
export async function erasePerson(
  source: DataSource,
  tokens: readonly string[],
  note: (erased: ErasedPerson) => Omit<JournalNote, 'number'>,
  now: Date,
): Promise<ErasedPerson> {
  return source.transaction(async (entities) => {
    // No batch is appended meanwhile: it would have looked for standing erasures before this one stood.
    await entities.query('SELECT 1 FROM ledger_state FOR UPDATE');
    const [waiting]: unknown[] = await entities.query(
      'SELECT 1 FROM ledger_journal WHERE persons && $1::text[] LIMIT 1',
      [tokens],
    );
    if (waiting !== undefined) throw new ErasureMustWait('notes about this person are not in the ledger yet');
    const cases = await eraseCases(entities, tokens, now);
    const facts = await eraseFacts(entities, tokens);
    const entries = await eraseDetails(entities, tokens, 'infinity');
    await standingErasures.stand(entities, tokens, now);
    const erased = { entries, cases, facts };
    await LedgerJournal.note(entities, note(erased));
    return erased;
  });
}

/** Out of a batch that is just written: whoever was erased after it was decided. */
export async function eraseLate(
  entities: EntityManager,
  batch: Parameters<typeof standingErasures.concerning>[1],
): Promise<void> {
  for (const [token, erasedAt] of await standingErasures.concerning(entities, batch))
    await eraseDetails(entities, [token], erasedAt.toISOString());
}

async function eraseDetails(entities: EntityManager, tokens: readonly string[], until: string): Promise<number> {
  const rows: { decided_at: Date; idx: string }[] = await entities.query(
    'SELECT DISTINCT decided_at, idx FROM ledger_person WHERE token = ANY($1) AND decided_at <= $2::timestamptz',
    [tokens, until],
  );
  await entities.query(
    `UPDATE ledger_detail d
     SET evidence_commitment = sha256(d.evidence_salt || convert_to(d.evidence, 'UTF8')), evidence = NULL, evidence_salt = NULL
     FROM unnest($1::timestamptz[], $2::bigint[]) AS e (decided_at, idx)
     WHERE d.decided_at = e.decided_at AND d.idx = e.idx AND d.evidence IS NOT NULL`,
    [rows.map((row) => row.decided_at.toISOString()), rows.map((row) => row.idx)],
  );
  await entities.query(
    `UPDATE ledger_person SET commitment = sha256(salt || convert_to(token, 'UTF8')), token = NULL, salt = NULL
     WHERE token = ANY($1) AND decided_at <= $2::timestamptz`,
    [tokens, until],
  );
  return rows.length;
}

/** The published documents of these cases hold the person too, in every version of the register that had them. */
async function eraseCases(entities: EntityManager, tokens: readonly string[], now: Date): Promise<number> {
  const about: { id: string; ended: boolean; published: boolean }[] = await entities.query(
    `SELECT c.id, c.ended_at IS NOT NULL AS ended, EXISTS (
       SELECT 1 FROM register_document d JOIN register_version_document v USING (hash)
       WHERE d.path = 'cases/' || c.id || '.yaml' AND v.version = (SELECT max(version) FROM register_version)) AS published
     FROM person_case c WHERE c.person && $1::text[] OR c.others && $1::text[] ORDER BY c.id FOR UPDATE`,
    [tokens],
  );
  const standing = about.filter(({ ended }) => !ended);
  if (standing.length > 0) throw new ErasureRefused(standing.map(({ id }) => id));
  if (about.some(({ published }) => published))
    throw new ErasureMustWait('an instrument that has ended is not withdrawn yet');
  if (about.length === 0) return 0;
  const ids = about.map(({ id }) => id);
  await entities.query(
    `UPDATE person_case SET others = ARRAY(SELECT o FROM unnest(others) o WHERE o <> ALL($2::text[])) WHERE id = ANY($1)`,
    [ids, tokens],
  );
  await entities.query(
    `UPDATE person_case SET person = '{}', others = '{}', ground = '', erased_at = $3 WHERE id = ANY($1) AND person && $2::text[]`,
    [ids, tokens, now.toISOString()],
  );
  await entities.query(`UPDATE register_document SET content = '' WHERE path = ANY($1)`, [
    ids.map((id) => `cases/${id}.yaml`),
  ]);
  return about.length;
}

/** Tells that a fact was withdrawn, and no more: what was published of it is superseded in its topic. */
async function eraseFacts(entities: EntityManager, tokens: readonly string[]): Promise<number> {
  const [, erased]: [unknown, number] = await entities.query(
    `UPDATE fact SET token = '', tokens = NULL, was = CASE WHEN was IS NOT NULL THEN '' END, was_tokens = NULL, ground = NULL
     WHERE withdrawn_at IS NOT NULL
       AND (coalesce(tokens, ARRAY[token]) && $1::text[] OR coalesce(was_tokens, ARRAY[was]) && $1::text[])`,
    [tokens],
  );
  return erased;
}
