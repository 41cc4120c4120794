import { hash } from 'node:crypto';
import type { EntityManager } from 'typeorm';

/** How long a decision may wait in its topic to be recorded, and so how long an erasure has to stand. */
const standsForDays = 31;

/** An entry as it is about to be committed. */
interface Written {
  readonly decidedAtMs: number;
  readonly persons: readonly { readonly token: string }[];
}

/**
 * Erasures that go on for what was decided before them and is recorded after them: the recorder may have been behind.
 * Kept is a digest of the token, which is 130 bits that nobody can try out, until no such decision can be left.
 */
export const standingErasures = {
  async stand(entities: EntityManager, tokens: readonly string[], now: Date): Promise<void> {
    await entities.query(`DELETE FROM standing_erasure WHERE erased_at < $1::timestamptz - interval '1 day' * $2`, [
      now.toISOString(),
      standsForDays,
    ]);
    await entities.query(
      `INSERT INTO standing_erasure (digest, erased_at) SELECT digest, $2 FROM unnest($1::bytea[]) AS digest
       ON CONFLICT (digest) DO UPDATE SET erased_at = excluded.erased_at`,
      [[...new Set(tokens)].map(digestOf), now.toISOString()],
    );
  },

  /** Whom of a batch somebody erased since it was decided, with when. */
  async concerning(entities: EntityManager, entries: readonly Written[]): Promise<ReadonlyMap<string, Date>> {
    const oldest = entries.reduce((least, { decidedAtMs }) => Math.min(least, decidedAtMs), Number.POSITIVE_INFINITY);
    if (!Number.isFinite(oldest)) return new Map();
    const rows: { digest: Buffer; erased_at: Date }[] = await entities.query(
      'SELECT digest, erased_at FROM standing_erasure WHERE erased_at >= $1',
      [new Date(oldest).toISOString()],
    );
    if (rows.length === 0) return new Map();
    const standing = new Map(rows.map(({ digest, erased_at: at }) => [digest.toString('hex'), at]));
    const found = new Map<string, Date>();
    for (const { decidedAtMs, persons } of entries) {
      for (const { token } of persons) {
        const at = standing.get(digestOf(token).toString('hex'));
        if (at !== undefined && decidedAtMs <= at.getTime()) found.set(token, at);
      }
    }
    return found;
  },
};

function digestOf(token: string): Buffer {
  return hash('sha256', `sluis erased person v1\n${token}`, 'buffer');
}
