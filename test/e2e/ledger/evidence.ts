import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '#ledger';
import { syntheticInsz } from '../../support/requests';
import { verifyWithGo } from './go';
import { denied, entriesIn, exported, note, opened, permitted, recorded, send, sizeOf, sluis, vkey } from './opened';

/** What the ledger holds, and who can verify it without trusting us. */
export function evidence(): void {
  describe('the ledger', () => {
    it('holds one entry for every decision of the topic, and nothing about a person', async () => {
      await opened().decisions.until(permitted + denied);
      const entries = entriesIn(await exported('first'));
      const wanted = opened().decisions.records.map(({ value }) => {
        const { decisionId, effect, request } = JSON.parse(value!.toString()) as Entry;
        return { decisionId, effect, request };
      });
      const held = entries
        .map(({ commitment: _commitment, ...rest }) => rest)
        .filter(({ request }) => request.topic !== 'control');
      expect(held).toEqual(wanted);
      const everything = JSON.stringify(entries);
      for (const word of ['persoon', 'vmsw', 'vlabinvest', 'field-not-permitted', syntheticInsz(1)])
        expect(everything).not.toContain(word);
      for (const { value } of opened().decisions.records.slice(0, 50)) {
        for (const token of (JSON.parse(value!.toString()) as { persons: string[] }).persons)
          expect(everything).not.toContain(token);
      }
    });

    it('verifies with the public tlog libraries of Go, from the server and from an export, back to an older checkpoint', async () => {
      const older = join(opened().scratch, 'older.checkpoint');
      writeFileSync(older, await note());
      const before = sizeOf(await note());
      await send(permitted, 30);
      await recorded(before + 30);
      const dir = await exported('go');
      const size = sizeOf(readFileSync(join(dir, 'checkpoint'), 'utf8'));
      const found = { size, entries: size, inclusionProofs: 4, consistentFrom: before };
      expect(await verifyWithGo(`${opened().installation.control}/ledger`, vkey(), older)).toMatchObject({
        ...found,
        size: expect.any(Number),
        entries: expect.any(Number),
      });
      expect(await verifyWithGo(dir, vkey(), older)).toMatchObject(found);
      // The Go program is no rubber stamp.
      writeFileSync(older, readFileSync(older, 'utf8').replace(/\n\d+\n/, `\n${before - 1}\n`));
      await expect(verifyWithGo(dir, vkey(), older)).rejects.toThrow();
    });

    it('verifies with our command, proves an entry, and says that nothing is missing', async () => {
      const dir = await exported('own');
      const [first] = entriesIn(dir);
      const whole = await sluis(
        'ledger',
        'verify',
        dir,
        '--entry',
        first!.decisionId,
        '--from-checkpoint',
        join(opened().scratch, 'first/checkpoint'),
        '--json',
      );
      expect(whole.code).toBe(0);
      expect(JSON.parse(whole.stdout)).toMatchObject({
        verified: true,
        faults: [],
        entry: { index: 0, decisionId: first!.decisionId },
      });
      expect((await sluis('ledger', 'verify', dir, '--entry', 'nobody')).code).toBe(1);
      const complete = await sluis('ledger', 'complete', '--json');
      expect([complete.code, complete.code === 0 ? '' : complete.stdout]).toEqual([0, '']);
      expect(JSON.parse(complete.stdout)).toMatchObject({ complete: true, waiting: 0 });
      expect((JSON.parse(complete.stdout) as { requests: number }).requests).toBeGreaterThanOrEqual(permitted + denied);
    });

    it('does not verify where a file of an export, the checkpoint or the key was touched', async () => {
      const dir = await exported('sound');
      const touched = async (
        path: string,
        change: (bytes: Buffer) => Buffer,
      ): Promise<{ code: number; stdout: string; stderr: string }> => {
        const copy = join(opened().scratch, 'touched');
        rmSync(copy, { recursive: true, force: true });
        cpSync(dir, copy, { recursive: true });
        writeFileSync(join(copy, path), change(readFileSync(join(copy, path))));
        return sluis('ledger', 'verify', copy, '--json');
      };
      const flip = (bytes: Buffer): Buffer => {
        bytes[100] = bytes[100]! ^ 1;
        return bytes;
      };
      const entry = await touched('tile/entries/000', flip);
      expect(entry.code).toBe(1);
      expect(JSON.parse(entry.stdout)).toMatchObject({
        verified: false,
        faults: [{ kind: 'entry-altered', from: 0, to: 1, path: 'tile/entries/000' }],
      });
      expect((await touched('tile/0/000', flip)).code).toBe(1);
      const forged = await touched('checkpoint', (bytes) => Buffer.from(bytes.toString().replace(/\n\d+\n/, '\n7\n')));
      expect([forged.code, forged.stderr]).toEqual([1, expect.stringContaining('is not signed')]);
      const forked = await sluis('ledger', 'verify', dir, '--vkey', 'nobody+00000000+AAAA');
      expect(forked.code).toBe(2);
    });
  });
}
