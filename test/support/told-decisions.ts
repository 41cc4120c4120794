import type { DataSource } from 'typeorm';
import { prepare, readDecision, type Prepared } from '../../apps/recorder/src/ledger/decision-details';
import type { Recording } from '../../apps/recorder/src/ledger/recording';

export const dayMs = 86_400_000;
/** When they were told, unless an age is given. */
export const now = new Date('2026-06-15T12:00:00Z');

/** A decision as far as a test tells it. */
export interface Told {
  readonly offset: number;
  readonly ageDays?: number;
  readonly instruments?: readonly string[];
  readonly persons?: readonly string[];
  readonly reason?: string;
  readonly field?: string;
  readonly system?: string;
}

/** As the recorder makes it of a record of the gateway. */
function decision({
  offset,
  ageDays = 0,
  instruments = ['a'],
  persons = ['p1'],
  reason,
  field,
  system = 'dossier',
}: Told): Prepared {
  const record = {
    decisionId: `${system}-${offset}`,
    effect: reason === undefined ? 'permit' : 'deny',
    request: { topic: `sluis.in.${system}`, partition: 0, offset },
    reasons:
      reason === undefined ? [] : [{ code: reason, message: { nl: 'x', en: 'x' }, ...(field && { fields: [field] }) }],
    system,
    recipient: 'vmsw',
    purpose: 'coordinatie-sociale-huur',
    basis: reason === undefined ? instruments.map((instrument) => ({ instrument, fields: ['persoon.insz'] })) : [],
    nearest: reason === undefined ? undefined : instruments[0],
    persons,
    hashes: { value: 'v' },
    clock: { at: now.getTime() - ageDays * dayMs },
  };
  return prepare(readDecision(Buffer.from(JSON.stringify(record)))!);
}

/** Decisions as read from their topic, `from` on. */
export const reading = (from: number | undefined, told: readonly Told[]): Parameters<Recording['record']>[0] => ({
  topic: 'sluis.decisions',
  partition: 0,
  from,
  next: (from ?? 0) + told.length,
  decisions: told.map((one, at) => ({ offset: (from ?? 0) + at, prepared: decision(one) })),
});

/** Tables that hold a text anywhere in a row. */
export async function occurs(source: DataSource, text: string): Promise<string[]> {
  const tables: { name: string }[] = await source.query(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows: unknown[] = await source.query(`SELECT 1 FROM "${name}" t WHERE t::text LIKE $1 LIMIT 1`, [
      `%${text}%`,
    ]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}
