import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { commitmentOf, encodeEntry, partCommitment } from '#ledger';
import { bodyOf, committedTo, isOfControl, type Part } from './details';

/** An entry over these contents, and its parts as control hands them over: the body whole, all others by commitment. */
function shown(contents: readonly string[]): { entry: string; parts: Part[] } {
  const salted = contents.map((content) => ({ salt: randomBytes(16), content }));
  const commitments = salted.map(({ salt, content }) => partCommitment(salt, content));
  const entry = encodeEntry({
    decisionId: 'decision-1',
    effect: 'permit',
    request: { topic: 'sluis.in.dossier', partition: 0, offset: 1 },
    commitment: commitmentOf(commitments),
  });
  const parts = salted.map(({ salt, content }, at) =>
    at === 0 ? { salt: salt.toString('hex'), content } : { commitment: commitments[at]!.toString('hex') },
  );
  return { entry: entry.toString('utf8'), parts };
}

describe('details held against their entry in the browser', () => {
  it('are those that libs/ledger committed to, whatever they say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 6 }), async (contents) => {
        const { entry, parts } = shown(contents);
        expect(await committedTo(entry, parts)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('are not, once a word of the body is changed, a part is gone, or two are swapped', async () => {
    const { entry, parts } = shown(['{"effect":"permit"}', '{}', 'token-1', 'token-2']);
    const [body] = parts;
    const changed = { ...body!, content: '{"effect":"deny"}' };
    for (const other of [[changed, ...parts.slice(1)], parts.slice(0, 3), parts.toReversed(), []]) {
      expect(await committedTo(entry, other)).toBe(false);
    }
  });

  it('are not where a part is no bytes at all', async () => {
    const { entry, parts } = shown(['{}', '{}']);
    expect(await committedTo(entry, [parts[0]!, { commitment: 'xyz' }])).toBe(false);
    expect(await committedTo(entry, [{ salt: 'x', content: '{}' }, parts[1]!])).toBe(false);
  });

  it('tell what they say only by the content that is held against the entry', () => {
    const { parts } = shown(['{"effect":"permit"}', '{}']);
    expect(bodyOf(parts)).toEqual({ effect: 'permit' });
    expect(bodyOf([{ commitment: 'ab'.repeat(32) }, parts[1]!])).toBeUndefined();
    expect(bodyOf([{ salt: '', content: 'no JSON' }])).toBeUndefined();
    expect(bodyOf([])).toBeUndefined();
  });

  it('are of a decision or of control’s journal as the entry has it, not as the answer says', () => {
    expect(isOfControl(shown(['{}']).entry)).toBe(false);
    expect(isOfControl('{"request":{"topic":"control"}}')).toBe(true);
    expect(isOfControl('no JSON')).toBe(false);
  });
});
