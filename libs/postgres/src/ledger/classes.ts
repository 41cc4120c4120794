import type { EntityManager } from 'typeorm';

/** What an entry is found by. Entries that are alike in all of it are one class, so that each carries one number. */
export interface EntryClass {
  readonly kind: string;
  readonly effect: string;
  readonly system: string | undefined;
  /** Whose data it was about. */
  readonly provider: string | undefined;
  readonly recipient: string | undefined;
  readonly purpose: string | undefined;
  readonly instruments: readonly string[];
  readonly reasons: readonly string[];
}

/**
 * Numbers of classes that are remembered. There are a few hundred: what is said of a class are names of the register and codes, so a
 * sender can't make them many. Cases are not: they name fields.
 */
const rememberedMax = 20_000;

const columns = 'kind, effect, system, provider, recipient, purpose, instruments, reasons';

/** Finds the numbers of classes, and gives new ones theirs. */
export class LedgerClasses {
  private readonly known = new Map<string, number>();

  /** Numbers in the order of the keys. New ones are made in the caller's transaction, and remembered once `commit` is called. */
  async numbers(
    entities: EntityManager,
    keys: readonly string[],
  ): Promise<{ readonly numbers: readonly number[]; commit(): void }> {
    const fresh = [...new Set(keys)].filter((key) => !this.known.has(key));
    const made = new Map<string, number>();
    if (fresh.length > 0) {
      const rows: { key: string; id: number }[] = await entities.query(
        `WITH wanted AS (
           SELECT key, w ->> 0 AS kind, w ->> 1 AS effect, w ->> 2 AS system, w ->> 3 AS provider, w ->> 4 AS recipient, w ->> 5 AS purpose,
             ARRAY(SELECT jsonb_array_elements_text(w -> 6)) AS instruments,
             ARRAY(SELECT jsonb_array_elements_text(w -> 7)) AS reasons
           FROM (SELECT key, key::jsonb AS w FROM unnest($1::text[]) AS key) AS keys
         ), made AS (
           INSERT INTO ledger_class AS c (${columns})
           SELECT ${columns} FROM wanted
           ON CONFLICT (${columns}) DO UPDATE SET kind = excluded.kind
           RETURNING c.*
         ) SELECT key, id FROM wanted JOIN made USING (${columns})`,
        [fresh],
      );
      for (const { key, id } of rows) made.set(key, id);
    }
    return {
      numbers: keys.map((key) => this.known.get(key) ?? made.get(key)!),
      commit: () => {
        if (this.known.size + made.size > rememberedMax) this.known.clear();
        for (const [key, id] of made) this.known.set(key, id);
      },
    };
  }
}

/** One text for one class: what is not said is empty, lists are sorted. */
export function classKey({
  kind,
  effect,
  system = '',
  provider = '',
  recipient = '',
  purpose = '',
  instruments,
  reasons,
}: EntryClass): string {
  return JSON.stringify([
    kind,
    effect,
    system,
    provider,
    recipient,
    purpose,
    [...instruments].sort(),
    [...reasons].sort(),
  ]);
}
