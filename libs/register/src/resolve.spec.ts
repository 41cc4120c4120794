import { overlap, resolver, type Holding, type Window } from './resolve';
import type { Party, Sure } from './source';

const days = ['2020-01-01', '2020-01-02', '2020-01-03', '2020-01-04'];
const bounds = [undefined, ...days];
const windows = bounds.flatMap((from) => bounds.map((until): Window => ({ from, until })));
const has = ({ from, until }: Window, day: string) =>
  (from === undefined || from <= day) && (until === undefined || day < until);

describe('the overlap of two windows', () => {
  it('has the days that both have, and is none where there is no such day', () => {
    const around = ['2019-12-31', ...days, '2020-01-05'];
    for (const a of windows.filter((window) => around.some((day) => has(window, day)))) {
      for (const b of windows.filter((window) => around.some((day) => has(window, day)))) {
        const both = overlap(a, b);
        const common = around.filter((day) => has(a, day) && has(b, day));
        expect({ a, b, days: both === undefined ? [] : around.filter((day) => has(both, day)) }).toEqual({
          a,
          b,
          days: common,
        });
        expect({ a, b, none: both === undefined }).toEqual({ a, b, none: common.length === 0 });
      }
    }
  });
});

type Source = Parameters<typeof resolver>[0];
type Participant = Source['participants'][number];

function participant(id: string, more: Partial<Participant> = {}): Participant {
  const none = { kbo: undefined, level: undefined, divisionOf: undefined, partOf: [], systems: [], notes: [] };
  const plain = {
    insideEea: true,
    processor: false,
    roles: [],
    succeededBy: [],
    sure: 'seed' as const,
    confirmed: undefined,
  };
  return { id, name: { nl: id }, ...none, ...plain, ...more };
}
const role = (id: string, ...succeededBy: Source['roles'][number]['succeededBy']) => ({
  id,
  title: { nl: id },
  succeededBy,
  confirmed: undefined,
});
const to = (name: string, from: string, keeps = false, sure: Sure = 'seed') => ({
  participant: name,
  from,
  keeps,
  sure,
});
const holds = (name: string, from?: string, until?: string, sure: Sure = 'seed') => ({ role: name, from, until, sure });

const told = ({ participant: who, from, until, doubts }: Holding) => [who, from, until, doubts];
const resolved = (
  source: Source,
  party: Party,
  accessions: Parameters<ReturnType<typeof resolver>>[1]['accessions'] = [],
) => resolver(source)(party, { accessions }).map(told);
const byName = (id: string, ...participants: Participant[]) =>
  resolved({ participants, roles: [] }, { kind: 'participant', id });

describe('a participant that is named', () => {
  it('is itself for all days, and nobody where there is no such participant', () => {
    expect(byName('a', participant('a'))).toEqual([['a', undefined, undefined, []]]);
    expect(byName('b', participant('a'))).toEqual([]);
    expect(byName('a', participant('a', { sure: 'assumed' }))).toEqual([
      ['a', undefined, undefined, [{ kind: 'participant', id: 'a' }]],
    ]);
  });

  it('is its successors from the day of each succession, and itself until the first of those that it does not keep', () => {
    const b = participant('b');
    const c = participant('c', { sure: 'assumed' });
    const [to2021, to2022] = [to('b', '2021-01-01'), to('c', '2022-01-01', false, 'assumed')];
    const doubts = [
      { kind: 'succession', id: 'a', index: 1 },
      { kind: 'participant', id: 'c' },
    ];
    expect(byName('a', participant('a', { succeededBy: [to2021, to2022] }), b, c)).toEqual([
      ['a', undefined, '2021-01-01', []],
      ['b', '2021-01-01', undefined, []],
      ['c', '2022-01-01', undefined, doubts],
    ]);
    const [first] = byName(
      'a',
      participant('a', { succeededBy: [to('b', '2022-01-01'), to('c', '2021-01-01')] }),
      b,
      c,
    );
    expect(first).toEqual(['a', undefined, '2021-01-01', []]);
    const keeping = [to('b', '2021-01-01', true), to('c', '2022-01-01')];
    expect(byName('a', participant('a', { succeededBy: keeping }), b, c)[0]).toEqual([
      'a',
      undefined,
      '2022-01-01',
      [],
    ]);
  });

  it('is the successor of its successor, with every doubt on the way, and no longer itself where that is earlier', () => {
    const a = participant('a', { sure: 'assumed', succeededBy: [to('b', '2021-01-01', false, 'assumed')] });
    const b = participant('b', { succeededBy: [to('c', '2020-01-01')] });
    const doubts = [
      { kind: 'participant', id: 'a' },
      { kind: 'succession', id: 'a', index: 0 },
    ];
    expect(byName('a', a, b, participant('c'))).toEqual([
      ['a', undefined, '2021-01-01', [doubts[0]]],
      ['c', '2021-01-01', undefined, doubts],
    ]);
  });

  it('is each of a circle once', () => {
    const a = participant('a', { succeededBy: [to('b', '2021-01-01')] });
    const b = participant('b', { succeededBy: [to('a', '2022-01-01')] });
    expect(byName('a', a, b).map(([who]) => who)).toEqual(['a', 'b']);
  });
});

describe('a role', () => {
  const roles = [role('shm', { role: 'wm', from: '2023-01-01', sure: 'assumed' }), role('wm')];
  const inRole = (name: string, ...participants: Participant[]) =>
    resolved({ participants, roles }, { kind: 'role', role: name });

  it('is each holder on the days on which it holds it, as often as it does', () => {
    const twice = participant('a', {
      roles: [holds('wm', '2020-01-01', '2021-01-01'), holds('shm'), holds('wm', '2022-01-01')],
    });
    const other = participant('b', { sure: 'assumed', roles: [holds('wm', undefined, undefined, 'assumed')] });
    expect(inRole('wm', twice, other)).toEqual([
      ['a', '2020-01-01', '2021-01-01', []],
      ['a', '2022-01-01', undefined, []],
      [
        'b',
        undefined,
        undefined,
        [
          { kind: 'participant', id: 'b' },
          { kind: 'role', id: 'b', index: 0 },
        ],
      ],
    ]);
    expect(inRole('ander', twice)).toEqual([]);
  });

  it('is the holders of the role that succeeds it from that day, and no longer those whose days are past', () => {
    const first = participant('a', { roles: [holds('shm', undefined, '2024-01-01')] });
    const next = participant('b', { roles: [holds('wm', '2022-01-01')] });
    const past = participant('c', { roles: [holds('wm', '2020-01-01', '2023-01-01')] });
    expect(inRole('shm', first, next, past)).toEqual([
      ['a', undefined, '2024-01-01', []],
      ['b', '2023-01-01', undefined, [{ kind: 'role-succession', role: 'shm', index: 0 }]],
    ]);
  });

  it('is each of a circle once', () => {
    const circle = [
      role('a', { role: 'b', from: '2021-01-01', sure: 'seed' }),
      role('b', { role: 'a', from: '2022-01-01', sure: 'seed' }),
    ];
    const holder = participant('x', { roles: [holds('a')] });
    expect(resolved({ participants: [holder], roles: circle }, { kind: 'role', role: 'a' })).toEqual([
      ['x', undefined, undefined, []],
    ]);
  });
});

describe('who acceded', () => {
  it('is each that did in that capacity, on its days, with its doubts', () => {
    const accessions = [
      { participant: 'a', as: 'gever', from: '2020-01-01', until: '2021-01-01', sure: 'seed' as const },
      { participant: 'b', as: 'gever', from: '2020-01-01', until: undefined, sure: 'assumed' as const },
      { participant: 'a', as: 'ontvanger', from: '2020-01-01', until: undefined, sure: 'seed' as const },
    ].map((each) => ({ ...each, confirmed: undefined }));
    const source = { participants: [participant('a'), participant('b', { sure: 'assumed' })], roles: [] };
    expect(resolved(source, { kind: 'acceded', as: 'gever' }, accessions)).toEqual([
      ['a', '2020-01-01', '2021-01-01', []],
      [
        'b',
        '2020-01-01',
        undefined,
        [
          { kind: 'accession', index: 1 },
          { kind: 'participant', id: 'b' },
        ],
      ],
    ]);
  });
});
