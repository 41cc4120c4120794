import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import {
  append,
  decodeBundle,
  emptyEdge,
  encodeBundle,
  leafHash,
  noteSigner,
  noteVerifier,
  rootOf,
  signCheckpoint,
} from '#ledger';
import { LedgerReader } from '#postgres';
import { prepare, readDecision } from '../../apps/recorder/src/ledger/decision-details';
import { LedgerAltered } from '../../apps/recorder/src/ledger/held-tree';
import { Recording } from '../../apps/recorder/src/ledger/recording';
import { SignedFile } from '../../apps/recorder/src/ledger/signed-file';
import { throwawayDatabases } from '../support/throwaway-databases';

/** A database that somebody wrote in: our key signs nothing on top of that. */
const signer = noteSigner('sluis.test/altered', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
const verifier = noteVerifier(signer.verifierKey)!;
const databases = throwawayDatabases('altered');
const scratch = mkdtempSync(join(tmpdir(), 'sluis-altered-'));
let files = 0;

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Ledger {
  readonly source: DataSource;
  readonly file: string;
  /** A recorder that starts, with the file or without. */
  started(withFile?: boolean): Recording;
  note(): Promise<string>;
}

async function ledger(entries: number): Promise<Ledger> {
  const source = await databases.migrated();
  const file = join(scratch, `${files++}.checkpoint`);
  const started = (withFile = true): Recording =>
    new Recording(source, signer, undefined, withFile ? new SignedFile(file, verifier) : undefined);
  const first = started();
  await first.open();
  await first.record(reading(0, entries));
  return { source, file, started, note: async () => (await new LedgerReader(source).checkpoint()).checkpoint };
}

function reading(from: number, count: number): Parameters<Recording['record']>[0] {
  const decisions = Array.from({ length: count }, (_, at) => {
    const offset = from + at;
    const record = {
      decisionId: `d${offset}`,
      effect: 'permit',
      request: { topic: 'sluis.in.dossier', partition: 0, offset },
      reasons: [],
      system: 'dossier',
      recipient: 'vmsw',
      purpose: 'toets',
      basis: [],
      persons: [],
      hashes: {},
      clock: { at: Date.UTC(2026, 5, 15) },
    };
    return { offset, prepared: prepare(readDecision(Buffer.from(JSON.stringify(record)))!) };
  });
  return { topic: 'sluis.decisions', partition: 0, from: from === 0 ? undefined : from, next: from + count, decisions };
}

const flipped = (byte: number): string => `set_byte(data, ${byte}, get_byte(data, ${byte}) # 1)`;

/** Whatever was done, a recorder that starts on it refuses, says where, and leaves the checkpoint as it is. */
async function refused(held: Ledger, size: number, where: string): Promise<void> {
  const before = await held.note();
  const again = held.started();
  await again.open();
  const fault: unknown = await again.record(reading(size, 1)).catch((thrown: unknown) => thrown);
  expect(fault).toBeInstanceOf(LedgerAltered);
  expect((fault as Error).message).toContain(where);
  expect(await held.note()).toBe(before);
}

describe('a recorder that starts on a ledger that was written in', () => {
  it('signs nothing on top of a changed tile or bundle at the edge, and names it', async () => {
    for (const [level, where] of [
      [0, 'tile/0/001.p/44'],
      [1, 'tile/1/000.p/1'],
      [-1, 'tile/entries/001.p/44'],
    ] as const) {
      const held = await ledger(300);
      await held.source.query(
        `UPDATE ledger_tile SET data = ${flipped(20)} WHERE level = $1 AND number = (SELECT max(number) FROM ledger_tile WHERE level = $1)`,
        [level],
      );
      await refused(held, 300, where);
      // As it was: it goes on.
      await held.source.query(
        `UPDATE ledger_tile SET data = ${flipped(20)} WHERE level = $1 AND number = (SELECT max(number) FROM ledger_tile WHERE level = $1)`,
        [level],
      );
      expect((await held.started().record(reading(300, 1))).size).toBe(301);
    }
  }, 60_000);

  it('signs nothing on top of a tile that is gone, another size or another note', async () => {
    const lost = await ledger(300);
    await lost.source.query('DELETE FROM ledger_tile WHERE level = 1');
    await refused(lost, 300, 'tile/1/000.p/1 is missing');
    const shorter = await ledger(300);
    await shorter.source.query('UPDATE ledger_state SET size = 299');
    await refused(shorter, 300, 'of 300 entries, its state of 299');
    const unsigned = await ledger(300);
    await unsigned.source.query(`UPDATE ledger_state SET checkpoint = replace(checkpoint, '300', '299')`);
    await refused(unsigned, 300, 'not signed by our key');
  }, 60_000);

  it('signs no past that was forged with every tile made anew to fit', async () => {
    const held = await ledger(300);
    const rows: { data: Buffer }[] = await held.source.query(
      'SELECT data FROM ledger_tile WHERE level = -1 ORDER BY number',
    );
    const entries = rows.flatMap(({ data }) => decodeBundle(data)!);
    entries[290] = Buffer.from(entries[290]!.toString().replace('permit', 'deny'));
    const leaves = Buffer.concat(entries.slice(256).map((entry) => Buffer.from(leafHash(entry))));
    await held.source.query('UPDATE ledger_tile SET data = $1 WHERE level = -1 AND number = 1', [
      encodeBundle(entries.slice(256)),
    ]);
    await held.source.query('UPDATE ledger_tile SET data = $1 WHERE level = 0 AND number = 1', [leaves]);
    await refused(held, 300, 'do not give the root that was signed');
  }, 60_000);
});

describe('the newest checkpoint, kept outside PostgreSQL', () => {
  it('shows a database that was put back, and one whose state was begun anew', async () => {
    const held = await ledger(300);
    const older = await ledger(0);
    expect(readFileSync(held.file, 'utf8')).toBe(await held.note());
    // What a copy of last week holds, signed as it was.
    writeFileSync(older.file, readFileSync(held.file));
    await refused(older, 0, 'it has 0 entries, and 300 were signed');
    expect(existsSync(older.file)).toBe(true);
  });

  it('shows a database that was written anew and signed with our own key, also where it has grown since', async () => {
    const held = await ledger(300);
    const kept = readFileSync(held.file);
    const forged = Array.from({ length: 310 }, (_, at) => Buffer.from(`forged ${at}`));
    const { edge, tiles } = append(emptyEdge, forged);
    for (const { level, number, width, data } of tiles) {
      await held.source.query(
        `INSERT INTO ledger_tile (level, number, width, data) VALUES ($1, $2, $3, $4)
         ON CONFLICT (level, number) DO UPDATE SET width = excluded.width, data = excluded.data`,
        [level === 'entries' ? -1 : level, number, width, data],
      );
    }
    await held.source.query('UPDATE ledger_state SET size = 310, checkpoint = $1', [
      signCheckpoint(signer, 310, rootOf(edge)),
    ]);
    await refused(held, 300, 'its first 300 entries are not those that were signed');
    expect(readFileSync(held.file)).toEqual(kept);
  });

  it('may be behind: another recorder went on, and the tree grew from what it knows', async () => {
    const held = await ledger(300);
    const kept = readFileSync(held.file);
    await held.started(false).record(reading(300, 400));
    expect(readFileSync(held.file)).toEqual(kept);
    expect((await held.started().record(reading(700, 1))).size).toBe(701);
    expect(readFileSync(held.file, 'utf8')).toBe(await held.note());
  });
});

describe('a recorder that runs', () => {
  it('notices that the checkpoint was written over between two of its own', async () => {
    const held = await ledger(10);
    const running = held.started();
    await running.record(reading(10, 1));
    await held.source.query('UPDATE ledger_state SET checkpoint = $1', [
      signCheckpoint(signer, 11, leafHash(Buffer.from('forged'))),
    ]);
    await expect(running.record(reading(11, 1))).rejects.toThrow('do not give the root that was signed');
  });
});
