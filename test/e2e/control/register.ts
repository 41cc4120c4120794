import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAll } from '../control-process';
import { control, eventually, office, said, shared, stopped } from './office';

const editedFile = 'participants/leiedal.yaml';

/** Publishing: what goes onto the register topic, under which number. */
export function theRegister(): void {
  describe('the register', () => {
    it('is published signed, documents first, with a heartbeat after it', async () => {
      const process = await control();
      const ready = await process.until(({ status }) => status === 'ready');
      expect(ready.register.active).toBe(1);
      const records = await readAll(office().cluster, 'sluis.register');
      const manifestAt = records.findIndex(({ key }) => key === 'manifest');
      const manifest = (await said('register')).find(({ kind }) => kind === 'manifest')!;
      expect(manifest.version).toBe(1);
      const documents = new Map(records.slice(0, manifestAt).map(({ key, value }) => [key.slice(4), value]));
      expect([...documents.keys()].sort()).toEqual(manifest.documents);
      for (const [hash, text] of documents) expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
      await eventually(
        () => said('register'),
        (all) => all.some(({ kind, version }) => kind === 'heartbeat' && version === 1),
      );
      const active = (await process.call('GET', '/register')).json;
      expect(active).toMatchObject({ version: 1, published: true });
      expect(active.documents).toHaveLength(manifest.documents.length);
      expect(await stopped(process)).toBe(0);
    });

    it('is shown whole: every instrument, also one that gives jointly with others, and every participant', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      for (const kind of ['instruments', 'participants']) {
        const { json } = await process.call('GET', `/register/${kind}`);
        const ids = (json as readonly { readonly id: string }[]).map(({ id }) => id);
        expect(ids.length).toBeGreaterThan(20);
        for (const id of ids) {
          const { status } = await process.call('GET', `/register/${kind}/${id}`);
          expect({ id, status }).toEqual({ id, status: 200 });
        }
      }
    }, 60_000);

    it('keeps its number over a restart while the files are the same', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const again = await process.call('POST', '/register/activate');
      expect(again).toMatchObject({ status: 200, json: { version: 1, changed: false } });
      expect((await said('register')).filter(({ kind }) => kind === 'manifest').map(({ version }) => version)).toEqual([
        1,
      ]);
    });

    it('gives a change a new number, and a rollback another', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const file = join((await shared()).installation.protocols, editedFile);
      const before = readFileSync(file, 'utf8');
      writeFileSync(file, before.replace(/^name:.*$/m, 'name: { nl: Leiedal met een andere naam }'));
      expect((await process.call('POST', '/register/activate')).json).toEqual({
        version: 2,
        changed: true,
        published: true,
      });
      writeFileSync(file, before);
      process.process.kill('SIGHUP');
      await process.until(({ register }) => register.active === 3, 'version 3 by SIGHUP');
      const manifests = (await said('register')).filter(({ kind }) => kind === 'manifest');
      expect(manifests.map(({ version }) => version)).toEqual([1, 2, 3]);
      expect(manifests[2]!.documents).toEqual(manifests[0]!.documents);
      const versions = (await process.call('GET', '/register/versions')).json as {
        version: number;
        contentHash: string;
      }[];
      expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
      expect(versions[0]!.contentHash).toBe(versions[2]!.contentHash);
    });

    it('stays as it was when the files have faults, and names each fault with its line', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const file = join((await shared()).installation.protocols, editedFile);
      const before = readFileSync(file, 'utf8');
      appendFileSync(file, '\nstatistisch: ja\n');
      const refused = await process.call('POST', '/register/activate');
      writeFileSync(file, before);
      expect(refused.status).toBe(422);
      expect(refused.json.errors[0].property).toMatch(/^participants\/leiedal\.yaml:\d+:\d+$/);
      expect((await process.call('GET', '/register')).json.version).toBe(3);
      expect((await process.call('POST', '/register/activate')).json).toMatchObject({ version: 3, changed: false });
    });

    it('never gives out a published number again to a new database', async () => {
      const url = await office().postgres.database('control_fresh');
      const process = await control({ DATABASE_URL: url });
      await process.until(({ status }) => status === 'ready');
      const active = (await process.call('GET', '/register')).json;
      expect(active.version).toBe(3);
      const file = join((await shared()).installation.protocols, editedFile);
      const before = readFileSync(file, 'utf8');
      writeFileSync(file, before.replace(/^name:.*$/m, 'name: { nl: Leiedal met weer een andere naam }'));
      expect((await process.call('POST', '/register/activate')).json).toEqual({
        version: 4,
        changed: true,
        published: true,
      });
      writeFileSync(file, before);
      await stopped(process);
      // The database of before learns of it in turn.
      const old = await control();
      await old.until(({ status, register }) => status === 'ready' && register.active === 5, 'version 5');
    });
  });
}
