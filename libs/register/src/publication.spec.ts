import { createHash } from 'node:crypto';
import { faultLine } from './fault';
import { parseDocuments, parseRegister } from './parse';
import { fromDocuments, toDocuments } from './publication';
import type { RegisterSource } from './source';
import { specimen } from '../../../test/support/register-specimen';

let sound: RegisterSource;
let texts: readonly string[];
beforeAll(() => {
  sound = parseRegister(specimen()).source!;
  texts = toDocuments(sound).map(({ text }) => text);
});
const lines = (more: readonly string[]) => {
  const { source, faults } = fromDocuments(more);
  expect(source === undefined).toBe(faults.length > 0);
  return faults.map((fault) => `${fault.code} ${faultLine(fault)}`);
};
const notOne = 'yaml-syntax .:1:1: a document that is not `{ "path": …, "document": … }`';

describe('the texts that are published', () => {
  it('come ordered by path, each under the hash of its bytes', () => {
    const found = toDocuments({ documents: [...sound.documents].reverse() });
    const paths = found.map(({ text }) => (JSON.parse(text) as { path: string }).path);
    expect(paths).toEqual([...specimen().keys()].sort());
    expect(toDocuments({ documents: [{ path: 'a', document: { nl: 'één' } }] })).toEqual([
      {
        text: '{"path":"a","document":{"nl":"één"}}',
        sha256: createHash('sha256').update('{"path":"a","document":{"nl":"één"}}', 'utf8').digest('hex'),
      },
    ]);
    expect(found.every(({ text, sha256 }) => sha256 === createHash('sha256').update(text, 'utf8').digest('hex'))).toBe(
      true,
    );
  });

  it('leave the documents that they are made of in their order', () => {
    const documents = [...sound.documents].reverse();
    const before = [...documents];
    toDocuments({ documents });
    parseDocuments(documents);
    expect(documents).toEqual(before);
  });
});

describe('the register from texts', () => {
  it('is the same in whatever order they come', () => {
    expect(lines(texts)).toEqual([]);
    const turned = fromDocuments([...texts].reverse()).source!;
    expect(turned).toEqual(fromDocuments(texts).source);
    expect(turned.documents.map(({ path }) => path)).toEqual([...specimen().keys()].sort());
  });

  it.each([
    '{',
    'null',
    '1',
    '[]',
    '["a","b"]',
    '{"path":"purposes/x.yaml"}',
    '{"path":"purposes/x.yaml","document":{},"more":1}',
    '{"path":1,"document":{}}',
    '{"path":"purposes/x.yaml","document":null}',
    '{"path":"purposes/x.yaml","document":"x"}',
    '{"other":"purposes/x.yaml","document":{}}',
  ])('is none where one of them is %s', (text) => {
    expect(lines([...texts, text])).toEqual([notOne]);
  });

  it('is none where a file is published twice, or nothing reads it', () => {
    expect(lines([...texts, '{"path":"roles/r.yaml","document":{"roles":{}}}'])).toEqual([
      'duplicate-id roles/r.yaml:1:1: `roles/r.yaml` is published twice',
    ]);
    expect(lines([...texts, '{"path":"x/r.yaml","document":{}}'])).toEqual([
      expect.stringMatching(/^unknown-file x\/r\.yaml:1:1: nothing reads this file; the register is /),
    ]);
  });

  it('has a bound on each text, of twice the characters of a file', () => {
    const document = (length: number) => {
      const text = `{"path":"sources.yaml","document":{"sources":{"4":"a public text"}}${' '.repeat(length)}`;
      return [...texts.filter((each) => !each.includes('"sources.yaml"')), `${text.slice(0, length - 1)}}`];
    };
    expect(lines(document(8_388_608))).toEqual([]);
    expect(lines(document(8_388_609))).toContain(notOne);
  });

  it('tells what is wrong inside as well, without lines', () => {
    const bent = texts.map((text) => text.replace('"recipient":"ontvanger"', '"recipient":"ontvagner"'));
    expect(lines([...bent, '{'])).toEqual([
      notOne,
      expect.stringContaining(
        'instruments/prot-1.yaml:1:1: unknown participant `ontvagner`; did you mean `ontvanger`?',
      ),
      expect.stringContaining('instruments/vtc-2015-9.yaml:1:1: unknown participant `ontvagner`'),
    ]);
  });
});
