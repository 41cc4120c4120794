import { generateKeyPairSync } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { noteSigner } from '#ledger';
import { LedgerQuestions, LedgerRetention, migrate, RecordedQuestions } from '#postgres';
import { readProtocols } from '#protocols';
import { compileRegister, parseRegister, type CompiledRegister, type RegisterSource } from '#register';
import { Check } from '../../apps/control/src/activation/check';
import { pastRequests } from '../../apps/control/src/activation/past-requests';
import { prepare, readDecision, type Prepared } from '../../apps/recorder/src/ledger/decision-details';
import { Recording } from '../../apps/recorder/src/ledger/recording';
import { recordedMonth } from '../bench/recorded-month';
import { throwawayDatabases } from '../support/throwaway-databases';

/** What a proposed register would have done to last month's requests, counted by question, is what deciding each of them gives. */
const databases = throwawayDatabases('past');
const signer = noteSigner('sluis.test/past', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
const now = new Date('2026-04-30T18:00:00Z');
const month = { seed: 20_261_123, records: 3_000, flows: 40, forms: { right: 6, wrong: 6 } };

let before: CompiledRegister;
let after: CompiledRegister;
let texts: readonly string[];

beforeAll(async () => {
  const { source } = parseRegister(await readProtocols('protocols'));
  before = compileRegister(source!, 1);
  after = compileRegister(withoutSome(source!), 2);
  texts = [...recordedMonth(before, month)].flatMap((day) => day.texts);
}, 60_000);

/** Every second permission lets its last field go, so that some requests come out otherwise and some don't. */
function withoutSome(source: RegisterSource): RegisterSource {
  let permissions = 0;
  return {
    ...source,
    instruments: source.instruments.map((instrument) => ({
      ...instrument,
      versions: instrument.versions.map((version) => ({
        ...version,
        permissions: version.permissions.map((each) =>
          permissions++ % 2 === 0 ? { ...each, fields: each.fields.slice(0, -1) } : each,
        ),
      })),
    })),
  };
}

function prepared(at: number): Prepared {
  const request = { topic: 'sluis.in.month', partition: 0, offset: at };
  return prepare({ ...readDecision(Buffer.from(texts[at]!))!, request });
}

async function record(source: DataSource, from: number, to: number): Promise<void> {
  const recording = new Recording(source, signer);
  await recording.open();
  // Batches of all sizes, as little as one: a day's questions are counted on from one to the next.
  for (let at = from, size = 1; at < to; at += size, size = (size * 7) % 400) {
    const next = Math.min(to, at + size);
    const decisions = Array.from({ length: next - at }, (_, n) => ({ offset: at + n, prepared: prepared(at + n) }));
    await recording.record({
      topic: 'sluis.decisions',
      partition: 0,
      from: at === 0 ? undefined : at,
      next,
      decisions,
    });
  }
}

const ledgerOf = (source: DataSource) => ({
  recorded: new RecordedQuestions(source),
  questions: new LedgerQuestions(source),
});
const openCheck = () => new Check([], [before, after], [], [[], []], { field: String }, now.getTime());

async function byQuestion(source: DataSource) {
  const check = openCheck();
  const { requests, pages } = await pastRequests(ledgerOf(source), now);
  let [left, taken] = [requests, 0];
  for await (const page of pages) {
    for (const asked of page) {
      check.take(asked);
      left -= asked.count;
      taken++;
    }
  }
  return { taken, replay: check.replayed(left) };
}

/** Each decision by itself. */
async function oneByOne(source: DataSource) {
  const check = openCheck();
  const all = await new LedgerQuestions(source).decisions({ kind: 'decision' }, 10_000);
  for (const { index, body } of all) check.take({ index, body: JSON.stringify(body), count: 1 });
  return check.replayed(0);
}

describe('what a proposed register would have done to last month', () => {
  it('is the same by questions as by every decision, of which there are many more', async () => {
    const source = await databases.migrated();
    await record(source, 0, texts.length);
    const [{ taken, replay }, wanted] = [await byQuestion(source), await oneByOne(source)];
    const { examples, ...counts } = replay;
    const { examples: newest, ...numbers } = wanted;
    expect(counts).toEqual(numbers);
    for (const count of ['sameEffect', 'nowDenied'] as const) expect(counts[count]).toBeGreaterThan(300);
    expect(taken).toBeLessThan(counts.considered / 4);
    // Of each question the newest, so the newest of all first.
    expect(examples[0]).toBe(newest[0]);
    expect(new Set(examples).size).toBe(20);
  }, 120_000);

  it('also counts what was recorded before questions were counted', async () => {
    const source = await databases.migrated();
    // The schema as it was before, and what was written then.
    await record(source, 0, 1_000);
    await source.undoLastMigration({ transaction: 'all' });
    await migrate(source);
    for (const to of [1_000, texts.length]) {
      if (to > 1_000) await record(source, 1_000, to);
      const [{ taken, replay }, wanted] = [await byQuestion(source), await oneByOne(source)];
      expect({ ...replay, examples: [] }).toEqual({ ...wanted, examples: [] });
      expect(taken).toBeGreaterThanOrEqual(1_000);
    }
  }, 120_000);

  it('says how many it could not look at, and forgets questions with their month', async () => {
    const source = await databases.migrated();
    await record(source, 0, texts.length);
    const { replay: whole } = await byQuestion(source);
    await source.query(
      `DELETE FROM ledger_detail d USING (SELECT newest FROM ledger_question ORDER BY question LIMIT 200) q WHERE d.idx = q.newest`,
    );
    const { replay } = await byQuestion(source);
    expect(replay.recorded).toBe(whole.recorded);
    expect(replay.considered).toBeLessThan(whole.considered);
    expect(replay.considered).toBe(replay.sameEffect + replay.nowPermitted + replay.nowDenied);
    const retention = new LedgerRetention(source);
    const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
    await retention.run(later(1), () => {
      throw new Error('no rule');
    });
    expect((await byQuestion(source)).replay.recorded).toBe(whole.recorded);
    await retention.run(later(33), () => {
      throw new Error('no rule');
    });
    expect((await byQuestion(source)).replay).toMatchObject({ recorded: 0, considered: 0 });
  }, 120_000);
});
