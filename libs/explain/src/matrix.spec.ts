import { readProtocols } from '#protocols';
import { compileRegister, type RegisterSource } from '#register';
import { matrixOf, type Matrix } from './matrix';
import { matrixCsv } from './matrix-csv';
import { matrixPage } from './matrix-html';
import { cellText, renderMatrix } from './matrix-text';
import { registerWithCase, secrets } from '../../../test/support/register-with-case';
import { withoutCases } from './without-cases';

// The whole register is read and compiled: on a machine that is busy that takes a while.

const at = '2026-11-22';

describe('the matrix', () => {
  let source: RegisterSource;
  let matrix: Matrix;

  beforeAll(async () => {
    source = withoutCases(registerWithCase(await readProtocols('protocols')));
    matrix = matrixOf(source, { at });
  });

  const cell = (of: Matrix, column: string, path: string) =>
    cellText(
      of.fields.find((field) => field.path === path)!.cells[of.columns.findIndex(({ id }) => id === column)] ?? [],
    );

  it('shows birth date and sex as known to whoever gets an INSZ, and not to whoever gets a pseudonym', () => {
    expect(cell(matrix, 'vlabinvest', 'persoon.geslacht')).toBe('A?*');
    expect(cell(matrix, 'ocmw-izegem', 'persoon.geboortedatum')).toBe('A?*');
    expect(cell(matrix, 'leiedal', 'persoon.insz')).toBe('P?*');
    expect(cell(matrix, 'leiedal', 'persoon.geslacht')).toBe('');
  });

  it('gives a city nothing about a person, and a recipient outside the EEA nothing at all', () => {
    const place = matrix.columns.findIndex(({ id }) => id === 'stad-antwerpen');
    const given = matrix.fields.filter((field) => field.cells[place]!.length > 0).map(({ path }) => path.split('.')[0]);
    expect([...new Set(given)]).toEqual(['woning']);
    expect(matrix.columns.map(({ id }) => id)).not.toContain('verwerker-buiten-eer');
  });

  it('has a way for each field that a permission of the day lists, and for no other but what an INSZ tells', () => {
    const register = compileRegister(source, 0);
    const expected = new Set<string>();
    for (const { recipient, permissions } of register.flows()) {
      for (const permission of permissions.filter(
        ({ transferAllowed, draft, from }) => transferAllowed && !draft && from <= at,
      )) {
        for (const [number, duty] of permission.duties.entries())
          if (duty !== undefined) expected.add(`${recipient} ${register.catalogue.fields[number]!.path}`);
      }
    }
    const found = matrix.fields.flatMap(({ path, cells }) =>
      cells.flatMap((ways, n) =>
        ways.some(({ how }) => how !== 'revealed') ? [`${matrix.columns[n]!.id} ${path}`] : [],
      ),
    );
    expect(new Set(found)).toEqual(expected);
  });

  it('is that of the day, the purpose and the recipient that are asked', () => {
    expect(matrixOf(source, { at: '2015-02-17' }).columns.map(({ id }) => id)).not.toContain('leiedal');
    const premium = matrixOf(source, { at, purpose: 'huurpremie' });
    expect(cell(premium, 'wonen-vlaanderen', 'huur.start')).toBe('');
    const vmsw = matrixOf(source, { at, recipient: 'vmsw' });
    expect(vmsw.columns.map(({ id }) => id)).toContain('statistiek-sociale-huur');
    expect(cell(vmsw, 'statistiek-sociale-huur', 'persoon.insz')).toBe('P?');
  });

  it.each([80, 100, 200])('fits a terminal of %i columns and leaves out nothing', (width) => {
    const text = renderMatrix(matrix, width);
    expect(text.split('\n').filter((line) => line.length > width)).toEqual([]);
    for (const { id } of matrix.columns) expect(text).toContain(id);
    for (const { path } of matrix.fields) expect(text).toContain(path.slice(path.lastIndexOf('.') + 1));
  });

  it('never tells of a case, in any form', () => {
    const forms = [renderMatrix(matrix, 80), matrixCsv(matrix), matrixPage(matrix), JSON.stringify(matrix)];
    for (const form of forms)
      for (const secret of [...secrets, 'wettelijke-verplichting']) expect(form).not.toContain(secret);
  });

  it('exports lines of CSV that all have as many cells, none of which a spreadsheet runs', () => {
    const lines = matrixCsv(matrix).trimEnd().split('\r\n');
    expect(lines).toHaveLength(matrix.fields.length + 1);
    const evil: Matrix = {
      ...matrix,
      fields: [{ path: '=1+1', title: 'say "hi", you', cells: matrix.columns.map(() => []) }],
    };
    expect(matrixCsv(evil)).toContain(`'=1+1,"say ""hi"", you",`);
  });
});
