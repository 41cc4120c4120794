import { wayWords } from '#contract';
import { escaped, pageHtml, scrolling } from './html';
import type { Given, Matrix } from './matrix';
import { dateText } from './words';

/** The matrix as a page of its own. */
export function matrixPage(matrix: Matrix): string {
  const title = `Wie krijgt welk gegeven, op ${dateText(matrix.at)}`;
  return pageHtml({
    title,
    links: [],
    main: `<h1>${escaped(title)}</h1>\n${matrixTable(matrix, title)}`,
    footer: matrixNote,
  });
}

export const matrixNote =
  '“Aangenomen” is onze eigen reconstructie en nooit de inhoud van de echte rechtshandeling. “Af te leiden uit het INSZ”: niet verzonden, ' +
  'maar geboortedatum en geslacht zitten in het nummer.';

/** The table alone. Fields that nobody gets are named under it. */
export function matrixTable({ columns, fields, by }: Matrix, caption: string): string {
  const used = fields.filter(({ cells }) => cells.some((cell) => cell.length > 0));
  const unused = fields.filter((field) => !used.includes(field));
  const head = ['Gegeven', ...columns.map(({ title }) => title)].map((text) => `<th scope="col">${escaped(text)}</th>`);
  const rows = used.map(({ title, path, cells }) => {
    const name = `<th scope="row">${escaped(title)} <code>${escaped(path)}</code></th>`;
    return `<tr>${name}${cells.map((cell) => `<td>${cell.map(givenHtml).join('<br>') || '<span aria-hidden="true">·</span>'}</td>`).join('')}</tr>`;
  });
  const who = by === 'recipient' ? 'Niemand krijgt' : 'Voor geen doel';
  const table = `<table class="matrix"><caption>${escaped(caption)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
  const rest =
    unused.length === 0
      ? ''
      : `\n<p class="quiet">${who}: ${escaped(unused.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1)).join(', '))}.</p>`;
  return scrolling(caption, table) + rest;
}

function givenHtml({ how, assumed, conditional }: Given): string {
  const mark = assumed ? ' <span class="mark assumed">aangenomen</span>' : '';
  return `${escaped(wayWords(how, 'nl'))}${conditional ? ', onder voorwaarde' : ''}${mark}`;
}
