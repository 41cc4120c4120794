import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inDutch, toldProperty } from './properties';

const control = join(__dirname, '../../../control/src');
const sources = readdirSync(control, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
  .map((path) => readFileSync(join(control, path), 'utf8'));
const sentences = sources
  .flatMap((source) => [...source.matchAll(rule())])
  .map(([, plain, made]) => plain ?? made!.replaceAll(/\$\{[^}]*\}/g, '7'));

describe('what is wrong with a property', () => {
  it('is found in control, in bodies and in queries alike', () => {
    expect(sentences).toContain('must be a calendar date, YYYY-MM-DD');
    expect(sentences).toContain('must be a whole number from 7 to 7');
    expect(new Set(sentences).size).toBeGreaterThan(60);
  });

  it.each([...new Set(sentences)])('has Dutch words: %s', (sentence) => {
    expect(inDutch(sentence)).toBeDefined();
  });

  it('is said by a sentence of ours for each constraint of a body, and never by one of class-validator', () => {
    const constraints = sources
      .filter((source) => source.includes("from 'class-validator'"))
      .flatMap((source) => source.split(/\n\s+(?=@)/))
      .filter((decorator) => /^@(?:Array|Is|Matches|Max|Min|Length|ValidateNested)/.test(decorator));
    expect(constraints.length).toBeGreaterThan(20);
    expect(constraints.filter((decorator) => !decorator.includes('message: '))).toEqual([]);
  });

  it('keeps what differs, in its place', () => {
    expect(inDutch('must be a whole number from 1 to 1000')).toBe('moet een geheel getal van 1 tot 1000 zijn');
    expect(inDutch('must be a whole number from 1 to 1000, or null')).toBe(
      'moet een geheel getal van 1 tot 1000 zijn, of leeg',
    );
  });

  it('is said in the language of the reader, with the name of the property', () => {
    expect(toldProperty('from', 'must be a day, YYYY-MM-DD', 'nl')).toBe('eerste dag: moet een dag zijn (JJJJ-MM-DD)');
    expect(toldProperty('from', 'must be a day, YYYY-MM-DD', 'en')).toBe('first day must be a day, YYYY-MM-DD');
    expect(toldProperty('constructor', 'unknown purpose', 'nl')).toBe('constructor: unknown purpose');
  });
});

/** A literal that says a rule: each begins with its verb. */
function rule(): RegExp {
  const verb =
    '(?:must|or the |is needed:|is for|is not a |is not asked|is nested|holds a |does not |has no |needs the |names a )';
  return new RegExp(`'(${verb}[^'\\n]+)'|\`(${verb}(?:[^\`$]|\\$\\{[^}]*\\})+)\``, 'g');
}
