import { printable } from './terminal';

describe('printable', () => {
  it('leaves letters, line ends and tabs as they are, and lets no other control character through', () => {
    expect(printable('één\tregel\n')).toBe('één\tregel\n');
    const all = Array.from({ length: 0x2070 }, (_, code) => String.fromCharCode(code)).join('');
    const steering = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;
    expect(printable(all).match(steering)).toEqual(['\t', '\n']);
    expect(printable(all)).toHaveLength(all.length);
  });
});
