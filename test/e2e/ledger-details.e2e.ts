import { createHash, generateKeyPairSync } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { decodeEntry, detailsMatch, noteSigner } from '#ledger';
import {
  erasePerson,
  FactRecords,
  LedgerCases,
  LedgerJournal,
  LedgerQuestions,
  LedgerReader,
  LedgerRetention,
  PersonCaseRecords,
  RegisterVersions,
  type DecisionFilter,
} from '#postgres';
import { proofOf } from '../../apps/control/src/ledger/proof';
import { besideEntries } from '../../apps/recorder/src/ledger/beside-entries';
import { ReadingAhead, Recording } from '../../apps/recorder/src/ledger/recording';
import { seeded } from '../support/seeded';
import { dayMs, now, occurs, reading, type Told } from '../support/told-decisions';
import { throwawayDatabases } from '../support/throwaway-databases';

/** Entries and their details in a real PostgreSQL, without a broker: what batches, months, rules and rivals make of them. */
const databases = throwawayDatabases('details');
const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const signer = noteSigner('sluis.test/details', jwk);
async function ledger(): Promise<{ source: DataSource; recording: () => Recording; reader: LedgerReader }> {
  const source = await databases.migrated();
  const recording = (): Recording => new Recording(source, signer, besideEntries);
  await recording().open();
  return { source, recording, reader: new LedgerReader(source) };
}

describe('two recorders on one ledger', () => {
  it('never write one decision twice, whoever comes first', async () => {
    const { recording, reader } = await ledger();
    const [one, other] = [recording(), recording()];
    const batch = Array.from({ length: 300 }, (_, offset) => ({ offset }));
    const counts = await Promise.all([one.record(reading(undefined, batch)), other.record(reading(undefined, batch))]);
    expect(counts.map(({ entries }) => entries).sort((a, b) => a - b)).toEqual([0, 300]);
    for (let at = 300; at < 340; at += 2) {
      // Each with what it knew before the other wrote.
      await one.record(reading(at, [{ offset: at }]));
      await other.record(reading(at + 1, [{ offset: at + 1 }]));
    }
    expect((await reader.checkpoint()).size).toBe(340);
    expect(await reader.gaps()).toEqual([]);
  });

  it('refuse what was read from beyond where the ledger stands', async () => {
    const { recording, reader } = await ledger();
    const one = recording();
    await one.record(reading(undefined, [{ offset: 0 }, { offset: 1 }]));
    await expect(one.record(reading(5, [{ offset: 5 }]))).rejects.toBeInstanceOf(ReadingAhead);
    expect(await recording().record(reading(undefined, [{ offset: 2 }]))).toMatchObject({ entries: 0 });
    expect((await reader.checkpoint()).size).toBe(2);
  });

  it('take a decision that the broker shows twice for one, name a gap, and close it from either side and from within', async () => {
    const { recording, reader } = await ledger();
    const one = recording();
    await one.record(reading(undefined, [{ offset: 0 }, { offset: 1 }, { offset: 1 }, { offset: 9 }]));
    expect((await reader.checkpoint()).size).toBe(3);
    const gap = { topic: 'sluis.in.dossier', partition: 0 };
    expect(await reader.gaps()).toEqual([{ ...gap, from: 2, to: 9 }]);
    await one.record(reading(4, [{ offset: 5 }, { offset: 0 }]));
    expect(await reader.gaps()).toEqual([
      { ...gap, from: 2, to: 5 },
      { ...gap, from: 6, to: 9 },
    ]);
    await recording().record(
      reading(
        6,
        [2, 3, 4, 8, 7, 6].map((offset) => ({ offset })),
      ),
    );
    expect(await reader.gaps()).toEqual([]);
    expect((await reader.checkpoint()).size).toBe(10);
  });

  it('do not go on with another key', async () => {
    const { source } = await ledger();
    const other = noteSigner('sluis.test/details', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
    await expect(new Recording(source, other).open()).rejects.toThrow('begun with another key');
  });
});

describe('details', () => {
  it('are erased of one person while the others of the same decision stay and match their entry', async () => {
    const { source, recording } = await ledger();
    await recording().record(
      reading(undefined, [
        { offset: 0, persons: ['p1', 'p2'] },
        { offset: 1, persons: ['p2'] },
      ]),
    );
    const questions = new LedgerQuestions(source);
    const note = { id: 'e1', kind: 'erasure', atMs: now.getTime(), body: '{}', persons: [] } as const;
    expect(await erasePerson(source, ['p1'], () => note, now)).toEqual({ entries: 1, cases: 0, facts: 0 });
    expect(await questions.about(['p1'], 10)).toEqual([]);
    expect(await questions.about(['p2'], 10)).toHaveLength(2);
    const parts = (await questions.details('dossier-0'))!.parts.map((part) =>
      'erased' in part ? 'erased' : part.content,
    );
    expect(parts.slice(1)).toEqual(['erased', 'erased', 'p2']);
    expect((await new LedgerJournal(source).waiting(10)).map(({ number }) => number)).toEqual([0]);
  });

  it('go from what was decided before the erasure and is recorded only after it, and from nothing that was decided since', async () => {
    const { source, recording } = await ledger();
    const recorder = recording();
    await recorder.record(reading(undefined, [{ offset: 0, persons: ['token-late', 'token-beside'] }]));
    const note = { id: 'e2', kind: 'erasure', atMs: now.getTime(), body: '{}', persons: [] } as const;
    expect(await erasePerson(source, ['token-late'], () => note, now)).toMatchObject({ entries: 1 });
    await recorder.record(
      reading(1, [
        { offset: 1, persons: ['token-beside', 'token-late'], ageDays: 1 },
        { offset: 2, persons: ['token-late'], ageDays: 0 },
      ]),
    );
    expect(await occurs(source, 'token-late')).toEqual([]);
    await recorder.record(reading(3, [{ offset: 3, persons: ['token-late'], ageDays: -1 }]));
    const left = await source.query('SELECT idx FROM ledger_person WHERE token = $1', ['token-late']);
    expect(left).toEqual([{ idx: '3' }]);
    const reader = new LedgerReader(source);
    for (const id of ['dossier-0', 'dossier-1', 'dossier-2', 'dossier-3']) {
      const kept = (await new LedgerQuestions(source).details(id))!;
      const bundle = Buffer.from((await proofOf(reader, id))!.entry);
      expect(detailsMatch(decodeEntry(bundle)!, kept.parts)).toBe(true);
    }
  });

  it('go from ended instruments about the person and from withdrawn facts, while what holds stops the erasure or stays', async () => {
    const { source, recording } = await ledger();
    await recording().record(reading(undefined, [{ offset: 0, persons: ['token-p'] }]));
    const [cases, facts, versions] = [
      new PersonCaseRecords(source),
      new FactRecords(source),
      new RegisterVersions(source),
    ];
    const about = async (letter: string, person: string[], others: string[]): Promise<string> => {
      const id = `dossier-${letter.repeat(16)}`;
      await cases.propose({
        id,
        kind: 'legal-duty',
        provider: 'woondienst-izegem',
        recipient: 'politie',
        categories: ['kandidaat-huurder'],
        fields: ['persoon.insz'],
        person,
        others,
        untilDay: '2027-01-01',
        ground: `vordering over ${person[0]}`,
        proposedBy: 'a',
        proposedAt: now,
        reviewBefore: null,
      });
      return id;
    };
    const own = await about('a', ['token-p', 'token-p-older'], []);
    const beside = await about('b', ['token-q'], ['token-r', 'token-p']);
    const path = `cases/${own}.yaml`;
    const content = JSON.stringify({ path, document: { case: { person: ['token-p'] } } });
    const hash = createHash('sha256').update(content).digest('hex');
    const other = { path: 'instruments/a.yaml', content: '{}', hash: createHash('sha256').update('{}').digest('hex') };
    await versions.activate([other, { path, content, hash }], now);
    const fact = (id: string, token: string) =>
      ({ id, kind: 'objection', token, participant: 'vmsw', from: '2026-01-01', until: null, ground: 'g' }) as const;
    await facts.record([fact('f1', 'token-p'), fact('f2', 'token-p'), fact('f3', 'token-q')], now, 'a');
    await facts.withdraw('f1', now, 'a');
    const note = { id: 'e1', kind: 'erasure', atMs: now.getTime(), body: '{}', persons: [] } as const;
    const erase = (): ReturnType<typeof erasePerson> =>
      erasePerson(source, ['token-p', 'token-p-older'], () => note, now);
    const before = await occurs(source, 'token-p');
    await expect(erase()).rejects.toMatchObject({ code: 'erasure-refused', cases: [own, beside] });
    await cases.end(own, 'a', now);
    await cases.end(beside, 'a', now);
    // The register that is published still has it: gateways know the person by it.
    await expect(erase()).rejects.toMatchObject({ code: 'erasure-must-wait' });
    expect(await occurs(source, 'token-p')).toEqual(before);
    await versions.activate([other], now);
    expect(await erase()).toEqual({ entries: 1, cases: 2, facts: 1 });
    // The objection that was not withdrawn goes on protecting the person.
    expect(await occurs(source, 'token-p')).toEqual(['fact']);
    expect(await new LedgerQuestions(source).factsAbout(['token-p'])).toBe(1);
    const left = await cases.list(10);
    expect(left.find(({ id }) => id === own)).toMatchObject({
      person: [],
      ground: '',
      endedBy: 'a',
      provider: 'woondienst-izegem',
    });
    expect(left.find(({ id }) => id === beside)).toMatchObject({ person: ['token-q'], others: ['token-r'] });
    const kinds = (await facts.messagesAfter(0, 10)).map((message) => [message.number, message.kind]);
    expect(kinds).toEqual([
      [1, 'withdrawal'],
      [2, 'fact'],
      [3, 'fact'],
      [4, 'withdrawal'],
    ]);
    await facts.withdraw('f2', now, 'a');
    expect(await erase()).toEqual({ entries: 0, cases: 0, facts: 1 });
    expect(await occurs(source, 'token-p')).toEqual([]);
  });

  it('go when their rule says, a decision by several instruments with the longest, and the job says how many', async () => {
    const { source, recording, reader } = await ledger();
    await recording().record(
      reading(undefined, [
        { offset: 0, ageDays: 40, instruments: ['short'] },
        { offset: 1, ageDays: 20, instruments: ['short'] },
        { offset: 2, ageDays: 40, instruments: ['short', 'long'] },
        { offset: 3, ageDays: 400, instruments: ['short', 'long'] },
        { offset: 4, ageDays: 200, instruments: ['other'] },
        { offset: 5, ageDays: 200, reason: 'no-permission' },
        { offset: 6, ageDays: 20, reason: 'no-permission' },
      ]),
    );
    const retention = new LedgerRetention(source);
    const said: unknown[] = [];
    const run = (): ReturnType<LedgerRetention['run']> =>
      retention.run(now, (removed) => {
        said.push(removed);
        return { id: `r${said.length}`, kind: 'retention', atMs: now.getTime(), body: '{}', persons: [] };
      });
    expect(await run()).toEqual([]);
    await retention.set('decision', 'short', 30, 'operator', now);
    await retention.set('decision', 'long', 365, 'operator', now);
    expect(await run()).toEqual([
      { kind: 'decision', instrument: 'long', days: 365, entries: 1 },
      { kind: 'decision', instrument: 'short', days: 30, entries: 1 },
    ]);
    await retention.set('decision', '', 100, 'operator', now);
    // Two recorders that look at once: what is removed is told once.
    const both = (await Promise.all([run(), run()])).flat();
    expect(both.reduce((sum, { entries }) => sum + entries, 0)).toBe(2);
    expect(said).toHaveLength(3);
    const left = (await new LedgerQuestions(source).decisions({}, 100)).map(({ body }) => body['decisionId']);
    expect(left.sort()).toEqual(['dossier-1', 'dossier-2', 'dossier-6']);
    expect((await reader.checkpoint()).size).toBe(7);
    expect(await reader.around('dossier-0')).toMatchObject({ index: 0, size: 7 });
  });
});

describe('questions', () => {
  it('are answered in pages that together hold all that fits, newest first, of however many classes it is', async () => {
    const { source, recording } = await ledger();
    const next = seeded(7);
    // Some classes often and some once, so that a page of the newest holds several rows of one class and none of most.
    const told = Array.from({ length: 400 }, (_, offset) => ({
      offset,
      ageDays: Math.floor(next() * 60_000) / 1_000,
      instruments: [`i${Math.floor(next() ** 3 * 60)}`],
      ...(next() < 0.5 && { reason: 'no-permission' }),
    }));
    await recording().record(reading(undefined, told));
    const questions = new LedgerQuestions(source);
    const cutAt = new Date(now.getTime() - 30 * dayMs);
    const filters = [
      [{ kind: 'decision' }, () => true],
      [{ effect: 'deny' }, ({ reason }) => reason !== undefined],
      [{ instrument: 'i0', effect: 'permit' }, (one) => one.reason === undefined && one.instruments?.[0] === 'i0'],
      [{ effect: 'deny', to: cutAt }, ({ reason, ageDays = 0 }) => reason !== undefined && ageDays > 30],
    ] satisfies [DecisionFilter, (one: Told) => boolean][];
    for (const [filter, fits] of filters) {
      const wanted = told.filter(fits).sort((a, b) => a.ageDays - b.ageDays || b.offset - a.offset);
      expect(wanted.length).toBeGreaterThan(20);
      const found: string[] = [];
      let after: string | undefined;
      do {
        const page = await questions.decisions(filter, 7, after);
        found.push(...page.map(({ decisionId }) => decisionId));
        after = page.at(-1)?.cursor;
      } while (after !== undefined);
      expect(found).toEqual(wanted.map(({ offset }) => `dossier-${offset}`));
    }
  });

  it('about an instrument sum what it permitted, over classes and months, and within the time that is asked', async () => {
    const { source, recording } = await ledger();
    const next = seeded(11);
    const told = Array.from({ length: 600 }, (_, offset) => ({
      offset,
      system: next() < 0.3 ? 'huur' : 'dossier',
      ageDays: Math.floor(next() * 90_000) / 1_000,
      instruments: next() < 0.4 ? ['a'] : next() < 0.5 ? ['a', 'b'] : ['c'],
      ...(next() < 0.3 && { reason: 'no-permission' }),
    }));
    await recording().record(reading(undefined, told));
    const questions = new LedgerQuestions(source);
    for (const [fromDays, toDays] of [
      [100, -1],
      [60, 20],
      [0.5, 0.4],
    ] as const) {
      const from = new Date(now.getTime() - fromDays * dayMs);
      const to = new Date(now.getTime() - toDays * dayMs);
      const wanted = ['dossier', 'huur'].flatMap((system) => {
        const times = told
          .filter((one) => one.system === system && one.reason === undefined && one.instruments.includes('a'))
          .map(({ ageDays }) => now.getTime() - ageDays * dayMs)
          .filter((at) => at >= from.getTime() && at < to.getTime());
        if (times.length === 0) return [];
        const [firstAt, lastAt] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
        const whom = { recipient: 'vmsw', purpose: 'coordinatie-sociale-huur', system };
        return [{ ...whom, decisions: times.length, firstAt, lastAt }];
      });
      expect(await questions.permittedBy('a', from, to)).toEqual(wanted);
    }
  });
});

describe('cases', () => {
  it('are as many as fields that are named, and make questions ask no more classes for it', async () => {
    const { source, recording } = await ledger();
    const told = Array.from({ length: 600 }, (_, offset) => ({
      offset,
      reason: 'field-not-permitted',
      field: `veld-${offset % 300}`,
    }));
    await recording().record(reading(undefined, told));
    expect(await new LedgerCases(source).list({}, 1_000)).toHaveLength(300);
    expect(await source.query('SELECT reasons, cardinality(instruments) AS instruments FROM ledger_class')).toEqual([
      { reasons: ['field-not-permitted'], instruments: 0 },
    ]);
    const searched = await new LedgerCases(source).list({ search: { text: 'VELD-7', ids: [] } }, 1_000);
    const { id } = searched.find(({ fields }) => fields[0] === 'veld-7')!;
    expect(searched).toHaveLength(11);
    const questions = new LedgerQuestions(source);
    const found = await questions.decisions({ caseId: id, effect: 'deny' }, 10);
    expect(found.map(({ decisionId }) => decisionId).sort()).toEqual(['dossier-307', 'dossier-7']);
    expect(await questions.decisions({ caseId: id, effect: 'permit' }, 10)).toEqual([]);
    // What retention removes is no case's any more.
    await new LedgerRetention(source).set('decision', '', 1, 'operator', now);
    const later = new Date(now.getTime() + 2 * dayMs);
    const note = { id: 'r', kind: 'retention', atMs: later.getTime(), body: '{}', persons: [] } as const;
    await new LedgerRetention(source).run(later, () => note);
    expect(await new LedgerCases(source).decisionIds(id, 10)).toEqual([]);
    expect(await questions.decisions({ caseId: id }, 10)).toEqual([]);
  });

  it('make one of ten thousand like denials, and one for each thing to mend', async () => {
    const { source, recording } = await ledger();
    const one = recording();
    const expired = Array.from({ length: 10_000 }, (_, offset) => ({
      offset,
      reason: 'expired',
      instruments: ['prot-x'],
    }));
    for (let at = 0; at < expired.length; at += 2_500) {
      await one.record(reading(at === 0 ? undefined : at, expired.slice(at, at + 2_500)));
    }
    await one.record(
      reading(10_000, [
        { offset: 10_000, reason: 'expired', instruments: ['prot-y'] },
        { offset: 10_001, reason: 'no-permission' },
        { offset: 0, reason: 'expired', instruments: ['prot-x'], system: 'huur' },
      ]),
    );
    const cases = new LedgerCases(source);
    const found = await cases.list({}, 10);
    expect(found.map(({ count, reason, instrument, system }) => [count, reason, instrument, system]).sort()).toEqual([
      [1, 'expired', 'prot-x', 'huur'],
      [1, 'expired', 'prot-y', 'dossier'],
      [1, 'no-permission', 'a', 'dossier'],
      [10_000, 'expired', 'prot-x', 'dossier'],
    ]);
    const { id } = found.find(({ count }) => count === 10_000)!;
    expect(await cases.change(id, { by: 'compliance', status: 'resolved' }, now)).toBe(true);
    expect(await cases.decisionIds(id, 20_000)).toHaveLength(10_000);
    expect(await cases.change('999', { by: 'x', note: 'x' }, now)).toBe(false);
  });
});
