import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  append,
  commitmentOf,
  emptyEdge,
  encodeEntry,
  noteSigner,
  noteVerifier,
  rootOf,
  signCheckpoint,
  tilePath,
} from '#ledger';
import { checkLedger } from './checked';
import { exportLedger, forkedName } from './folder';

const signer = noteSigner('sluis.test/ledger', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
const verifier = noteVerifier(signer.verifierKey)!;

/** What a server shows, by path below `/ledger/`. */
type Shown = Map<string, Buffer>;

function ledger(size: number, effectAt: (at: number) => 'permit' | 'deny' = () => 'permit'): Shown {
  const entries = Array.from({ length: size }, (_, offset) =>
    encodeEntry({
      decisionId: `d${offset}`,
      effect: effectAt(offset),
      request: { topic: 'sluis.in.dossier', partition: 0, offset },
      commitment: commitmentOf([Buffer.from([offset & 255])]),
    }),
  );
  const { edge, tiles } = append(emptyEdge, entries);
  const shown: Shown = new Map(tiles.map(({ data, ...name }) => [tilePath(name), data]));
  return shown.set('checkpoint', Buffer.from(signCheckpoint(signer, size, rootOf(edge))));
}

let shown: Shown = new Map();
let server: Server;
let control: string;
let scratch: string;
let folders = 0;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'sluis-folder-'));
  server = createServer(({ url = '' }, response) => {
    const found = shown.get(url.slice('/ledger/'.length));
    response.writeHead(found === undefined ? 404 : 200).end(found ?? '{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  control = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(scratch, { recursive: true, force: true });
});

async function exported(what: Shown): Promise<string> {
  const dir = join(scratch, String(folders++));
  shown = what;
  await exportLedger(control, dir, verifier);
  return dir;
}

describe('a folder that was fetched before', () => {
  it('shows each tile and bundle that the server has changed since, and where, and keeps what it had', async () => {
    const sound = ledger(600);
    const dir = await exported(sound);
    for (const path of sound.keys()) {
      if (path === 'checkpoint') continue;
      const changed = Buffer.from(sound.get(path)!);
      changed[40] = changed[40]! ^ 1;
      shown = new Map(sound).set(path, changed);
      const { findings } = await exportLedger(control, dir, verifier, { again: true });
      expect(findings).toEqual([expect.objectContaining({ kind: 'server-differs', path })]);
      expect(readFileSync(join(dir, path))).toEqual(sound.get(path));
    }
    expect(checkLedger(dir, verifier).faults).toEqual([]);
    const entry = Buffer.from(sound.get('tile/0/001')!);
    entry[32 * 7] = entry[32 * 7]! ^ 1;
    shown = new Map(sound).set('tile/0/001', entry);
    expect((await exportLedger(control, dir, verifier, { again: true })).findings).toEqual([
      { kind: 'server-differs', path: 'tile/0/001', from: 263, to: 264 },
    ]);
  });

  it('shows what the server has lost', async () => {
    const sound = ledger(600);
    const dir = await exported(sound);
    shown = new Map(sound);
    shown.delete('tile/entries/001');
    expect((await exportLedger(control, dir, verifier, { again: true })).findings).toEqual([
      { kind: 'server-lacks', path: 'tile/entries/001', from: 256, to: 512 },
    ]);
  });

  it('grows with the server, and fetches full tiles anew only when asked', async () => {
    const dir = await exported(ledger(600));
    shown = ledger(700);
    shown.delete('tile/entries/000');
    const { checkpoint, forked, findings } = await exportLedger(control, dir, verifier);
    expect([checkpoint.size, forked, findings]).toEqual([700, false, []]);
    expect(checkLedger(dir, verifier)).toMatchObject({ faults: [], consistentWith: [{ size: 600 }] });
  });
});

describe('a checkpoint that does not go on from the one in the folder', () => {
  it.each([
    ['a longer ledger with another past', ledger(700, (at) => (at === 300 ? 'deny' : 'permit'))],
    ['a ledger as long with another past', ledger(600, (at) => (at === 300 ? 'deny' : 'permit'))],
    ['a shorter ledger with another past', ledger(590, (at) => (at === 300 ? 'deny' : 'permit'))],
  ])('is kept beside it, and told every time: %s', async (_, other) => {
    const sound = ledger(600);
    const dir = await exported(sound);
    shown = other;
    for (let time = 0; time < 2; time++) {
      expect((await exportLedger(control, dir, verifier)).forked).toBe(true);
      expect(readFileSync(join(dir, 'checkpoint'))).toEqual(sound.get('checkpoint'));
      expect(readFileSync(join(dir, forkedName))).toEqual(other.get('checkpoint'));
    }
    // Also once the server shows the first one again, until a person removes it.
    shown = sound;
    expect((await exportLedger(control, dir, verifier)).forked).toBe(false);
    expect(checkLedger(dir, verifier).faults).toEqual([expect.objectContaining({ kind: 'forked' })]);
    rmSync(join(dir, forkedName));
    expect(checkLedger(dir, verifier).faults).toEqual([]);
    expect(existsSync(join(dir, 'checkpoint.previous'))).toBe(false);
  });

  it('accuses nobody where the server has altered or lost a tile that would show it, and is taken once that is mended', async () => {
    for (const [name, size] of [
      ['tile/0/002.p/188', 700],
      ['tile/1/000.p/2', 700],
      ['tile/0/002.p/88', 600],
    ] as const) {
      const dir = await exported(ledger(512));
      const later = ledger(size);
      const altered = Buffer.from(later.get(name)!);
      altered[7] = altered[7]! ^ 1;
      for (const bad of [new Map(later).set(name, altered), new Map([...later].filter(([path]) => path !== name))]) {
        shown = bad;
        const { current, forked, findings } = await exportLedger(control, dir, verifier);
        expect([current, forked, findings[0]?.kind]).toEqual([false, false, 'server-unproven']);
        expect(existsSync(join(dir, forkedName))).toBe(false);
        expect(checkLedger(dir, verifier)).toMatchObject({ faults: [], checkpoint: { size: 512 } });
      }
      shown = later;
      expect(await exportLedger(control, dir, verifier)).toMatchObject({ current: true, findings: [] });
      expect(checkLedger(dir, verifier).faults).toEqual([]);
    }
  });

  it('is told as put back where it is a beginning of the one in the folder, and accuses nobody of two', async () => {
    const dir = await exported(ledger(600));
    shown = ledger(590);
    const { current, forked, findings } = await exportLedger(control, dir, verifier);
    expect([current, forked, findings[0]?.kind]).toEqual([false, false, 'server-shorter']);
    expect(checkLedger(dir, verifier)).toMatchObject({ faults: [], checkpoint: { size: 600 } });
  });

  it('is held against an older one and a newer one, and against a folder whose tiles were altered', async () => {
    const dir = await exported(ledger(600));
    const older = join(scratch, 'older');
    const held = (what: Shown): string[] => {
      writeFileSync(older, what.get('checkpoint')!);
      return checkLedger(dir, verifier, { older: [older] })
        .faults.filter(({ path }) => path === older)
        .map(({ kind }) => kind);
    };
    expect(held(ledger(512))).toEqual([]);
    expect(held(ledger(700))).toEqual(['longer']);
    expect(held(ledger(512, (at) => (at === 300 ? 'deny' : 'permit')))).toEqual(['forked']);
    const tile = readFileSync(join(dir, 'tile/1/000.p/2'));
    tile[7] = tile[7]! ^ 1;
    writeFileSync(join(dir, 'tile/1/000.p/2'), tile);
    expect(held(ledger(512))).toEqual(['not-shown']);
  });

  it('says where the past differs', async () => {
    const dir = await exported(ledger(600));
    shown = ledger(700, (at) => (at === 300 ? 'deny' : 'permit'));
    const { findings } = await exportLedger(control, dir, verifier);
    expect(findings[0]).toMatchObject({ kind: 'server-differs', from: 300, to: 301 });
  });

  it('does not take the place of a checkpoint that somebody wrote into the folder', async () => {
    const dir = await exported(ledger(600));
    writeFileSync(join(dir, 'checkpoint'), 'sluis.test/ledger\n5\nAAAA\n');
    await expect(exportLedger(control, dir, verifier)).rejects.toThrow('is not signed');
  });
});
