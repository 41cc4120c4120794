import { frame } from './check';

const text = 'a: 1\nbb: 2\nc: lokaal-woonbelied\nd: 4\ne: 5\nf: 6\n';

describe('frame', () => {
  it('marks the whole word, with two lines around it and the advice behind the mark', () => {
    expect(frame(text, { line: 3, column: 4, hint: 'did you mean `lokaal-woonbeleid`?' })).toBe(
      [
        '  1 | a: 1',
        '  2 | bb: 2',
        '  3 | c: lokaal-woonbelied',
        '    |    ^^^^^^^^^^^^^^^^^ did you mean `lokaal-woonbeleid`?',
        '  4 | d: 4',
        '  5 | e: 5',
      ].join('\n'),
    );
  });

  it('stands under the word behind a tab, and marks a quoted text to its quote', () => {
    expect(frame("\tx: 'a b', y", { line: 1, column: 5, hint: '' })).toBe("  1 | \tx: 'a b', y\n    | \t   ^^^^^");
  });

  it('keeps a source path with colons as one word', () => {
    expect(frame('sure: source:99 # why', { line: 1, column: 7, hint: '' })).toMatch(/\| {7}\^{9}$/);
  });

  it('shows the part around the mark of a line that no screen holds', () => {
    const shown = frame(`x: ${'y'.repeat(5_000)} z`, { line: 1, column: 5_005, hint: '' });
    expect(shown.length).toBeLessThan(500);
    expect(shown).toMatch(/ z\n.*\^$/);
  });

  it('shows what would steer the terminal or turn the text as one sign each, so that no file can hide its fault', () => {
    const hostile = '# \u001b[2Jhi\u0007\nid: \u202eabc\u009bx\n';
    const shown = frame(hostile, { line: 2, column: 5, hint: '' });
    expect(shown).toBe('  1 | # \u241b[2Jhi\u2407\n  2 | id: \ufffdabc\ufffdx\n    |     ^^^^^^');
  });

  it('shows nothing of a file that is not there, and still says what to do', () => {
    expect(frame(undefined, { line: 1, column: 1, hint: '' })).toBe('');
    expect(frame('', { line: 3, column: 1, hint: 'add it' })).toBe('  add it');
  });
});
