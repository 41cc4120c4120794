import 'reflect-metadata';
import type { Problem } from '../http/problem';
import type { Settings } from '../settings';
import { Audience } from './audience';
import { Events, openMax, type Listener } from './events';

/** Nothing is listened to here: pages are added and let go by hand. */
const noWire = { databaseUrl: 'postgres://127.0.0.1:1/none' } as Settings;

describe('open pages', () => {
  let events: Events;
  let closed: string[];
  const page = (owner: string, address = owner): Listener => ({
    owner,
    address,
    audience: new Audience({ read: undefined, count: undefined, proposals: false }),
    send: () => undefined,
    close: () => closed.push(owner),
  });
  const refused = (owner: string, address = owner): number | undefined => {
    try {
      events.mustHaveRoom({ owner, address });
      return undefined;
    } catch (problem) {
      return (problem as Problem).getStatus();
    }
  };
  const open = (count: number, owner: (at: number) => string, address: (at: number) => string = owner) =>
    Array.from({ length: count }, (_, at) => events.add(page(owner(at), address(at))));

  beforeEach(() => {
    events = new Events(noWire);
    closed = [];
  });

  it('of one session are few, and its place is free once one is closed', () => {
    const removals = open(openMax.owner, () => 'one');
    expect(refused('one')).toBe(429);
    expect(refused('other')).toBeUndefined();
    removals[0]!();
    expect(refused('one')).toBeUndefined();
  });

  it('of one address are not the room of everybody', () => {
    open(
      openMax.address,
      (at) => `session ${at}`,
      () => '203.0.113.9',
    );
    expect(refused('new', '203.0.113.9')).toBe(429);
    expect(refused('new', '203.0.113.10')).toBeUndefined();
  });

  it('of all are so many and no more', () => {
    open(openMax.all, (at) => `session ${at}`);
    expect(refused('new')).toBe(503);
  });

  it('are let go with their session, and no others', () => {
    open(2, () => 'one');
    open(1, () => 'other');
    events.end('one');
    expect(closed).toEqual(['one', 'one']);
  });
});
