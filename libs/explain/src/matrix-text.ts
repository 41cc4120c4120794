/** The matrix on a terminal of 80 columns or more: fields by object down the side, letters for what happens to them. */
import { ways, waySign, wayWords } from '#contract';
import type { Given, Matrix, MatrixField } from './matrix';
import { wrap } from './text';
import { dateText } from './words';

/** What the letters mean, with the mark of what is only assumed. */
export const matrixLegend = [
  ...ways.map((way) => `${waySign(way)} ${wayWords(way, 'nl')}`),
  '? steunt op feiten die wij aannemen',
  '* alleen onder een voorwaarde (gebied, open dossier, toestemming).',
].join(' · ');

/** Columns with the same letters everywhere share one, lines of one object with the same letters too: nothing is left out. */
export function renderMatrix(matrix: Matrix, width: number): string {
  const what = matrix.by === 'recipient' ? 'Wie krijgt welk gegeven' : 'Waarvoor krijgt de ontvanger welk gegeven';
  const title = `${what}, op ${dateText(matrix.at)}`;
  if (matrix.columns.length === 0) return `${title}\n\nNiemand krijgt iets.`;
  const columns = sharedColumns(matrix);
  const used = matrix.fields.filter((field) => field.cells.some((cell) => cell.length > 0));
  const lines = sharedLines(used, columns);
  const cellWidth = Math.max(...lines.flatMap(({ cells }) => cells.map((cell) => cell.length))) + 1;
  const longest = Math.max(...lines.flatMap(({ leaves }) => leaves.map((leaf) => leaf.length))) + 3;
  const labelWidth = Math.max(longest, Math.min(40, width - columns.length * cellWidth - 2));
  const perSlab = Math.max(1, Math.floor((width - labelWidth - 1) / cellWidth));
  const slabs: string[] = [];
  for (let from = 0; from < columns.length; from += perSlab) {
    slabs.push(slab(lines, columns, from, Math.min(from + perSlab, columns.length), labelWidth, cellWidth));
  }
  const nobody = matrix.by === 'recipient' ? 'Niemand krijgt' : 'De ontvanger krijgt niet';
  const unused = unusedText(matrix.fields, used);
  return [
    title,
    columns
      .map(({ name, ids }) => hanging(`${name.padStart(3)}  `, ids.map((id) => label(matrix, id)).join('; '), width))
      .join('\n'),
    ...slabs,
    ...(unused.length === 0 ? [] : [wrap(`${nobody}: ${unused.join(', ')}.`, width).join('\n')]),
    wrap(matrixLegend, width).join('\n'),
  ].join('\n\n');
}

/** Fields that do not occur, an object with none as `woning.adres.*`. */
function unusedText(all: readonly MatrixField[], used: readonly MatrixField[]): string[] {
  const objectOf = ({ path }: MatrixField) => path.slice(0, path.lastIndexOf('.'));
  const known = new Set(used.map(objectOf));
  const unused = all.filter((field) => !used.includes(field));
  return [...new Set(unused.map((field) => (known.has(objectOf(field)) ? field.path : `${objectOf(field)}.*`)))];
}

interface SharedColumn {
  readonly name: string;
  readonly ids: readonly string[];
  /** Place of one of them in the matrix. */
  readonly place: number;
}

function sharedColumns({ columns, fields }: Matrix): SharedColumn[] {
  const alike = new Map<string, { ids: string[]; place: number }>();
  for (const [place, { id }] of columns.entries()) {
    const key = fields.map((field) => cellText(field.cells[place]!)).join('|');
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { ids: [id], place });
    else known.ids.push(id);
  }
  return [...alike.values()].map(({ ids, place }, n) => ({ name: String(n + 1), ids, place }));
}

interface SharedLine {
  readonly object: string;
  readonly leaves: readonly string[];
  readonly cells: readonly string[];
}

function sharedLines(fields: readonly MatrixField[], columns: readonly SharedColumn[]): SharedLine[] {
  const alike = new Map<string, { object: string; leaves: string[]; cells: string[] }>();
  for (const { path, cells } of fields) {
    const cut = path.lastIndexOf('.');
    const object = path.slice(0, cut);
    const texts = columns.map(({ place }) => cellText(cells[place]!));
    const key = `${object} ${texts.join('|')}`;
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { object, leaves: [path.slice(cut + 1)], cells: texts });
    else known.leaves.push(path.slice(cut + 1));
  }
  // A new object may be named between lines of an old one; its lines stand together.
  const objects = [...new Set([...alike.values()].map(({ object }) => object))];
  return objects.flatMap((object) => [...alike.values()].filter((line) => line.object === object));
}

/** `V?*`: as it is, only assumed, under a condition. */
export function cellText(cell: readonly Given[]): string {
  const kept = cell.find(({ how }) => how === 'keep');
  return cell
    .filter(
      // What is sent as it is needs no telling that the number tells it too.
      ({ how, assumed, conditional }) =>
        how !== 'revealed' || kept === undefined || (kept.assumed && !assumed) || (kept.conditional && !conditional),
    )
    .map(({ how, assumed, conditional }) => `${waySign(how)}${assumed ? '?' : ''}${conditional ? '*' : ''}`)
    .join('');
}

function slab(
  lines: readonly SharedLine[],
  columns: readonly SharedColumn[],
  from: number,
  to: number,
  labelWidth: number,
  cellWidth: number,
): string {
  const row = (first: string, cells: readonly string[]) =>
    `${first.padEnd(labelWidth)} ${cells.map((cell) => cell.padEnd(cellWidth)).join('')}`.trimEnd();
  const out = [
    row(
      '',
      columns.slice(from, to).map(({ name }) => name),
    ),
  ];
  let object = '';
  for (const line of lines) {
    const cells = line.cells.slice(from, to);
    if (cells.every((cell) => cell === '')) continue;
    if (line.object !== object) out.push(line.object);
    object = line.object;
    const [first = '', ...rest] = wrap(line.leaves.join(', '), labelWidth - 2);
    out.push(
      row(
        `  ${first}`,
        cells.map((cell) => (cell === '' ? '·' : cell)),
      ),
      ...rest.map((more) => `  ${more}`),
    );
  }
  return out.join('\n');
}

function label(matrix: Matrix, id: string): string {
  return matrix.by === 'recipient' ? id : `${id}: ${matrix.columns.find((column) => column.id === id)!.title}`;
}

function hanging(first: string, text: string, width: number): string {
  const indent = ' '.repeat(first.length);
  return wrap(text, width - first.length)
    .map((line, n) => (n === 0 ? first : indent) + line)
    .join('\n');
}
