import { readProtocols } from '#protocols';
import { parseRegister } from '#register';
import { storedDocuments } from '../register/source';
import { promisesIn } from './promises';
import { Check, filesOf, openCheck, type Proposed } from './check';
import type { PastRequests } from './past-requests';

// The whole register is read and compared: on a machine that is busy that takes a while.
jest.setTimeout(120_000);

const vlabinvest = 'instruments/rr-2013-48.yaml';

describe('the check of a proposed register', () => {
  let files: ReadonlyMap<string, string>;
  let before: readonly string[];
  const proposed = (changed: ReadonlyMap<string, string>): Proposed => ({
    files: [...changed],
    orders: [],
    before,
    promised: promisesIn(files),
    atMs: Date.parse('2026-06-15T12:00:00Z'),
  });
  const opened = (changed: ReadonlyMap<string, string>): Check => {
    const check = openCheck(proposed(changed));
    if (!(check instanceof Check)) throw new Error(JSON.stringify(check.faults));
    return check;
  };
  const withNationality = (): ReadonlyMap<string, string> => {
    const text = files.get(vlabinvest)!.replace('persoon.burgerlijkeStaat:', 'persoon.nationaliteit: {}\n          $&');
    return new Map([...files, [vlabinvest, text]]);
  };

  beforeAll(async () => {
    files = await readProtocols('protocols');
    before = storedDocuments(parseRegister(files).source!).map(({ content }) => content);
  });

  it('finds the register the same whether it comes as files or as its own documents', () => {
    const check = opened(new Map([...filesOf(before.map((content) => ({ content }))), ...promisesIn(files)]));
    expect(check.documents.map(({ content }) => content)).toEqual(before);
    expect(check.report(0).diff).toMatchObject({ same: true, documents: [] });
  });

  it('tells every fault of the files with its place, and nothing else', () => {
    const check = openCheck(proposed(new Map([...files, [vlabinvest, 'id: rr-2013-48\n']])));
    if (check instanceof Check) throw new Error('no faults');
    expect(check.faults.length).toBeGreaterThan(0);
    for (const { place } of check.faults) expect(place).toMatch(/^[\w/.-]+\.yaml:\d+:\d+$/);
  });

  it('shows what is newly permitted, which promises that breaks, and which recorded requests would now pass', () => {
    const check = opened(withNationality());
    check.take(denied('d1', ['persoon.insz', 'persoon.nationaliteit'], 7, 40));
    check.take(denied('d2', ['persoon.insz', 'persoon.geslacht'], 2));
    check.take(denied('d4', ['persoon.insz', 'persoon.nationaliteit', 'persoon.naam'], 1, 41));
    const { diff, promises, replay } = check.report(5);
    expect(diff.counts).toMatchObject({ refused: 0, changed: 0 });
    expect(new Set(diff.newlyPermitted.flatMap(({ fields }) => fields))).toEqual(new Set(['persoon.nationaliteit']));
    expect(diff.newlyPermitted[0]!.example.request).toMatchObject({ headers: { ce_recipient: 'vlabinvest' } });
    expect(diff.documents).toEqual([{ path: vlabinvest, change: 'changed' }]);
    const broken = promises.filter(({ holds }) => !holds).map(({ id }) => id);
    expect(broken).toContain('vlabinvest-alleen-de-tien');
    expect(replay).toEqual({
      day: '2026-06-15',
      recorded: 15,
      considered: 10,
      sameEffect: 2,
      nowPermitted: 8,
      nowDenied: 0,
      examples: ['d4', 'd1'],
    });
  });

  describe('of promises', () => {
    const path = 'invariants/vlabinvest-alleen-de-tien.yaml';
    const without = (changed: ReadonlyMap<string, string>): Map<string, string> => {
      const left = new Map(changed);
      for (const each of left.keys()) if (each.startsWith('invariants/vlabinvest-')) left.delete(each);
      return left;
    };
    const found = (changed: ReadonlyMap<string, string>, id = 'vlabinvest-alleen-de-tien') => {
      const { promises, diff } = opened(changed).report(0);
      return { promise: promises.find((each) => each.id === id), documents: diff.documents };
    };

    it('that it takes away in the proposal that breaks them, finds them broken all the same, and says so', () => {
      const { promise, documents } = found(without(withNationality()));
      expect(promise).toMatchObject({ holds: false, change: 'removed', counterexample: expect.anything() });
      expect(documents).toContainEqual({ path, change: 'removed' });
    });

    it('that it guts in the proposal that breaks them, holds them in the words that they had', () => {
      const gutted = `id: vlabinvest-alleen-de-tien\ntitle: { nl: Niets }\nnever: { recipient: vlabinvest, fields: [premie.start], except: [premie.start] }\n`;
      const { promise, documents } = found(new Map([...withNationality(), [path, gutted]]));
      expect(promise).toMatchObject({ holds: false, change: 'changed', title: 'Niets' });
      expect(documents).toContainEqual({ path, change: 'changed' });
    });

    it('that it takes away and keeps, lets them go', () => {
      const { promise, documents } = found(without(files));
      expect(promise).toMatchObject({ holds: true, change: 'removed' });
      expect(documents.map(({ change }) => change)).toEqual(['removed', 'removed']);
    });

    it('that are new, are held too', () => {
      const text = 'id: proef\ntitle: { nl: Proef }\nnever: { recipient: vlabinvest, fields: [persoon.naam] }\n';
      const { promise, documents } = found(new Map([...files, ['invariants/proef.yaml', text]]), 'proef');
      expect(promise).toMatchObject({ holds: false, change: 'new' });
      expect(documents).toEqual([{ path: 'invariants/proef.yaml', change: 'added' }]);
    });

    it('whose words name what the proposal takes away are not kept', () => {
      const promised = 'id: proef\ntitle: { nl: Proef }\nnever: { recipient: niemand, fields: [persoon.naam] }\n';
      const check = openCheck({ ...proposed(files), promised: [['invariants/proef.yaml', promised]] }) as Check;
      expect(check.report(0).promises.find(({ id }) => id === 'proef')).toMatchObject({
        holds: false,
        change: 'removed',
      });
    });
  });

  it('counts what an order of suspension refuses', () => {
    const order = { id: '1', instrument: 'rr-2013-48', reason: 'x', fromDay: '2026-06-15', liftedDay: null };
    const check = openCheck({ ...proposed(files), orders: [order] }) as Check;
    check.take(denied('d3', ['persoon.insz', 'persoon.naam']));
    const { diff, replay } = check.report(0);
    expect(diff.counts.refused).toBeGreaterThan(0);
    expect(replay).toMatchObject({ nowDenied: 1, examples: ['d3'] });
    // Its own documents are published without it: it lies over them as long as it stands.
    expect(JSON.stringify(check.documents)).not.toContain('\\"order\\"');
  });
});

/** So many requests that asked the same; the newest has that place in the ledger. */
function denied(decisionId: string, fields: readonly string[], count = 1, index = 0): PastRequests {
  const body = JSON.stringify({
    decisionId,
    effect: 'deny',
    reasons: [{ code: 'field-not-permitted' }],
    system: 'dossier',
    mode: 'all',
    recipient: 'vlabinvest',
    purpose: 'toewijzing-vlabinvest',
    provider: 'woondienst-izegem',
    category: 'kandidaat-huurder',
    territory: '23002',
    fields,
    shapes: [{}],
    clock: { at: Date.parse('2026-06-01T12:00:00Z'), today: '2026-06-01' },
    demonstration: true,
  });
  return { body, count, index };
}
