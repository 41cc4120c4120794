import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesWithPersons, namesNobody } from './names-nobody';

// Synthetic: series 997 and 998 of long past days.
describe('a property', () => {
  it('names somebody where its text does, and nobody where it has none', () => {
    expect(namesNobody('dossier 00.01.01–997.47')).toBe(false);
    expect(namesNobody('AVG art. 18')).toBe(true);
    expect(namesNobody(7)).toBe(true);
    expect(namesNobody(undefined)).toBe(true);
  });
});

describe('a file of the register', () => {
  it('is told by the line where it holds a number of a person', () => {
    const file = 'title: proef\nnote: over 00.01.01-997.47\r\nfrom: 2026-01-01\nmore: x00010199747';
    expect(linesWithPersons(file)).toEqual([2, 4]);
  });

  it.each([
    ['folded', 'note: >-\n  over 00.01.01-\n  997.47\n', 1],
    ['folded without a sign', 'title: proef\nnote: over 000101\n  99747\n', 2],
    ['kept over lines', 'note: |\n  00.01.01\n  997.47\n', 1],
    ['between quotes over lines', 'note: "0001\\\n  0199747"\n', 1],
    ['in escapes', 'title: proef\nnote: "\\u0030\\u00300101\\x399747"\n', 2],
    ['with a line end as an escape', 'note: "000101\\n99747"\n', 1],
    ['shaped like a day', 'from: 0001-01-99 747\n', 1],
    ['shaped like a day, quoted', 'from: "01-01-0199 768"\n', 1],
    ['as a key', '"0001019974\\x37": proef\n', 1],
    ['in base sixteen', `note: 0x${Number('00010199747').toString(16)}\n`, 1],
    ['in a second document', 'a: 1\n---\nb: "0001019974\\x37"\n', 3],
    ['before what is no YAML', 'b: "0001019974\\x37"\nc: [\n', 1],
  ])('is told where YAML reads one: %s', (_, file, line) => {
    expect(linesWithPersons(file)).toEqual([line]);
  });

  it('may hold days beside one another, and nests too deeply without a fault', () => {
    expect(linesWithPersons('days: 2026-01-01/2027-01-01\nnis: [36008, 36009, 34022]\nmax: 20000000000\n')).toEqual([]);
    expect(linesWithPersons('['.repeat(20_000))).toEqual([]);
  });

  it('may name an organisation by its address, and days', () => {
    expect(linesWithPersons('contact: info@example.org, 051 30 12 34\ndays: [2026-01-01, 2027-01-01]')).toEqual([]);
  });

  it('is none of ours', () => {
    const root = join(__dirname, '../../../../protocols');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.(?:yaml|md)$/.test(path),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((path) => linesWithPersons(readFileSync(join(root, path), 'utf8')).length > 0)).toEqual([]);
  });
});
