/** Blocks as HTML, and the page around them. No script, no outside file: it reads the same from a disk and in ten years. */
import type { Block } from './block';
import { certaintyText, type Stated } from './certainty';
import { style } from './style';

export function renderHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('\n');
}

export interface Page {
  readonly title: string;
  /** Relative links to other pages, in the order of reading. */
  readonly links: readonly { readonly href: string; readonly text: string }[];
  /** HTML inside `main`. */
  readonly main: string;
  /** Said under every page. */
  readonly footer: string;
}

/** Accessible as WCAG 2.2 AA asks: language, one `h1`, a way past the links, contrast in light and dark, 320 pixels. */
export function pageHtml({ title, links, main, footer }: Page): string {
  const navigation = links.map(({ href, text }) => `<li><a href="${escaped(href)}">${escaped(text)}</a></li>`).join('');
  return `<!doctype html>
<html lang="nl-BE">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#inhoud">Naar de inhoud</a>
${navigation === '' ? '' : `<header><nav aria-label="Pagina’s"><ul>${navigation}</ul></nav></header>`}
<main id="inhoud" tabindex="-1">
${main}
</main>
<footer><p>${escaped(footer)}</p></footer>
</body>
</html>
`;
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Text with its mark; what is assumed stands out without colour too. */
export function statedHtml({ text, sure }: Stated): string {
  if (sure === undefined) return escaped(text);
  const kind = sure === 'assumed' ? 'mark assumed' : 'mark';
  return `${escaped(text)} <span class="${kind}">${escaped(certaintyText(sure))}</span>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading': {
      const id = block.id === undefined ? '' : ` id="${escaped(block.id)}"`;
      return `<h${block.level}${id}>${escaped(block.text)}</h${block.level}>`;
    }
    case 'paragraph':
      return `<p${block.tone === undefined ? '' : ` class="${block.tone}"`}>${statedHtml(block.said)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${statedHtml(item)}</li>`).join('')}</ul>`;
    case 'facts':
      return `<dl>${block.rows
        .map(({ label, values }) => {
          const said = values.map((value) => `<dd>${statedHtml(value)}</dd>`).join('');
          return `<div><dt>${escaped(label)}</dt>${said}</div>`;
        })
        .join('')}</dl>`;
    case 'table':
      return tableHtml(block);
  }
}

function tableHtml({ caption, columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const head = columns.map((column) => `<th scope="col">${escaped(column.head)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = row.map((cell, n) => {
      const content = columns[n]?.code === true ? `<code>${statedHtml(cell)}</code>` : statedHtml(cell);
      return n === 0 ? `<th scope="row">${content}</th>` : `<td>${content}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return scrolling(
    caption,
    `<table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`,
  );
}

/** A table that is wider than the screen scrolls by itself, with the keyboard too. */
export function scrolling(label: string, table: string): string {
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(label)}">${table}</div>`;
}
