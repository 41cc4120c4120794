import { noticesOf, type News } from './news';

const denied = (id: number, system = `system-${id}`): News => ({
  kind: 'case',
  id: String(id),
  status: 'open',
  lastAt: '2026-06-15T12:00:00.000Z',
  count: 1,
  system,
});
const many = (length: number) => Array.from({ length }, (_, id) => denied(id));
const read = (notices: readonly string[]) => notices.flatMap((notice) => JSON.parse(notice) as News[]);

describe('news', () => {
  it('of a few things is told thing by thing, in one notice', () => {
    const news = [denied(1), denied(2)];
    expect(noticesOf(news)).toHaveLength(1);
    expect(read(noticesOf(news))).toEqual(news);
    expect(noticesOf([])).toEqual([]);
  });

  it('of more loses no register, no proposal and no end of a session', () => {
    const register: News = { kind: 'register', version: 4 };
    const ended: News = { kind: 'session-end', session: 's' };
    const proposals = Array.from({ length: 300 }, (_, id): News => ({
      kind: 'proposal',
      id: `${id}`,
      state: 'outdated',
    }));
    const told = read(noticesOf([...many(30), register, ...proposals, ended]));
    expect(told).toEqual(expect.arrayContaining([register, ended, ...proposals]));
    expect(told.filter(({ kind }) => kind === 'case')).toEqual([]);
  });

  it('of very many says of every system that its numbers moved, in notices that PostgreSQL takes', () => {
    const notices = noticesOf(Array.from({ length: 500 }, (_, id) => denied(id, `${id}`.padStart(64, 'x'))));
    for (const notice of notices) expect(Buffer.byteLength(notice)).toBeLessThan(8_000);
    const systems = read(notices).flatMap((each) => (each.kind === 'many' ? each.systems : []));
    expect(new Set(systems).size).toBe(500);
  });
});
