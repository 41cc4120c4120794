import { wayWords } from '#contract';
import type { Given, Matrix } from './matrix';

/** The matrix as CSV (RFC 4180): a line a field, a column a recipient (or purpose). Words, so that it reads without a legend. */
export function matrixCsv({ columns, fields }: Matrix): string {
  const head = ['veld', 'gegeven', ...columns.map(({ id }) => id)];
  const lines = fields.map(({ path, title, cells }) => [path, title, ...cells.map(cellWords)]);
  return [head, ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

/** `zoals het is (aangenomen) · vtc-2011-37`. */
export function cellWords(cell: readonly Given[]): string {
  return cell
    .map(({ how, assumed, conditional, instruments }) => {
      const marks = [...(assumed ? ['aangenomen'] : []), ...(conditional ? ['onder voorwaarde'] : [])];
      return `${wayWords(how, 'nl')}${marks.length === 0 ? '' : ` (${marks.join(', ')})`} · ${instruments.join(' ')}`;
    })
    .join(' | ');
}

/** A spreadsheet takes a cell that begins with one of these for a formula; a quote before it keeps it text. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
