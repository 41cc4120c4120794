import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { advisoryLocks } from './database';
import { RegisterDocumentRow, RegisterVersionRow } from './entities';
import { tellNews } from './ledger/news';

/** One source document as it is published: its JSON text and the SHA-256 of that text, hex. */
export interface StoredDocument {
  readonly hash: string;
  readonly path: string;
  readonly content: string;
}

export interface StoredVersion {
  readonly version: number;
  readonly contentHash: string;
  readonly activatedAt: Date;
  readonly documents: readonly StoredDocument[];
}

/** Every state the register has had, in PostgreSQL. */
export class RegisterVersions {
  constructor(private readonly source: DataSource) {}

  /**
   * Gives a number to this content: the newest version's own where nothing changed, else one more than every number
   * ever used. Content that was active before gets a new number too: a rollback goes forward. With `basedOn`, nothing
   * happens where another version came in between (`overtaken`). What must be true together with it happens in `together`.
   */
  async activate(
    documents: readonly StoredDocument[],
    now: Date,
    basedOn?: number,
    together: (entities: EntityManager, version: number) => Promise<void> = () => Promise.resolve(),
  ): Promise<{ version: number; changed: boolean; overtaken?: true }> {
    return this.source.transaction(async (entities) => {
      await entities.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.activation]);
      const newest = await newestRow(entities);
      if (newest !== undefined && basedOn !== undefined && newest.version !== basedOn) {
        return { version: newest.version, changed: false, overtaken: true };
      }
      const contentHash = contentHashOf(documents.map(({ hash }) => hash));
      if (newest?.contentHash === contentHash) {
        await together(entities, newest.version);
        return { version: newest.version, changed: false };
      }
      const version = (newest?.version ?? 0) + 1;
      await insert(entities, version, documents, now);
      await together(entities, version);
      await entities.query(`SELECT pg_notify('sluis_publish', 'register')`);
      await tellNews(entities, [{ kind: 'register', version }]);
      return { version, changed: true };
    });
  }

  /**
   * Takes over what the topic says, where this database is behind it (a fresh or restored database): numbers that were
   * published once are never given out again.
   */
  async adopt(version: number, documents: readonly StoredDocument[], at: Date): Promise<void> {
    await this.source.transaction(async (entities) => {
      await entities.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.activation]);
      const newest = await newestRow(entities);
      if (newest !== undefined && newest.version >= version) return;
      await insert(entities, version, documents, at);
    });
  }

  async newestNumber(): Promise<number | undefined> {
    return (await newestRow(this.source.manager))?.version;
  }

  async version(version: number): Promise<StoredVersion | undefined> {
    const row = await this.source.manager.findOne(RegisterVersionRow, {
      where: { version },
      relations: { documents: true },
      order: { documents: { path: 'ASC' } },
    });
    return row ?? undefined;
  }

  /** Newest first, without documents. */
  async list(limit: number): Promise<readonly Omit<StoredVersion, 'documents'>[]> {
    return this.source.manager.find(RegisterVersionRow, { order: { version: 'DESC' }, take: limit });
  }
}

/** What tells two register states apart: SHA-256 over the sorted hashes of their documents, one a line. */
export function contentHashOf(hashes: readonly string[]): string {
  return createHash('sha256')
    .update([...hashes].sort().join('\n'))
    .digest('hex');
}

async function newestRow(entities: EntityManager): Promise<RegisterVersionRow | undefined> {
  const [row] = await entities.find(RegisterVersionRow, { order: { version: 'DESC' }, take: 1 });
  return row;
}

async function insert(
  entities: EntityManager,
  version: number,
  documents: readonly StoredDocument[],
  at: Date,
): Promise<void> {
  const contentHash = contentHashOf(documents.map(({ hash }) => hash));
  await entities.insert(RegisterVersionRow, { version, contentHash, activatedAt: at });
  await keepDocuments(entities, documents);
  await entities.query(
    'INSERT INTO register_version_document (version, hash) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
    [version, documents.map(({ hash }) => hash)],
  );
}

/** Keeps documents, each once, for whatever names them by hash. */
export async function keepDocuments(entities: EntityManager, documents: readonly StoredDocument[]): Promise<void> {
  for (let start = 0; start < documents.length; start += rowsPerStatement) {
    const rows = documents
      .slice(start, start + rowsPerStatement)
      .map(({ hash, path, content }) => ({ hash, path, content }));
    await entities.createQueryBuilder().insert().into(RegisterDocumentRow).values(rows).orIgnore().execute();
  }
}

const rowsPerStatement = 500;
