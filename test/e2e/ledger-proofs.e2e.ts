import type { DataSource } from 'typeorm';
import { append, emptyEdge, leafHash, rootOf, verifyInclusion } from '#ledger';
import { createDataSource, LedgerReader, migrate } from '#postgres';
import { proofOf } from '../../apps/control/src/ledger/proof';
import { startPostgres, type Database } from '../support/cluster';

/** Proofs as control makes them, from tiles in a real PostgreSQL. */
let postgres: Database;
let source: DataSource;

beforeAll(async () => {
  postgres = await startPostgres();
  source = createDataSource(await postgres.database('proofs'), 'test');
  await source.initialize();
  await migrate(source);
}, 120_000);

afterAll(async () => {
  await source?.destroy();
  await postgres?.stop();
});

const entries = Array.from({ length: 66_500 }, (_, at) => Buffer.from(`entry ${at}`));
const sizes = [1, 2, 255, 256, 257, 511, 512, 700, 65_535, 65_536, 65_537, 66_300];

/** The tiles and the index of a ledger of so many entries, and nothing else. */
async function holds(size: number): Promise<Uint8Array> {
  const { edge, tiles } = append(emptyEdge, entries.slice(0, size));
  await source.query('TRUNCATE ledger_tile, ledger_entry');
  await source.query(`UPDATE ledger_state SET size = $1, checkpoint = 'signed'`, [size]);
  for (const { level, number, width, data } of tiles) {
    await source.query('INSERT INTO ledger_tile (level, number, width, data) VALUES ($1, $2, $3, $4)', [
      level === 'entries' ? -1 : level,
      number,
      width,
      data,
    ]);
  }
  await source.query(
    `INSERT INTO ledger_entry (idx, decided_at, request_offset, source, decision_id)
     SELECT n, now(), n, 1, 'decision-' || n FROM generate_series(0, $1::int - 1) n`,
    [size],
  );
  return rootOf(edge);
}

describe('a proof asked of control', () => {
  it('leads from the entry to the root, at any size and place', async () => {
    const reader = new LedgerReader(source);
    for (const size of sizes) {
      const root = await holds(size);
      const places = [0, 1, 254, 255, 256, 257, 510, 65_279, 65_280, 65_535, 65_536, size - 2, size - 1];
      for (const index of new Set(places.filter((at) => at >= 0 && at < size))) {
        const proof = (await proofOf(reader, `decision-${index}`))!;
        expect(proof).toMatchObject({ index, size, checkpoint: 'signed', entry: `entry ${index}` });
        const path = proof.proof.map((hash) => Buffer.from(hash, 'base64'));
        expect(verifyInclusion(leafHash(entries[index]!), index, size, path, root)).toBe(true);
      }
      expect(await proofOf(reader, `decision-${size}`)).toBeUndefined();
    }
  }, 120_000);

  it('reads no more than two tiles a level and the entry', async () => {
    await holds(66_300);
    const { entry, tiles } = (await new LedgerReader(source).around('decision-300'))!;
    expect(entry.toString()).toBe('entry 300');
    expect(tiles.map(({ level, number }) => `${level}/${number}`).sort()).toEqual([
      '0/1',
      '0/258',
      '1/0',
      '1/1',
      '2/0',
    ]);
  });

  it('is never compiled by PostgreSQL, which takes longer than the proof', async () => {
    expect(await source.query('SHOW jit')).toEqual([{ jit: 'off' }]);
  });
});
