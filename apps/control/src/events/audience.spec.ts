import type { News } from '#postgres';
import { Audience } from './audience';

const denied = (id: number, system = 'dossier'): News => ({
  kind: 'case',
  id: String(id),
  status: 'open',
  lastAt: '2026-06-15T12:00:00.000Z',
  count: 1,
  system,
});
const decided = (id: number, system = 'dossier'): News => ({
  kind: 'decision',
  decisionId: `d${id}`,
  effect: 'permit',
  at: '2026-06-15T12:00:00.000Z',
  system,
});

const own = new Set(['dossier']);

describe('an open page', () => {
  it('hears of cases and decisions of its own systems only, and never whose they are', () => {
    const audience = new Audience({ read: own, count: own, proposals: false });
    const heard = audience.hear([denied(1), denied(2, 'vmsw'), decided(3), decided(4, 'vmsw')], 0);
    expect(heard.map(({ event }) => event)).toEqual(['case', 'decision']);
    expect(JSON.stringify(heard)).not.toMatch(/vmsw|dossier/);
  });

  it('hears that numbers have changed, and of nothing by itself, where it may not read what they count', () => {
    const audience = new Audience({ read: new Set(), count: own, proposals: false });
    const heard = audience.hear([denied(1), decided(2), denied(3, 'vmsw')], 0);
    expect(heard).toEqual([{ event: 'overview', data: {} }]);
  });

  it('hears of proposals where it may read them, and of nobody’s session', () => {
    const news: News[] = [
      { kind: 'proposal', id: '1', state: 'open' },
      { kind: 'session-end', session: 's' },
    ];
    expect(new Audience({ read: undefined, count: undefined, proposals: true }).hear(news, 0)).toEqual([
      { event: 'proposal', data: { id: '1', state: 'open' } },
    ]);
    expect(new Audience({ read: undefined, count: undefined, proposals: false }).hear(news, 0)).toEqual([]);
  });

  it('hears nothing of many changes of others', () => {
    const audience = new Audience({ read: own, count: own, proposals: false });
    expect(audience.hear([{ kind: 'many', systems: ['vmsw'] }], 0)).toEqual([]);
    expect(audience.hear([{ kind: 'many', systems: ['vmsw', 'dossier'] }], 0)).toEqual([
      { event: 'overview', data: {} },
    ]);
  });

  it('hears of five decisions a second, and of more that there were more, once', () => {
    const audience = new Audience({ read: undefined, count: undefined, proposals: true });
    const all = Array.from({ length: 9 }, (_, id) => decided(id));
    expect(audience.hear(all, 0).map(({ event }) => event)).toEqual([...Array(5).fill('decision'), 'overview']);
    expect(audience.hear(all, 500)).toEqual([]);
    expect(audience.hear(all, 1_000)).toHaveLength(6);
  });

  it('hears of every blocked exchange, however many decisions there are', () => {
    const audience = new Audience({ read: undefined, count: undefined, proposals: true });
    const all = Array.from({ length: 15 }, (_, id) => denied(id));
    expect(audience.hear(all, 0)).toHaveLength(15);
  });
});
