import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDataSource, migrate } from '#postgres';
import { readAll } from '../control-process';
import { control, eventually, factMessages, office, restriction, said, shared } from './office';
import { contactEmail, contactTelephone, insz } from './persons';

/** The database: its schema, and what may not stand in it. */
export function atRest(): void {
  describe('the schema', () => {
    it('goes up, down and up again, and is what the entities describe', async () => {
      const source = createDataSource(await office().postgres.database('control_schema'));
      await source.initialize();
      await Promise.all([migrate(source), migrate(source)]);
      const schema = async (): Promise<unknown> =>
        source.query(
          `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`,
        );
      const first = await schema();
      while ((await source.query('SELECT 1 FROM schema_migration')).length > 0) {
        await source.undoLastMigration({ transaction: 'all' });
      }
      expect(JSON.stringify(await schema())).not.toContain('fact');
      await migrate(source);
      expect(await schema()).toEqual(first);
      await source.destroy();
    });
  });

  describe('numbers and contacts of persons', () => {
    it('stand in no log, no topic and no database dump', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      await process.call('POST', '/facts', restriction(insz[0]!, { ground: 'laatste' }));
      await process.call('POST', '/facts', { ...restriction(insz[1]!, { kind: 'alias', was: insz[0] }) });
      await eventually(factMessages, (all) => all.length > 0);
      const dump = execFileSync('pg_dump', ['--dbname', (await shared()).url, '--inserts'], {
        maxBuffer: 1 << 28,
      }).toString();
      expect(dump).toContain('ocmw-izegem');
      const topics = JSON.stringify([
        await readAll(office().cluster, 'sluis.facts'),
        await said('facts'),
        await readAll(office().cluster, 'sluis.register'),
      ]);
      const logs =
        office()
          .started.map((each) => each.log())
          .join('\n') + databaseLog();
      const canaries = [
        ...insz,
        ...insz.map((number) => number.replace(/(..)(..)(..)(...)(..)/, '$1.$2.$3-$4.$5')),
        contactEmail,
        contactTelephone,
        '051998877',
      ];
      for (const canary of canaries) {
        for (const place of [dump, topics, logs]) expect(place.includes(canary)).toBe(false);
      }
    });
  });
}

function databaseLog(): string {
  const file = join(office().scratch, 'logs/postgres.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
