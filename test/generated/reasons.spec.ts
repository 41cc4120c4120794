import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonCodes, reasonTexts, renderReasons } from '#contract';

const root = join(__dirname, '..', '..');
const reference = join(root, 'docs', 'reasons.md');

describe('the reference of reason codes', () => {
  it('is what `renderReasons` writes now', () => {
    const rendered = renderReasons();
    if (process.env['SLUIS_WRITE_GENERATED'] === '1') writeFileSync(reference, rendered);
    expect(existsSync(reference) ? readFileSync(reference, 'utf8') : '').toBe(rendered);
  });

  it('documents every code that a source uses', () => {
    const documented: ReadonlySet<string> = new Set(Object.keys(reasonTexts));
    const used = sources(['envelope', 'decision', 'transform', 'exchange']).flatMap(({ file, text }) =>
      codesGiven(text).map((code) => ({ file, code })),
    );
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter(({ code }) => !documented.has(code))).toEqual([]);
  });

  it('documents no code that no source uses', () => {
    const texts = sources(['*']).map(({ text }) => text);
    const unused = reasonCodes.filter((code) => !texts.some((text) => text.includes(`'${code}'`)));
    expect(unused).toEqual([]);
  });

  it('catches a code that is used and not documented', () => {
    expect(codesGiven("blame(causes, 'bad-luck', words); return denial(['worse-luck', 'draft'], {});")).toEqual([
      'bad-luck',
      'worse-luck',
      'draft',
    ]);
    expect(codesGiven("const cause = { code: 'no-luck', count: 1 };")).toEqual(['no-luck']);
  });
});

/** Sources of libraries, without tests and without the table itself. */
function sources(libraries: readonly string[]): { readonly file: string; readonly text: string }[] {
  return libraries
    .flatMap((library) => globSync(`libs/${library}/src/**/*.ts`, { cwd: root }))
    .filter((file) => !file.endsWith('.spec.ts') && !/contract.src.reason/.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

/** Literals in the places where these libraries give a code: `code: '…'`, `blame(causes, '…')`, `denial(['…'])` and the like. */
function codesGiven(text: string): string[] {
  const calls = text.matchAll(/\b(?:blame|causeOf|denial|deny)\(([^)]*)\)|\bcode: ('[^']+')|codes: \[([^\]]*)\]/g);
  return [...calls].flatMap((match) =>
    [...(match[1] ?? match[2] ?? match[3] ?? '').matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(
      (literal) => literal[1] ?? '',
    ),
  );
}
