/** Blocks as lines for a terminal. Plain characters: whoever prints them adds the colours. */
import type { Block } from './block';
import { certaintyText, type Stated } from './certainty';

/** `width` in columns, at least 40. */
export function renderText(blocks: readonly Block[], width: number): string {
  const columns = Math.max(40, width);
  return blocks
    .map((block) => blockLines(block, columns).join('\n'))
    .join('\n\n')
    .replaceAll(/[ ]+$/gm, '');
}

/** Text with its mark: `18 februari 2015 [uitgangstekst]`. */
export function statedText({ text, sure }: Stated): string {
  return sure === undefined ? text : `${text} [${certaintyText(sure)}]`;
}

function blockLines(block: Block, width: number): string[] {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? wrap(block.text, width) : [block.text, '─'.repeat(Math.min(width, block.text.length))];
    case 'paragraph':
      return wrap(statedText(block.said), width - 2).map((line, n) =>
        block.tone === 'warning' ? `${n === 0 ? '! ' : '  '}${line}` : line,
      );
    case 'list':
      return block.items.flatMap((item) => hanging('- ', statedText(item), width));
    case 'facts': {
      const label = Math.max(...block.rows.map((row) => row.label.length)) + 2;
      return block.rows.flatMap((row) =>
        row.values.flatMap((value, n) =>
          hanging(`  ${(n === 0 ? row.label : '').padEnd(label)}`, statedText(value), width),
        ),
      );
    }
    case 'table':
      return [block.caption, ...tableLines(block, width)];
  }
}

function tableLines({ columns, rows }: Extract<Block, { kind: 'table' }>, width: number): string[] {
  const widest = (column: number) =>
    Math.max(columns[column]!.head.length, ...rows.map((row) => statedText(row[column]!).length));
  const longestWord = (column: number) =>
    Math.max(...[columns[column]!.head, ...rows.map((row) => statedText(row[column]!))].flatMap(wordLengths));
  const all = columns.map((_, column) => column);
  const total = (chosen: readonly number[]) => chosen.reduce((sum, column) => sum + widest(column) + 2, 2);
  const chosen = total(all) <= width ? all : all.filter((column) => columns[column]!.optional !== true);
  const widths = narrowed(chosen.map(widest), chosen.map(longestWord), width - 2);
  const line = (cells: readonly string[]) => {
    const wrapped = cells.map((cell, n) => wrap(cell, widths[n]!));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from(
      { length: height },
      (_, at) => `  ${wrapped.map((lines, n) => (lines[at] ?? '').padEnd(widths[n]!)).join('  ')}`,
    );
  };
  return [
    ...line(chosen.map((column) => columns[column]!.head)),
    `  ${widths.map((each) => '─'.repeat(each)).join('  ')}`,
    ...rows.flatMap((row) => line(chosen.map((column) => statedText(row[column]!)))),
  ];
}

function wordLengths(text: string): number[] {
  return text.split(/\s+/).map((word) => word.length);
}

/** The widest columns give way, and wrap, until all fit; none becomes narrower than its longest word. */
function narrowed(widths: readonly number[], least: readonly number[], width: number): number[] {
  const narrow = [...widths];
  const total = () => narrow.reduce((sum, each) => sum + each + 2, -2);
  while (total() > width) {
    const room = narrow.map((each, n) => (each > least[n]! ? each : 0));
    const widest = room.indexOf(Math.max(...room));
    if (room[widest] === 0) break;
    narrow[widest]! -= 1;
  }
  return narrow;
}

function hanging(first: string, text: string, width: number): string[] {
  const indent = ' '.repeat(first.length);
  return wrap(text, width - first.length).map((line, n) => (n === 0 ? first : indent) + line);
}

/** Words on lines of at most `width`; a longer word stands alone on its line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines;
}
