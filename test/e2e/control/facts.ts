import { createHash } from 'node:crypto';
import { createDataSource } from '#postgres';
import { readAll } from '../control-process';
import { control, eventually, factMessages, office, restriction, said, shared, stopped } from './office';
import { contactEmail, contactTelephone, insz } from './persons';

/** Facts about persons: signed, numbered, published. */
export function facts(): void {
  describe('facts', () => {
    it('go out signed, as tokens, numbered without gaps under concurrent posts', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const posts = Array.from({ length: 40 }, (_, at) =>
        process.call(
          'POST',
          '/facts',
          restriction(insz[0]!, { from: `2026-01-${String((at % 28) + 1).padStart(2, '0')}`, ground: `grond ${at}` }),
        ),
      );
      const answers = await Promise.all(posts);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      const ids = answers.map(({ json }) => json[0].id as string);
      expect(new Set(ids).size).toBe(40);
      const messages = await eventually(factMessages, (all) => all.length === 40);
      expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
      expect(new Set(messages.map(({ fact }) => fact.id))).toEqual(new Set(ids));
      expect(messages[0]!.fact.token).toMatch(/^[a-z2-7]{26}$/);
      expect(messages[0]!.fact).not.toHaveProperty('ground');
    });

    it('are on the topic within a second of the answer', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const { json } = await process.call('POST', '/facts', {
        kind: 'do-not-contact',
        contact: { email: contactEmail, telefoon: contactTelephone },
        participant: 'ocmw-izegem',
        from: '2026-01-01',
        until: null,
        ground: 'verzoek',
      });
      const answeredAt = Date.now();
      expect(json).toHaveLength(2);
      const published = await eventually(
        () => readAll(office().cluster, 'sluis.facts'),
        (all) => json.every(({ id }: { id: string }) => all.some(({ key }) => key === id)),
      );
      for (const { id } of json) expect(published.find(({ key }) => key === id)!.at - answeredAt).toBeLessThan(1_000);
    });

    it('recorded twice are recorded once, and withdrawn under a number of their own', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const fact = restriction(insz[1]!, { purposes: ['lokaal-woonbeleid'] });
      const [first] = (await process.call('POST', '/facts', fact)).json;
      const [again] = (await process.call('POST', '/facts', fact)).json;
      expect(again).toEqual(first);
      expect((await process.call('DELETE', `/facts/${first.id}`)).status).toBe(204);
      expect((await process.call('DELETE', `/facts/${first.id}`)).status).toBe(204);
      const messages = await eventually(factMessages, (all) => all.at(-1)?.kind === 'withdrawal');
      expect(
        messages.filter((message) => (message.fact?.id ?? message.id) === first.id).map(({ kind }) => kind),
      ).toEqual(['fact', 'withdrawal']);
      const listed = (await process.call('GET', '/facts?limit=1000')).json as { id: string }[];
      expect(listed.some(({ id }) => id === first.id)).toBe(false);
      expect(
        (await process.call('GET', '/facts?limit=1000&withdrawn=true')).json.some(
          ({ id }: { id: string }) => id === first.id,
        ),
      ).toBe(true);
      expect((await process.call('DELETE', '/facts/aaaaaaaaaaaaaaaaaaaaaaaaaa')).status).toBe(404);
    });

    it('come in lists of a thousand, all or none', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const before = (await factMessages()).length;
      const list = Array.from({ length: 1_000 }, (_, at) => restriction(insz[2]!, { ground: `lijst ${at}` }));
      expect((await process.call('POST', '/facts', [...list, list[0]])).status).toBe(400);
      const refused = await process.call('POST', '/facts', [
        ...list.slice(0, 999),
        restriction(insz[2]!, { from: '2026-02-30' }),
      ]);
      expect(refused.json.errors).toEqual([{ property: '[999].from', problem: 'must be a calendar date, YYYY-MM-DD' }]);
      expect((await process.call('POST', '/facts', list)).json).toHaveLength(1_000);
      const messages = await eventually(factMessages, (all) => all.length >= before + 1_000);
      expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
    });

    it('that were committed and not published when control was killed are published by the next one, in order', async () => {
      for (let round = 0; round < 4; round += 1) {
        const process = await control();
        await process.until(({ status }) => status === 'ready');
        const posts = Array.from({ length: 200 }, (_, at) =>
          process.call('POST', '/facts', restriction(insz[3]!, { ground: `ronde ${round} ${at}` })).then(
            ({ status }) => status === 201,
            () => false,
          ),
        );
        await new Promise((resolve) => setTimeout(resolve, 60 + 70 * round));
        await stopped(process, 'SIGKILL');
        await Promise.all(posts);
      }
      // One more, committed by a control that cannot reach the broker any more, is the plainest case of all.
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const source = createDataSource((await shared()).url);
      await source.initialize();
      const [{ last }] = await source.query('SELECT last FROM fact_counter');
      await source.destroy();
      const messages = await eventually(factMessages, (all) => all.at(-1)!.number >= last);
      expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
    });

    it('are summed up by the heartbeat: number, live count and digest', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const all = await eventually(
        () => said('facts'),
        (messages) => messages.at(-1)?.kind === 'heartbeat',
      );
      const numbers = new Map<string, number>();
      const live = new Set<string>();
      for (const message of all) {
        if (message.kind === 'heartbeat') continue;
        const id = message.fact?.id ?? message.id;
        numbers.set(id, message.number);
        if (message.kind === 'fact') live.add(id);
        else live.delete(id);
      }
      const lines = [...numbers].map(([id, number]) => `${id}:${number}`).sort();
      expect(all.at(-1)).toMatchObject({
        number: Math.max(...numbers.values()),
        live: live.size,
        digest: createHash('sha256').update(lines.join('\n')).digest('hex'),
      });
    });

    it('are numbered once when two controls run: the second takes over when the first is killed', async () => {
      const first = await control();
      await first.until(({ status }) => status === 'ready');
      const second = await control();
      await second.until(({ status, publisher }) => status === 'ready' && publisher === 'another control publishes');
      const posts = [first, second].flatMap((process, side) =>
        Array.from({ length: 20 }, (_, at) =>
          process.call('POST', '/facts', restriction(insz[0]!, { ground: `twee ${side} ${at}` })),
        ),
      );
      expect((await Promise.all(posts)).every(({ status }) => status === 201)).toBe(true);
      await stopped(first, 'SIGKILL');
      await second.until(({ status, publisher }) => status === 'ready' && publisher === 'this control');
      const [{ id }] = (await second.call('POST', '/facts', restriction(insz[0]!, { ground: 'na de overname' }))).json;
      const messages = await eventually(factMessages, (all) => all.at(-1)?.fact?.id === id);
      expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
    });
  });
}
