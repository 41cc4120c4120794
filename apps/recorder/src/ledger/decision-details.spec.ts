import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { decodeEntry, detailsMatch } from '#ledger';
import { prepare, readDecision } from './decision-details';

const word = fc.stringMatching(/^[a-z]{12}$/);
const record = fc.record({
  decisionId: fc.stringMatching(/^[a-z2-7]{26}$/),
  effect: fc.constantFrom('permit', 'deny'),
  request: fc.record({ topic: fc.constant('sluis.in.dossier'), partition: fc.nat(3), offset: fc.nat() }),
  reasons: fc.array(fc.record({ code: word, fields: fc.array(word, { maxLength: 2 }) }), { maxLength: 2 }),
  system: fc.constant('dossier'),
  recipient: word,
  purpose: word,
  category: word,
  fields: fc.array(word, { maxLength: 3 }),
  basis: fc.array(fc.record({ instrument: word, fields: fc.array(word, { maxLength: 2 }) }), { maxLength: 2 }),
  persons: fc.array(word, { maxLength: 3 }),
  hashes: fc.record({ id: word, value: word }),
  clock: fc.record({ at: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }) }),
});

describe('an entry made of a decision record', () => {
  it('says which request was decided and how, and no other word of the record', () => {
    fc.assert(
      fc.property(record, (decided) => {
        const { entry } = prepare(readDecision(Buffer.from(JSON.stringify(decided)))!);
        const { decisionId, effect, request } = decided;
        expect(decodeEntry(entry)).toEqual({ decisionId, effect, request, commitment: expect.any(String) });
        const { decisionId: _id, request: _request, ...rest } = decided;
        for (const told of JSON.stringify(rest).match(/[a-z]{12}/g) ?? []) expect(entry.toString()).not.toContain(told);
      }),
    );
  });

  it('commits to body, hashes and each person, under salts that differ each time', () => {
    fc.assert(
      fc.property(record, (decided) => {
        const value = Buffer.from(JSON.stringify(decided));
        const [first, again] = [prepare(readDecision(value)!), prepare(readDecision(value)!)];
        expect(decodeEntry(first.entry)!.commitment).not.toBe(decodeEntry(again.entry)!.commitment);
        const text = ({ content }: { content: Uint8Array }): string => Buffer.from(content).toString();
        const parts = [
          { salt: first.body.salt, content: text(first.body) },
          { salt: first.evidence.salt, content: text(first.evidence) },
          ...first.persons.map(({ token, salt }) => ({ salt, content: token })),
        ];
        expect(detailsMatch(decodeEntry(first.entry)!, parts)).toBe(true);
        expect(new Set(first.persons.map(({ token }) => token))).toEqual(new Set(decided.persons));
        const { persons, hashes, ...rest } = decided;
        expect(JSON.parse(text(first.body))).toEqual(rest);
        expect(JSON.parse(text(first.evidence))).toEqual(hashes);
        for (const person of persons) expect(text(first.body)).not.toContain(person);
      }),
    );
  });

  it('keeps persons and hashes out of the body however the record is written', () => {
    const whole = {
      decisionId: 'd',
      effect: 'permit',
      request: { topic: 't', partition: 0, offset: 0 },
      reasons: [],
      clock: { at: Date.UTC(2026, 0) },
      persons: ['token-é'],
      hashes: { value: 'hash' },
      note: 'persons',
    };
    const { persons, hashes, ...rest } = whole;
    const { note: _note, ...plain } = whole;
    const nested = { ...plain, inner: { persons: ['token-é'] } };
    const written = [
      JSON.stringify(whole),
      JSON.stringify(plain),
      JSON.stringify(whole, null, 2),
      JSON.stringify({ persons, hashes, ...rest }),
      JSON.stringify({ hashes, ...rest, persons }),
      JSON.stringify(plain).replace('token-é', 'token-\\u00e9'),
      JSON.stringify(plain).replace('"hash"', '"hash", "persons": []'),
      JSON.stringify({ ...rest, persons }).replace('}', ',"persons":["token-é"]}'),
    ];
    for (const text of [...written, JSON.stringify(nested)]) {
      const { body } = prepare(readDecision(Buffer.from(text))!);
      const kept = JSON.parse(Buffer.from(body.content).toString()) as object;
      const { persons: _persons, hashes: _hashes, ...wanted } = JSON.parse(text) as typeof whole;
      expect(kept).toEqual(wanted);
    }
    const broken = Buffer.from(JSON.stringify({ ...plain, name: 'x' }));
    broken[broken.lastIndexOf('x')] = 0xff;
    const { body } = prepare(readDecision(broken)!);
    expect(isUtf8(body.content)).toBe(true);
  });

  it('keeps what facts about persons did apart from the body, which says what the sender was told', () => {
    const denied = {
      decisionId: 'd',
      effect: 'deny',
      request: { topic: 't', partition: 0, offset: 0 },
      reasons: [{ code: 'subject-restricted' }],
      answered: [{ code: 'not-deliverable' }],
      system: 'dossier',
      shapes: [{ failed: ['restriction'] }],
      checks: [{ check: 'restriction', passed: 0, failed: [[0, 0]] }],
      persons: ['token'],
      hashes: { value: 'hash' },
      clock: { at: Date.UTC(2026, 0) },
    };
    const read = readDecision(Buffer.from(JSON.stringify(denied)))!;
    expect(read.body).not.toMatch(/restrict|failed|answered/);
    expect(JSON.parse(read.body)).toMatchObject({ effect: 'deny', reasons: [{ code: 'not-deliverable' }] });
    expect(read).toMatchObject({ reasons: ['not-deliverable'], causes: [{ reason: 'not-deliverable' }] });
    const { reasons, shapes, checks, hashes } = denied;
    expect(JSON.parse(read.evidence)).toEqual({ ...hashes, personal: { reasons, shapes, checks } });
    // A permit in spite of it, too: another permission carried what this one could not.
    const permitted = { ...denied, effect: 'permit', reasons: [], answered: undefined };
    expect(readDecision(Buffer.from(JSON.stringify(permitted)))!.body).not.toMatch(/failed/);
    // And what was asked, of which that is part, is not counted with what others asked.
    const askable = { mode: 'all', demonstration: true };
    expect(readDecision(Buffer.from(JSON.stringify({ ...denied, ...askable })))!.question).toBeUndefined();
    expect(readDecision(Buffer.from(JSON.stringify({ ...permitted, ...askable })))!.question).toBeUndefined();
    const passed = { ...permitted, checks: [{ check: 'restriction', passed: 1, failed: [] }] };
    expect(readDecision(Buffer.from(JSON.stringify(passed)))!.body).toMatch(/"passed":1/);
    expect(readDecision(Buffer.from(JSON.stringify({ ...passed, ...askable, shapes: [{}] })))!.question).toBeDefined();
  });

  it('is one cause of one case for an expired protocol, whatever each request asked under it, and one a field set for fields', () => {
    const denied = (code: string, fields: readonly string[]): Buffer =>
      Buffer.from(
        JSON.stringify({
          decisionId: 'd',
          effect: 'deny',
          request: { topic: 't', partition: 0, offset: 0 },
          reasons: [{ code, fields }],
          system: 'dossier',
          recipient: 'vmsw',
          purpose: 'toewijzing',
          nearest: 'bvcw-2021-6-79',
          clock: { at: Date.UTC(2026, 0) },
        }),
      );
    const causes = (code: string): unknown[] =>
      [['persoon.insz'], ['persoon.insz', 'persoon.naam']].map((fields) => readDecision(denied(code, fields))!.causes);
    const [first, second] = causes('expired');
    expect(first).toEqual(second);
    expect(first).toMatchObject([{ reason: 'expired', instrument: 'bvcw-2021-6-79', fields: [] }]);
    expect(causes('field-not-permitted')).toMatchObject([
      [{ fields: ['persoon.insz'] }],
      [{ fields: ['persoon.insz', 'persoon.naam'] }],
    ]);
  });

  it('is none where the record holds what no ledger could keep, whatever that is', () => {
    const sound = {
      decisionId: 'd',
      effect: 'deny',
      request: { topic: 't', partition: 0, offset: 0 },
      reasons: [{ code: 'expired', fields: ['a'] }],
      system: 's',
      basis: [],
      persons: ['p'],
      hashes: {},
      clock: { at: Date.UTC(2026, 0) },
    };
    expect(readDecision(Buffer.from(JSON.stringify(sound)))).toBeDefined();
    const wrong: object[] = [
      { decisionId: 'x'.repeat(70_000) },
      { request: { topic: 't', partition: 2 ** 31, offset: 0 } },
      { request: { topic: 't', partition: 0, offset: 2 ** 53 } },
      { system: 'a\0b' },
      { system: 7 },
      { reasons: [null] },
      { reasons: [{ code: 'expired', fields: 'a' }] },
      { basis: {} },
      { basis: [null] },
      { persons: [7] },
      { clock: { at: Date.UTC(2026, 0) + 0.5 } },
    ];
    for (const part of wrong) {
      expect([part, readDecision(Buffer.from(JSON.stringify({ ...sound, ...part })))]).toEqual([part, undefined]);
    }
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(sound)), fc.jsonValue(), (name, value) => {
        const read = readDecision(Buffer.from(JSON.stringify({ ...sound, [name]: value })));
        if (read !== undefined) expect(decodeEntry(prepare(read).entry)).toBeDefined();
      }),
    );
  });

  it('is none where the record is no decision', () => {
    for (const wrong of ['', '{', 'null', '[]', '{"decisionId":"x","effect":"permit"}', '{"decisionId":1}']) {
      expect(readDecision(Buffer.from(wrong))).toBeUndefined();
    }
    expect(readDecision(null)).toBeUndefined();
  });
});
