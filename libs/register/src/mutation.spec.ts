import fc from 'fast-check';
import { faultCodes } from './fault';
import { parseRegister } from './parse';
import { fromDocuments, toDocuments } from './publication';
import type { RegisterSource } from './source';
import { runs } from '../../../test/support/effort';
import { specimen } from '../../../test/support/register-specimen';

const whole = specimen();
let sound: RegisterSource;
beforeAll(() => {
  sound = parseRegister(whole).source!;
});

/** What a register means, apart from how it is written down. */
function meaning(source: RegisterSource): string {
  return JSON.stringify(source);
}

describe('broken input', () => {
  const bent = fc
    .tuple(
      fc.constantFrom(...whole.keys()),
      fc.nat(4000),
      fc.nat(40),
      fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom(
          '\n',
          '  ',
          ': ',
          '- ',
          '{',
          ']',
          "'",
          '&a ',
          '*a',
          '!x ',
          '? ',
          '|',
          '#',
          '\t',
          '\0',
          '---\n',
          '%',
        ),
      ),
    )
    .map(([path, at, length, insert]) => {
      const text = whole.get(path)!;
      const start = at % (text.length + 1);
      return { path, text: text.slice(0, start) + insert + text.slice(start + length) };
    });

  it('gives a fault with a known code and a place, or a register, and never throws', () => {
    fc.assert(
      fc.property(bent, ({ path, text }) => {
        const { source, faults } = parseRegister(new Map([...whole, [path, text]]));
        expect(source === undefined).toBe(faults.length > 0);
        for (const fault of faults) {
          expect(faultCodes).toContain(fault.code);
          expect(fault.line).toBeGreaterThan(0);
          expect(fault.column).toBeGreaterThan(0);
          expect(fault.message).not.toMatch(/\n {4}at |undefined|\[object/);
        }
      }),
      { numRuns: runs(120) },
    );
  });

  it('is a fault when any line of a file is lost, or changes what the register means, or was a comment', () => {
    for (const [path, text] of whole) {
      const lines = text.split('\n').slice(0, -1);
      for (const n of lines.keys()) {
        const { source } = parseRegister(
          new Map([...whole, [path, `${lines.filter((_, each) => each !== n).join('\n')}\n`]]),
        );
        expect({ path, n, same: source !== undefined && meaning(source) === meaning(sound) }).toEqual({
          path,
          n,
          same: false,
        });
      }
    }
  });

  it('has the same meaning with Windows line ends, blank lines and comments', () => {
    const dressed = new Map([...whole].map(([path, text]) => [path, `# note\r\n\r\n${text.replaceAll('\n', '\r\n')}`]));
    expect(meaning(parseRegister(dressed).source!)).toBe(meaning(sound));
  });
});

describe('publication', () => {
  it('brings the register back as it was', () => {
    const { source, faults } = fromDocuments(toDocuments(sound).map((document) => document.text));
    expect(faults).toEqual([]);
    expect(meaning(source!)).toBe(meaning(sound));
  });

  it('gives the same texts for the same files, in whatever order they come', () => {
    const turned = parseRegister(new Map([...whole].reverse())).source!;
    expect(toDocuments(turned)).toEqual(toDocuments(sound));
  });

  it('gives faults and does not throw, whatever the texts are', () => {
    const texts = toDocuments(sound).map((document) => document.text);
    const broken = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(
        '{"path":"__proto__","document":{}}',
        '{"path":"purposes/x.yaml","document":{"__proto__":{}}}',
        texts[0]!,
      ),
      fc.tuple(fc.constantFrom(...texts), fc.nat(300)).map(([text, at]) => text.slice(0, at)),
    );
    fc.assert(
      fc.property(broken, (text) => {
        const { source, faults } = fromDocuments([...texts, text]);
        expect(source).toBeUndefined();
        expect(faults.length).toBeGreaterThan(0);
      }),
      { numRuns: runs(60) },
    );
  });

  it('is a fault when a document that others need is lost', () => {
    const texts = toDocuments(sound).map((document) => document.text);
    const without = texts.filter((text) => !text.includes('"participants/ontvanger.yaml"'));
    expect(fromDocuments(without).faults.map((fault) => fault.code)).toContain('unknown-participant');
  });
});
