import type { DataSource, EntityManager } from 'typeorm';
import { LedgerJournal } from '../ledger/journal';

/** Somebody who acts: who it is, and what people call them. */
export interface Actor {
  readonly subject: string;
  readonly name: string;
}

/** An order by which an instrument permits nothing, from its day until it is lifted. */
export interface Suspension {
  readonly id: string;
  readonly instrument: string;
  readonly reason: string;
  readonly fromDay: string;
  readonly by: string;
  readonly at: Date;
  readonly liftedDay: string | null;
  readonly liftedAt: Date | null;
}

const select = `SELECT id, instrument, reason, from_day AS "fromDay", by_name AS by, at, lifted_day AS "liftedDay",
  lifted_at AS "liftedAt" FROM register_suspension`;

/** Suspensions that one officer ordered. They lie over every register version until two people have lifted them. */
export class RegisterSuspensions {
  constructor(private readonly source: DataSource) {}

  /** Every order that some day was under, in the order in which they were given. */
  async all(): Promise<readonly Suspension[]> {
    return this.source.query(`${select} WHERE lifted_day IS NULL OR lifted_day > from_day ORDER BY id`);
  }

  /** Newest first, lifted ones too. */
  async list(limit: number): Promise<readonly Suspension[]> {
    return this.source.query(`${select} ORDER BY id DESC LIMIT $1`, [limit]);
  }

  /** Undefined where the instrument is under an order already. */
  async order(instrument: string, reason: string, actor: Actor, today: string, now: Date): Promise<string | undefined> {
    return this.source.transaction(async (entities) => {
      const rows: { id: string }[] = await entities.query(
        `INSERT INTO register_suspension (instrument, reason, from_day, by_subject, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (instrument) WHERE lifted_at IS NULL DO NOTHING RETURNING id`,
        [instrument, reason, today, actor.subject, actor.name, now.toISOString()],
      );
      const id = rows[0]?.id;
      if (id === undefined) return undefined;
      await LedgerJournal.act(
        entities,
        { act: 'register.suspend', by: actor.subject, suspension: id, instrument },
        now,
      );
      return id;
    });
  }

  /** In the transaction in which the second person approves. */
  static async lift(entities: EntityManager, id: string, today: string, now: Date): Promise<void> {
    await entities.query(
      'UPDATE register_suspension SET lifted_day = $2, lifted_at = $3 WHERE id = $1 AND lifted_at IS NULL',
      [id, today, now.toISOString()],
    );
  }
}
