import type { DataSource, EntityManager } from 'typeorm';

/** Files of `invariants/`: path to text, in the order of their paths. */
export type PromiseFiles = readonly (readonly [path: string, text: string])[];

/** What the active register promises. It changes with an approved proposal, or with files that may become active by themselves. */
export class RegisterPromises {
  constructor(private readonly source: DataSource) {}

  /** Undefined before the first version, and in an installation that kept none yet. */
  async active(): Promise<PromiseFiles | undefined> {
    return newest(this.source.manager);
  }

  /** Keeps these where none are kept; what was kept before stays. */
  async begin(version: number, files: PromiseFiles, now: Date): Promise<void> {
    await this.source.query(
      `INSERT INTO register_promises (version, files, at)
       SELECT $1, $2::jsonb, $3 WHERE NOT EXISTS (SELECT FROM register_promises)`,
      [version, JSON.stringify(files), now.toISOString()],
    );
  }

  /** In the transaction that gives the version its number. */
  static async keep(entities: EntityManager, version: number, files: PromiseFiles, now: Date): Promise<void> {
    if (JSON.stringify(await newest(entities)) === JSON.stringify(files)) return;
    await entities.query('INSERT INTO register_promises (version, files, at) VALUES ($1, $2, $3)', [
      version,
      JSON.stringify(files),
      now.toISOString(),
    ]);
  }
}

async function newest(entities: EntityManager): Promise<PromiseFiles | undefined> {
  const [row]: { files: PromiseFiles }[] = await entities.query(
    'SELECT files FROM register_promises ORDER BY id DESC LIMIT 1',
  );
  return row?.files;
}
