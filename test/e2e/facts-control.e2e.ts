import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { generateKeys, openTokenKeys } from '#keys';
import { createDataSource, LedgerQuestions } from '#postgres';
import { KnownFacts } from '../../apps/gateway/src/facts/known-facts';
import { freePorts } from '../../apps/local/src/ports';
import { startPostgres, type LocalPostgres } from '../../apps/local/src/postgres';
import { repository, startCluster, type Cluster } from '../support/cluster';
import { syntheticInsz } from '../support/requests';
import { install, provision, readAll, startControl, type ControlProcess, type Installation } from './control-process';

/** What control publishes of facts, as a gateway takes it in: over a change of token keys, and with somebody in between. */

const [now, was] = [syntheticInsz(1), syntheticInsz(2)];
const today = '2026-06-01';
const older = generateKeys().tokens.tokens[0]!;
const newer = generateKeys().tokens.tokens[0]!;
const keys = openTokenKeys({ tokens: [newer, older] });

describe('facts that control publishes', () => {
  let scratch: string;
  let cluster: Cluster;
  let postgres: LocalPostgres;
  let url: string;
  let home: Installation;
  let control: ControlProcess;

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'sluis-facts-'));
    chmodSync(scratch, 0o711);
    const [port] = await freePorts(1);
    const dir = join(scratch, 'postgres');
    const options = { dir, port: port!, logDir: join(scratch, 'logs'), root: repository, throwaway: true };
    [cluster, postgres] = await Promise.all([startCluster(), startPostgres(options)]);
    await provision(cluster);
    url = await postgres.database('control_facts');
    const generated = { ...generateKeys(), tokens: { tokens: [older] } };
    home = install(join(scratch, 'home'), join(repository, 'protocols'), generated);
    await started();
  }, 180_000);

  afterAll(async () => {
    await control?.stop('SIGKILL');
    await Promise.all([cluster?.stop(), postgres?.stop()]);
    rmSync(scratch, { recursive: true, force: true });
  });

  async function started(): Promise<void> {
    const env = { ...cluster.env('_control'), DATABASE_URL: url, SLUIS_FACTS_HEARTBEAT_SECONDS: '1' };
    control = await startControl(home, env);
    await control.until(({ status }) => status === 'ready');
  }

  async function record(fact: object): Promise<string> {
    const common = { kind: 'restriction', participant: 'ocmw-izegem', from: '2026-01-01', until: null };
    const { status, json } = await control.call('POST', '/facts', { ...common, ...fact });
    expect(status).toBe(201);
    return json[0].id;
  }

  /** A gateway that loads the topic; with `compacted`, after the broker left only the last record of each key. */
  async function loaded(compacted = false): Promise<KnownFacts> {
    const records = await readAll(cluster, 'sluis.facts');
    const last = new Map(records.map(({ key, offset }) => [key, offset]));
    const facts = new KnownFacts(home.keys.control.public);
    for (const { key, value, offset } of records) {
      if (!compacted || last.get(key) === offset) facts.apply(key, value === '' ? null : Buffer.from(value));
    }
    return facts;
  }

  async function until(satisfied: (facts: KnownFacts) => boolean, compacted = false): Promise<KnownFacts> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const facts = await loaded(compacted);
      if (facts.fault === undefined && satisfied(facts)) return facts;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`the facts were not so in time; their fault is \`${(await loaded(compacted)).fault}\``);
  }

  const isRestricted = (facts: KnownFacts, insz: string): boolean =>
    facts.about(keys.personTokens(insz)).some(({ kind }) => kind === 'restriction');

  it('meet across a change of token keys, and change no pseudonym', async () => {
    const aliasId = await record({ kind: 'alias', insz: now, was });
    const before = await until((facts) => facts.version === 1);
    const identity = before.canonical(keys.personTokens(now).at(-1)!, today);
    expect(identity).toBe(keys.personTokens(was).at(-1));

    await control.stop();
    writeFileSync(join(home.home, 'keys/tokens.json'), JSON.stringify({ tokens: [newer, older] }), { mode: 0o600 });
    await started();
    const restrictionId = await record({ insz: was });
    const facts = await until((known) => known.version === 2);
    expect(isRestricted(facts, now)).toBe(true);
    expect(facts.canonical(keys.personTokens(now).at(-1)!, today)).toBe(identity);

    // Recorded again, the alias is the same fact, now under both keys: it outlives the older one.
    expect(await record({ kind: 'alias', insz: now, was })).toBe(aliasId);
    expect(await record({ insz: was })).toBe(restrictionId);
    const both = await until((known) => known.version === 3);
    expect(both.about([keys.personTokens(now)[0]!]).map(({ id }) => id)).toEqual(
      expect.arrayContaining([aliasId, restrictionId]),
    );
    expect(both.canonical(keys.personTokens(now).at(-1)!, today)).toBe(identity);
  });

  it('give a lookup of one number the decisions about every other, but not through an alias that was withdrawn', async () => {
    const source = await createDataSource(url).initialize();
    try {
      const questions = new LedgerQuestions(source);
      const all = [...keys.personTokens(now), ...keys.personTokens(was)].sort();
      for (const insz of [now, was]) {
        expect([...(await questions.withAliases(keys.personTokens(insz).slice(0, 1)))].sort()).toEqual(all);
      }
      const other = syntheticInsz(3);
      const wrong = await record({ kind: 'alias', insz: other, was: now });
      expect(await questions.withAliases(keys.personTokens(other))).toContain(all[0]);
      expect((await control.call('DELETE', `/facts/${wrong}`)).status).toBe(204);
      expect([...(await questions.withAliases(keys.personTokens(other)))].sort()).toEqual(
        [...keys.personTokens(other)].sort(),
      );
    } finally {
      await source.destroy();
    }
  });

  it.each([false, true])(
    'are said again where somebody else covered, removed or put back a record (the rest compacted away: %s)',
    async (compacted) => {
      const ids: string[] = [];
      for (const n of [11, 12, 13]) ids.push(await record({ insz: syntheticInsz(n + (compacted ? 10 : 0)) }));
      const numbered = (await until((facts) => facts.version >= 3 && live(facts, compacted) === 3)).version;
      const records = await readAll(cluster, 'sluis.facts');
      const old = records.find(({ key }) => key === ids[2])!;
      expect((await control.call('DELETE', `/facts/${ids[2]}`)).status).toBe(204);
      await until((facts) => facts.version > numbered);
      const forger = new Kafka({ ...cluster.settings('_control'), logLevel: logLevel.NOTHING }).producer();
      await forger.connect();
      const messages = [
        { key: ids[0]!, value: 'not.a.signature' },
        { key: ids[1]!, value: null },
        { key: old.key, value: old.value },
        { key: 'foreign', value: '{}' },
      ];
      await forger.send({ topic: 'sluis.facts', messages });
      await forger.disconnect();
      expect((await loaded()).fault).toBeDefined();
      const mended = await until((facts) => facts.version > numbered + 1, compacted);
      expect(live(mended, compacted)).toBe(2);
    },
  );

  function live(facts: KnownFacts, compacted: boolean): number {
    return [11, 12, 13].filter((n) => isRestricted(facts, syntheticInsz(n + (compacted ? 10 : 0)))).length;
  }
});
