import { shownName } from './strange-characters';
import { readYaml } from './yaml';

function told(text: string): string[] {
  const { loaded, faults } = readYaml('f.yaml', text);
  expect(loaded === undefined).toBe(faults.length > 0);
  return faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('what a file may not have', () => {
  it.each([
    ['a tag', 'a: !x b\n', '1:4 a tag (`!name`)'],
    ['a tag of YAML itself', 'a:\n  !!map\n  b: c\n', '2:3 a tag (`!name`)'],
    ['a tag with nothing in it', 'a: ! b\n', '1:4 a tag (`!name`)'],
    [
      'a tag in full, below a comment with signs like one',
      '# !!a\na: !<tag:yaml.org,2002:str> b\n',
      '2:4 a tag (`!name`)',
    ],
    ['a tag of a key', 'a: 1\n!!str b: 2\n', '2:1 a tag (`!name`)'],
    ['an empty key', 'a:\n  : x\n', '2:3 an empty key'],
    ['an empty key between braces', 'a: { : x }\n', '1:6 an empty key'],
    ['an empty key between quotes', 'a:\n  "": x\n', '2:3 an empty key'],
    ['a list for a key', '? [a]\n: b\n', '1:3 a key that is not a word'],
    ['another version of YAML, in which `yes` is true', '# x\n%YAML 1.1\n---\na: yes\n', '2:1 a directive (`%YAML`)'],
    ['a name for tags', '%TAG ! tag:x,2000:\n---\na: b\n', '1:1 a directive (`%TAG`)'],
    ['a second document', 'a: b\n---\nc: d\n', '2:1 a second document in one file'],
    ['a second document that is broken', 'a: b\n---\nc: [\n', '2:1 a second document in one file'],
    ['an empty document before it', '---\n---\na: b\n', '2:1 a second document in one file'],
    ['brackets deeper than any file', `a: ${'['.repeat(30)}${']'.repeat(30)}\n`, '1:28 nested more than 24 deep'],
    ['a carriage return that ends no line', 'a: b # c\rd: e\n', '1:9 a carriage return without a line feed'],
    ['a text that turns', 'a: b\nc: \u202ed\n', '2:4 a sign that turns the direction of the text (U+202E)'],
    ['a mark of direction', 'a: b\u200f\n', '1:5 a sign that turns the direction of the text (U+200F)'],
    ['a line end of Latin-1', 'a: b\u0085c: d\n', '1:5 a line end that only some readers know (U+0085)'],
    ['a line end of Unicode', 'a: b\u2028c: d\n', '1:5 a line end that only some readers know (U+2028)'],
    ['a control of Latin-1', 'a: \u009b31m\n', '1:4 a control character (U+009B)'],
  ])('is %s', (_, text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it('is found at once, however the text repeats itself', () => {
    const started = process.cpuUsage();
    for (const [head, sign] of [
      ['# x\r\n', 'a'],
      [' \r\n', 'a'],
      ['#', ' # x\n'],
    ] as const)
      readYaml('f.yaml', `${head.repeat(5_000)}${sign}: b\r\n`);
    for (const sign of ['!', '&', '#', '&a', '# ', '!a &b ']) {
      expect(readYaml('f.yaml', `a: ${sign.repeat(150)} ! b\n`).loaded?.value).not.toEqual({ a: 'b' });
      readYaml('f.yaml', `a: ! ${sign.repeat(150)}x b\n`);
    }
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(5_000);
  });

  it('is neither one `---` nor an end, nor the line ends of Windows', () => {
    expect([told('# x\n---\na: b\n...\n'), told('a: b\r\nc: d\r\n'), told('a: 50 %\nb: x!\n')]).toEqual([[], [], []]);
  });

  it('is told of an unclosed quote, not of a document that only seems to begin inside it', () => {
    expect(told('a: "b\n---\nc: d\n')[0]).not.toContain('second document');
  });
});

describe('the name of a file', () => {
  it('is shown on one line, with what cannot be seen as its code', () => {
    expect(shownName('instruments/vtc-2015-9.yaml')).toBe('instruments/vtc-2015-9.yaml');
    expect(shownName('a\n\u202eb\u009b\u2028é.yaml')).toBe('a\\u{a}\\u{202e}b\\u{9b}\\u{2028}é.yaml');
  });
});
