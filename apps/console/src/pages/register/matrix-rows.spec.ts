import type { Given } from './answers';
import { matrixRows, neighbour, signOf } from './matrix-rows';

const given = (how: string, assumed = false): Given => ({
  how,
  instruments: ['vtc-2015-9'],
  purposes: ['lokaal-woonbeleid'],
  providers: ['woondienst-izegem'],
  assumed,
  conditional: false,
});

describe('the matrix as it is shown', () => {
  it('leaves out fields that nobody gets, unless they are asked for', () => {
    const fields = [
      { path: 'persoon.insz', title: 'INSZ', cells: [[given('keep')], []] },
      { path: 'persoon.naam', title: 'Naam', cells: [[], []] },
    ];
    const paths = (all: boolean) =>
      matrixRows({ fields }, all).flatMap((group) => group.fields.map(({ path }) => path));
    expect(paths(false)).toEqual(['persoon.insz']);
    expect(paths(true)).toEqual(['persoon.insz', 'persoon.naam']);
  });

  it('shows of several ways the one that tells most', () => {
    expect(signOf([given('pseudonymise'), given('keep', true), given('generalise:jaar')])).toEqual({
      how: 'keep',
      assumed: true,
    });
    expect(signOf([given('suppress'), given('revealed')])?.how).toBe('revealed');
    expect(signOf([])).toBeUndefined();
  });

  it('goes by arrow keys from cell to cell over the empty ones, and not over an edge', () => {
    const filled = [
      [true, false, true],
      [false, false, true],
      [true, false, false],
    ];
    expect(neighbour(filled, { row: 0, column: 0 }, 'ArrowRight')).toEqual({ row: 0, column: 2 });
    expect(neighbour(filled, { row: 0, column: 0 }, 'ArrowDown')).toEqual({ row: 2, column: 0 });
    expect(neighbour(filled, { row: 0, column: 2 }, 'ArrowDown')).toEqual({ row: 1, column: 2 });
    expect(neighbour(filled, { row: 0, column: 0 }, 'ArrowUp')).toBeUndefined();
    expect(neighbour(filled, { row: 0, column: 0 }, 'Enter')).toBeUndefined();
  });
});
