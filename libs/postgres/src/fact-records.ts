import { In, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import type { Fact } from '#contract';
import { FactMessageRow, FactRow } from './entities';
import { LedgerJournal } from './ledger/journal';

/** A fact with its legal ground, which stays here and is not published. */
export interface FactRecord extends Fact {
  readonly ground: string | null;
}

/** What goes on `sluis.facts`, before it is signed. */
export type FactMessage =
  | { readonly kind: 'fact'; readonly number: number; readonly fact: Fact }
  | { readonly kind: 'withdrawal'; readonly number: number; readonly id: string };

export interface ListedFact extends FactRecord {
  readonly recordedAt: Date;
  readonly withdrawnAt: Date | null;
}

/**
 * Facts and their outbox. A change and its message number are committed together; the number comes from one locked row,
 * so numbers follow the order of commits and have no gaps, whoever dies when.
 */
export class FactRecords {
  constructor(private readonly source: DataSource) {}

  /**
   * Records facts; one that is there already stays as it is, unless it comes under token keys that it lacked. Returns how
   * many messages it made.
   */
  async record(facts: readonly FactRecord[], now: Date, by: string): Promise<number> {
    return this.source.transaction(async (entities) => {
      const last = await lockCounter(entities);
      const wanted = [...new Map(facts.map((fact) => [fact.id, fact])).values()];
      const known = await entities.findBy(FactRow, { id: In(wanted.map(({ id }) => id)) });
      const live = new Map(known.filter(({ withdrawnAt }) => withdrawnAt === null).map((row) => [row.id, row]));
      const fresh = wanted.filter((fact) => !holds(live.get(fact.id), fact));
      if (fresh.length === 0) return 0;
      await entities.upsert(
        FactRow,
        fresh.map((fact) => rowOf(fact, now)),
        ['id'],
      );
      await append(
        entities,
        last,
        fresh.map(({ id }) => ({ factId: id, kind: 'fact' })),
        now,
      );
      await LedgerJournal.act(entities, { act: 'fact.record', by, facts: fresh.map(({ id }) => id) }, now);
      return fresh.length;
    });
  }

  /**
   * Withdraws a fact of one of these participants, or of any. `unknown` where there is none of that id; withdrawing twice is
   * withdrawing once.
   */
  async withdraw(
    id: string,
    now: Date,
    by: string,
    participants?: readonly string[],
  ): Promise<'withdrawn' | 'already' | 'unknown'> {
    return this.source.transaction(async (entities) => {
      const last = await lockCounter(entities);
      const row = await entities.findOneBy(FactRow, { id });
      if (row === null || participants?.includes(row.participant) === false) return 'unknown';
      if (row.withdrawnAt !== null) return 'already';
      await entities.update(FactRow, { id }, { withdrawnAt: now });
      await append(entities, last, [{ factId: id, kind: 'withdrawal' }], now);
      await LedgerJournal.act(entities, { act: 'fact.withdraw', by, fact: id }, now);
      return 'withdrawn';
    });
  }

  /** Oldest first. `after` is the id of the last fact of the page before. */
  async list(
    limit: number,
    after: string | undefined,
    withdrawnToo: boolean,
    participants?: readonly string[],
  ): Promise<readonly ListedFact[]> {
    const query = this.source.manager
      .createQueryBuilder(FactRow, 'fact')
      .orderBy('fact.recordedAt')
      .addOrderBy('fact.id');
    if (!withdrawnToo) query.andWhere('fact.withdrawn_at IS NULL');
    if (participants !== undefined) query.andWhere('fact.participant = ANY(:participants)', { participants });
    if (after !== undefined) {
      query.andWhere('(fact.recorded_at, fact.id) > (SELECT recorded_at, id FROM fact WHERE id = :after)', { after });
    }
    const rows = await query.take(limit).getMany();
    return rows.map((row) => ({
      ...factOf(row),
      ground: row.ground,
      recordedAt: row.recordedAt,
      withdrawnAt: row.withdrawnAt,
    }));
  }

  /** Messages after a number, in order, at most `limit`. */
  async messagesAfter(number: number, limit: number): Promise<readonly FactMessage[]> {
    const { manager } = this.source;
    const messages = await manager.find(FactMessageRow, {
      where: { number: MoreThan(number) },
      order: { number: 'ASC' },
      take: limit,
    });
    const rows = await manager.findBy(FactRow, { id: In([...new Set(messages.map(({ factId }) => factId))]) });
    const facts = new Map(rows.map((row) => [row.id, factOf(row)]));
    return messages.flatMap(({ number: own, kind, factId }) => {
      const fact = facts.get(factId);
      if (fact === undefined) return [];
      // Of an erased person only that it was withdrawn can be told, under each number that it had.
      const isTold = kind === 'fact' && fact.token !== '';
      return [isTold ? { kind, number: own, fact } : { kind: 'withdrawal', number: own, id: factId }];
    });
  }

  /** Number of the newest message of every fact. */
  async latestNumbers(): Promise<ReadonlyMap<string, number>> {
    const rows: { id: string; number: number }[] = await this.source.query(
      'SELECT fact_id AS id, max(number) AS number FROM fact_message GROUP BY fact_id',
    );
    return new Map(rows.map(({ id, number }) => [id, number]));
  }

  /** The last number given out. */
  async last(): Promise<number> {
    const [row]: { last: number }[] = await this.source.query('SELECT last FROM fact_counter');
    return row?.last ?? 0;
  }

  /**
   * Takes over messages from the topic that this database does not know (it was restored from a copy), so that no
   * restriction is lost and no number is given out twice. `last` is the highest number on the topic.
   */
  async adopt(messages: readonly FactMessage[], last: number, now: Date): Promise<void> {
    await this.source.transaction(async (entities) => {
      const own = await lockCounter(entities);
      for (const message of messages.filter(({ number }) => number > own)) {
        if (message.kind === 'fact')
          await entities.upsert(FactRow, rowOf({ ...message.fact, ground: null }, now), ['id']);
        const id = message.kind === 'fact' ? message.fact.id : message.id;
        if (message.kind === 'withdrawal') await entities.update(FactRow, { id }, { withdrawnAt: now });
        if (!(await entities.existsBy(FactRow, { id }))) continue;
        await entities.insert(FactMessageRow, {
          number: message.number,
          factId: id,
          kind: message.kind,
          recordedAt: now,
        });
      }
      await entities.query('UPDATE fact_counter SET last = greatest(last, $1)', [last]);
    });
  }

  /** Says again, under new numbers, what the topic lost. */
  async repeat(ids: readonly string[], now: Date): Promise<void> {
    await this.source.transaction(async (entities) => {
      const last = await lockCounter(entities);
      const rows = await entities.findBy(FactRow, { id: In([...ids]) });
      const messages = rows.map(({ id, withdrawnAt }) => ({
        factId: id,
        kind: withdrawnAt === null ? ('fact' as const) : ('withdrawal' as const),
      }));
      await append(entities, last, messages, now);
    });
  }
}

async function lockCounter(entities: EntityManager): Promise<number> {
  const [row]: { last: number }[] = await entities.query('SELECT last FROM fact_counter FOR UPDATE');
  if (row === undefined) throw new Error('the fact counter is gone: restore the database from a copy');
  return row.last;
}

async function append(
  entities: EntityManager,
  last: number,
  messages: readonly { readonly factId: string; readonly kind: 'fact' | 'withdrawal' }[],
  now: Date,
): Promise<void> {
  await entities.insert(
    FactMessageRow,
    messages.map((message, at) => ({ ...message, number: last + 1 + at, recordedAt: now })),
  );
  await entities.query('UPDATE fact_counter SET last = $1', [last + messages.length]);
  await entities.query(`SELECT pg_notify('sluis_publish', 'facts')`);
}

/** Whether a fact stands under every token that it comes with now. */
function holds(row: FactRow | undefined, { token, tokens = [token] }: FactRecord): boolean {
  const known = row?.tokens ?? [row?.token];
  return tokens.every((one) => known.includes(one));
}

function rowOf(fact: FactRecord, now: Date): FactRow {
  return {
    id: fact.id,
    kind: fact.kind,
    token: fact.token,
    tokens: fact.tokens === undefined ? null : [...fact.tokens],
    was: fact.was ?? null,
    wasTokens: fact.wasTokens === undefined ? null : [...fact.wasTokens],
    participant: fact.participant,
    purposes: fact.purposes === undefined ? null : [...fact.purposes],
    fromDay: fact.from,
    untilDay: fact.until,
    ground: fact.ground,
    recordedAt: now,
    withdrawnAt: null,
  };
}

function factOf(row: FactRow): Fact {
  return {
    id: row.id,
    kind: row.kind as Fact['kind'],
    token: row.token,
    ...(row.tokens !== null && { tokens: row.tokens }),
    ...(row.was !== null && { was: row.was }),
    ...(row.wasTokens !== null && { wasTokens: row.wasTokens }),
    participant: row.participant,
    ...(row.purposes !== null && { purposes: row.purposes }),
    from: row.fromDay,
    until: row.untilDay,
  };
}
