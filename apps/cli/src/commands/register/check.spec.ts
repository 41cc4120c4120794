import { frame } from './check';

describe('frame', () => {
  it('marks the column under the line, with its neighbours', () => {
    expect(frame('a: 1\nbb: 2\nc: 3', { line: 2, column: 5 })).toBe('  1 | a: 1\n  2 | bb: 2\n    |     ^\n  3 | c: 3');
  });

  it('shows nothing of a file that is not there', () => {
    expect(frame(undefined, { line: 1, column: 1 })).toBe('');
  });
});
