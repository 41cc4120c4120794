import { seeded } from '../../support/seeded';

export interface Corruption {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}

/** One seeded accident to one of the files: what an editor, a merge or a disk can do to text. */
export function corrupt(files: ReadonlyMap<string, string>, seed: number): Corruption {
  const next = seeded(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(items: readonly T[]) => items[below(items.length)]!;
  const path = pick([...files.keys()]);
  const text = files.get(path)!;
  const lines = text.split('\n').slice(0, -1);
  const at = below(lines.length);
  const other = below(lines.length);
  const written = (changed: readonly string[]) => `${changed.join('\n')}\n`;
  const kinds: Readonly<Record<string, () => string>> = {
    'a bit turned': () => {
      const bytes = Buffer.from(text);
      const place = below(bytes.length);
      bytes[place]! ^= 1 << below(8);
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    },
    'a line lost': () => written(lines.filter((_, n) => n !== at)),
    'some lines lost': () => written(lines.filter((_, n) => n < at || n > at + 3)),
    'two lines swapped': () => written(lines.map((line, n) => (n === at ? lines[other]! : n === other ? lines[at]! : line))),
    'a line doubled': () => written(lines.flatMap((line, n) => (n === at ? [line, line] : [line]))),
    'a line copied elsewhere': () => written(lines.flatMap((line, n) => (n === at ? [line, lines[other]!] : [line]))),
    'a line indented': () => written(lines.map((line, n) => (n === at ? `${pick([' ', '  ', '\t'])}${line}` : line))),
    'a line less indented': () => written(lines.map((line, n) => (n === at ? line.replace(/^ {1,2}/, '') : line))),
    'the end cut off': () => text.slice(0, below(text.length)),
    'a character lost': () => {
      const place = below(text.length);
      return text.slice(0, place) + text.slice(place + 1);
    },
    'a character typed': () => {
      const place = below(text.length);
      return text.slice(0, place) + pick([...':-#{}[]"\'&*!|>%@` \n\tax0,']) + text.slice(place);
    },
    'a value changed': () => replaceWord(text, below, pick(otherValues)),
    'a word from elsewhere': () => replaceWord(text, below, pick([...files.get(pick([...files.keys()]))!.matchAll(word)])[0]),
  };
  const kind = pick(Object.keys(kinds));
  return { kind, path, text: kinds[kind]!() };
}

const word = /[A-Za-z0-9.[\]-]{2,}/g;

const otherValues = [
  'true',
  'false',
  'null',
  '~',
  '0',
  '2015',
  '2021-02-30',
  '2030-01-01',
  'assumed',
  'seed',
  'source:4',
  'pseudonymise',
  'suppress',
  'recipient',
  'provider',
  'shm',
  'leiedal',
  'huurder',
  'woning',
  'P1Y',
  'unknown',
  "''",
  '[]',
  '{}',
];

function replaceWord(text: string, below: (limit: number) => number, by: string): string {
  const words = [...text.matchAll(word)];
  const { 0: found, index } = words[below(words.length)]!;
  return text.slice(0, index) + by + text.slice(index + found.length);
}
