import { createHash } from 'node:crypto';
import type { Fact } from '#contract';
import { generateKeys, signJws } from '#keys';
import { KnownFacts } from './known-facts';

const { control } = generateKeys();
const stranger = generateKeys().control;
const today = '2026-03-01';

/** Speaks as control does: numbers what it says, and knows the digest over it. */
class Control {
  private readonly numbers = new Map<string, number>();
  number = 0;

  fact(id: string, more: Partial<Fact> = {}): Spoken {
    const fact = {
      id,
      kind: 'restriction',
      token: `t-${id}`,
      participant: 'p',
      from: '2026-01-01',
      until: null,
      ...more,
    };
    return this.say(id, { kind: 'fact', fact });
  }

  alias(id: string, token: string, was: string, more: Partial<Fact> = {}): Spoken {
    return this.fact(id, { kind: 'alias', token, was, ...more });
  }

  withdrawal(id: string): Spoken {
    return this.say(id, { kind: 'withdrawal', id });
  }

  heartbeat(more: object = {}): Spoken {
    const lines = [...this.numbers].map(([id, number]) => `${id}:${number}`).sort();
    const digest = createHash('sha256').update(lines.join('\n')).digest('hex');
    return signed('heartbeat', {
      kind: 'heartbeat',
      number: this.number,
      digest,
      at: new Date().toISOString(),
      ...more,
    });
  }

  private say(id: string, payload: object): Spoken {
    this.numbers.set(id, ++this.number);
    return signed(id, { ...payload, number: this.number });
  }
}

type Spoken = readonly [key: string, value: Buffer | null];

function signed(key: string, payload: object, by = control): Spoken {
  return [key, Buffer.from(signJws(payload, by.private, 'sluis-facts+jws'))];
}

function hearing(...spoken: readonly Spoken[]): KnownFacts {
  const facts = new KnownFacts(control.public);
  for (const one of spoken) facts.apply(...one);
  return facts;
}

const ids = (facts: KnownFacts, ...tokens: string[]): string[] =>
  facts
    .about(tokens)
    .filter(({ kind }) => kind !== 'alias')
    .map(({ id }) => id)
    .sort();

describe('facts that control tells', () => {
  it('are relied on once a heartbeat agrees with all of them, and not before', () => {
    const speaker = new Control();
    const facts = hearing(speaker.fact('a'), speaker.fact('b'), speaker.withdrawal('b'));
    expect(facts.fault).toBe('unconfirmed');
    expect(facts.ageMs(Date.now())).toBe(Number.POSITIVE_INFINITY);
    facts.apply(...speaker.heartbeat());
    expect(facts.fault).toBeUndefined();
    expect(facts.ageMs(Date.now())).toBeLessThan(5_000);
    expect(ids(facts, 't-a', 't-b')).toEqual(['a']);
  });

  it('are followed without a heartbeat between them', () => {
    const speaker = new Control();
    const facts = hearing(speaker.heartbeat(), speaker.fact('a'), speaker.withdrawal('a'), speaker.fact('b'));
    expect(facts.fault).toBeUndefined();
    expect(facts.version).toBe(3);
    expect(ids(facts, 't-a', 't-b')).toEqual(['b']);
  });

  it('grow old by the date in the heartbeat, and none from the future or of an older number keeps them young', () => {
    const speaker = new Control();
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    const before = speaker.heartbeat();
    const facts = hearing(speaker.fact('a'), speaker.heartbeat({ at: hourAgo }), before);
    expect(facts.ageMs(Date.now())).toBeGreaterThan(3_590_000);
    facts.apply(...speaker.heartbeat({ at: '2999-01-01T00:00:00Z' }));
    expect(facts.ageMs(Date.now() + 3_600_000)).toBeGreaterThan(3_590_000);
  });
});

describe('facts are not relied on', () => {
  const speaker = (): { control: Control; facts: KnownFacts; first: Spoken } => {
    const own = new Control();
    const first = own.fact('a');
    return { control: own, facts: hearing(first, own.fact('b'), own.heartbeat()), first };
  };

  it('after a number that does not follow, until what was missed comes', () => {
    const { control: own, facts } = speaker();
    const missed = own.fact('c');
    facts.apply(...own.fact('d'));
    expect(facts.fault).toBe('gap');
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBe('gap');
    facts.apply(...missed);
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBeUndefined();
  });

  it('after a heartbeat that tells of a message that has not come', () => {
    const { control: own, facts } = speaker();
    own.fact('c');
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBe('gap');
  });

  it('after a heartbeat whose digest differs, though every number followed; the next that agrees mends it', () => {
    const { control: own, facts } = speaker();
    const digest = createHash('sha256').update('other').digest('hex');
    facts.apply(...own.heartbeat({ digest }));
    expect(facts.fault).toBe('gap');
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBeUndefined();
  });

  it('after a load that misses a fact whose number nobody can miss', () => {
    const own = new Control();
    const lost = own.fact('a');
    const facts = hearing(own.fact('b'), own.heartbeat());
    expect(facts.fault).toBe('gap');
    facts.apply(...lost);
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBeUndefined();
  });

  const fact: Fact = { id: 'a', kind: 'consent', token: 't', participant: 'p', from: '2026-01-01', until: null };
  it.each<[string, Spoken]>([
    ['another key signed', signed('a', { kind: 'withdrawal', id: 'a', number: 3 }, stranger)],
    ['nobody signed', ['a', Buffer.from('{"kind":"withdrawal"}')]],
    ['was removed', ['a', null]],
    [
      'was signed for another use',
      ['a', Buffer.from(signJws({ kind: 'withdrawal', id: 'a', number: 3 }, control.private, 'sluis-register+jws'))],
    ],
    ['was signed for another fact', signed('a', { kind: 'withdrawal', id: 'b', number: 3 })],
    ['has no number', signed('a', { kind: 'withdrawal', id: 'a' })],
    ['is of an unknown kind', signed('a', { kind: 'fact', number: 3, fact: { ...fact, kind: 'other' } })],
    ['concerns an empty list of purposes', signed('a', { kind: 'fact', number: 3, fact: { ...fact, purposes: [] } })],
    ['is an alias of nobody', signed('a', { kind: 'fact', number: 3, fact: { ...fact, kind: 'alias' } })],
    [
      'is an alias under other keys',
      signed('a', { kind: 'fact', number: 3, fact: { ...fact, kind: 'alias', was: 'w', wasTokens: ['w', 'v'] } }),
    ],
  ])('after a record that %s, until control says it again; the fact holds on meanwhile', (_, forged) => {
    const { control: own, facts } = speaker();
    facts.apply(...forged);
    expect(facts.fault).toBe('foreign-record');
    expect(ids(facts, 't-a')).toEqual(['a']);
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBe('foreign-record');
    facts.apply(...own.fact('a'));
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBeUndefined();
  });

  it('after a heartbeat that another key signed, until the next right one', () => {
    const { control: own, facts } = speaker();
    facts.apply(...signed('heartbeat', { kind: 'heartbeat', number: 2, digest: 'x', at: '2026-01-01' }, stranger));
    expect(facts.fault).toBe('foreign-record');
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBeUndefined();
  });

  it('after a record that was put back, until control says again what it said last', () => {
    const { control: own, facts, first } = speaker();
    facts.apply(...own.withdrawal('a'));
    expect(facts.fault).toBeUndefined();
    facts.apply(...first);
    expect(facts.fault).toBe('foreign-record');
    expect(ids(facts, 't-a')).toEqual([]);
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBe('foreign-record');
    facts.apply(...own.withdrawal('a'));
    expect(facts.fault).toBeUndefined();
    expect(ids(facts, 't-a')).toEqual([]);
  });

  it('after a load in which a withdrawn fact stands again', () => {
    const own = new Control();
    const first = own.fact('a');
    own.withdrawal('a');
    const last = own.fact('b');
    const facts = hearing(last, first, own.heartbeat());
    expect(facts.fault).toBe('gap');
    facts.apply(...own.withdrawal('a'));
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBeUndefined();
    expect(ids(facts, 't-a')).toEqual([]);
  });

  it('after a record under a key that control never used, until it is removed', () => {
    const { control: own, facts } = speaker();
    facts.apply('z', Buffer.from('not.a.signature'));
    facts.apply(...own.heartbeat());
    expect(facts.fault).toBe('foreign-record');
    facts.apply('z', null);
    expect(facts.fault).toBeUndefined();
  });

  it('and are, while the topic is read again from its beginning', () => {
    const own = new Control();
    const log = [own.fact('a'), own.heartbeat(), own.withdrawal('a'), own.fact('b'), own.heartbeat()];
    const facts = hearing(...log);
    facts.reread();
    for (const one of log) {
      facts.apply(...one);
      expect(facts.fault).toBeUndefined();
    }
    facts.apply(...log[0]!);
    expect(facts.fault).toBe('foreign-record');
  });
});

describe('facts about a person of several numbers', () => {
  it('are found from every number, former and later', () => {
    const own = new Control();
    const facts = hearing(own.alias('x', 'new', 'old'), own.alias('y', 'newest', 'new'));
    for (const token of ['old', 'new', 'newest']) facts.apply(...own.fact(token, { token }));
    for (const token of ['old', 'new', 'newest']) expect(ids(facts, token)).toEqual(['new', 'newest', 'old']);
  });

  it('are found whatever the dates of the alias', () => {
    const own = new Control();
    const facts = hearing(
      own.alias('x', 'b', 'a', { from: '2010-01-01', until: '2011-01-01' }),
      own.alias('y', 'c', 'b', { from: '2999-01-01' }),
      own.fact('r', { token: 'a' }),
    );
    expect(ids(facts, 'c')).toEqual(['r']);
  });

  it('are found while one of two equal aliases stands, and no longer when both are withdrawn', () => {
    const own = new Control();
    const facts = hearing(
      own.alias('x', 'new', 'old', { participant: 'p' }),
      own.alias('y', 'new', 'old', { participant: 'q' }),
      own.fact('r', { token: 'old' }),
      own.withdrawal('x'),
    );
    expect(ids(facts, 'new')).toEqual(['r']);
    expect(facts.canonical('new', today)).toBe('old');
    facts.apply(...own.withdrawal('y'));
    expect(ids(facts, 'new')).toEqual([]);
    expect(facts.canonical('new', today)).toBe('new');
  });

  it('are found under any key that two of them share, once each', () => {
    const own = new Control();
    const facts = hearing(
      own.alias('x', 'new-0', 'old-0'),
      own.fact('r', { token: 'old-1', tokens: ['old-1', 'old-0'] }),
      own.fact('s', { token: 'old-0' }),
    );
    expect(ids(facts, 'new-1', 'new-0')).toEqual(['r', 's']);
    facts.apply(...own.withdrawal('r'));
    expect(ids(facts, 'new-1', 'new-0')).toEqual(['s']);
  });

  it('are found through an alias under two keys from a restriction under the older one', () => {
    const own = new Control();
    const facts = hearing(
      own.fact('r', { token: 'old-0' }),
      own.alias('x', 'new-1', 'old-1', { tokens: ['new-1', 'new-0'], wasTokens: ['old-1', 'old-0'] }),
    );
    expect(ids(facts, 'new-1', 'new-0')).toEqual(['r']);
    expect(ids(facts, 'new-1')).toEqual(['r']);
    expect(facts.canonical('new-0', today)).toBe('old-0');
  });
});
