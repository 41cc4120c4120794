import { verifyJws } from '#keys';
import { startCluster } from '../../support/cluster';
import { provision, readAll } from '../control-process';
import {
  control,
  eventually,
  factMessages,
  launchPostgres,
  office,
  restriction,
  shared,
  stopped,
  type Said,
} from './office';
import { insz } from './persons';

/** What control does while PostgreSQL is away, and with a topic that was lost. */
export function outages(): void {
  describe('without PostgreSQL', () => {
    it('heartbeats go on, readiness says so, and what comes back is used again', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      await office().postgres.stop();
      await process.until(({ postgres: state }, status) => status === 503 && state === 'unreachable', 'not ready');
      const beats = async (): Promise<number> =>
        (await readAll(office().cluster, 'sluis.facts')).filter(({ key }) => key === 'heartbeat').length;
      const before = (await readAll(office().cluster, 'sluis.register')).at(-1)!.offset;
      const factsBefore = (await readAll(office().cluster, 'sluis.facts')).at(-1)!.offset;
      expect(await beats()).toBeGreaterThan(0);
      const refused = await process.call('POST', '/facts', restriction(insz[0]!, { ground: 'zonder databank' }));
      expect(refused.status).toBe(503);
      await eventually(
        () => readAll(office().cluster, 'sluis.register'),
        (all) => all.at(-1)!.offset >= before + 2,
      );
      await eventually(
        () => readAll(office().cluster, 'sluis.facts'),
        (all) => all.at(-1)!.offset >= factsBefore + 1,
      );
      // A control that starts meanwhile keeps the heart beating too.
      await stopped(process, 'SIGKILL');
      const next = await control();
      await next.until(
        ({ kafka, register }) => kafka === 'connected' && register.active > 0,
        'connected without PostgreSQL',
      );
      office().postgres = await launchPostgres();
      await next.until(({ status }) => status === 'ready');
      expect((await next.call('POST', '/facts', restriction(insz[0]!, { ground: 'met databank' }))).status).toBe(201);
      const messages = await eventually(factMessages, (all) => all.length > 0);
      expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
    });
  });

  describe('an empty topic with an old database', () => {
    it('is filled again with the newest register and every fact message, in order', async () => {
      const before = await factMessages();
      const { keys } = (await shared()).installation;
      const other = await startCluster();
      try {
        await provision(other);
        const process = await control(other.env('_control'));
        await process.until(
          ({ status, facts }) => status === 'ready' && facts.number === before.length,
          'everything published',
        );
        const records = await readAll(other, 'sluis.facts');
        const numbers = records
          .filter(({ key }) => key !== 'heartbeat')
          .map(({ value }) => (verifyJws(value, keys.control.public, 'sluis-facts+jws') as Said).number);
        expect(numbers).toEqual(before.map(({ number }) => number));
        expect((await readAll(other, 'sluis.register')).some(({ key }) => key === 'manifest')).toBe(true);
        await stopped(process);
      } finally {
        await other.stop();
      }
    });
  });
}
