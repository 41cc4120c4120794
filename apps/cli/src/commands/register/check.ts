import type { Command } from 'commander';
import { shownName, type Fault } from '#register';
import { exitCodes } from '../../outcome';
import { parseFiles, protocolsDir } from '../../register-files';
import { paint, print, printable, printJson, withProgress } from '../../terminal';

/** `sluis register check [dir]`: every fault in the register's files, at its place. */
export function checkCommand(register: Command): void {
  register
    .command('check')
    .description('validate the files; exit 1 on any fault')
    .argument('[dir]', 'folder (default: $SLUIS_PROTOCOLS or protocols)')
    .option('--json', 'answer in JSON: file, line, column, code, message and hint of each fault')
    .addHelpText(
      'after',
      `
Examples:
  npx sluis register check
  npx sluis register check /tmp/protocols --json

Exit codes: 0 no faults · 1 faults found · 2 no such folder, or one without a register`,
    )
    .action(async (given: string | undefined, { json }: { json?: boolean }) => {
      const dir = given ?? protocolsDir();
      const { files, faults } = await withProgress(`checking ${dir}`, parseFiles(dir));
      if (json) printJson(faults);
      else if (faults.length === 0) print(`${paint('green', 'no faults')} in ${files.size} files of ${dir}`);
      else {
        for (const fault of faults) print(`${faultText(fault, dir)}\n${frame(files.get(fault.file), fault)}`);
        print(paint('red', faults.length === 1 ? '1 fault' : `${faults.length} faults`));
      }
      if (faults.length > 0) process.exitCode = exitCodes.faults;
    });
}

function faultText({ file, line, column, message }: Fault, dir: string): string {
  return `${paint('bold', shownName(`${dir}/${file}:${line}:${column}`))}: ${printable(message)}`;
}

const linesAround = 2;
const contentMax = 200;

/**
 * The faulty line with two lines around it, a mark under the word, and behind the mark what to do. Of a line that is longer
 * than any screen only the part around the mark is shown.
 */
export function frame(
  text: string | undefined,
  { line, column, hint }: Pick<Fault, 'line' | 'column' | 'hint'>,
): string {
  const lines = text?.split(/\r?\n/) ?? [];
  if (lines.length < line) return hint === '' ? '' : `  ${paint('cyan', hint)}`;
  const first = Math.max(1, line - linesAround);
  const shown = lines.slice(first - 1, line + linesAround);
  // The end of the file is no line that helps.
  while (shown.length > line - first + 1 && shown.at(-1)!.trim() === '') shown.pop();
  const cut = column > contentMax ? column - contentMax / 2 : 0;
  const width = String(first + shown.length - 1).length;
  return shown
    .flatMap((content, at) => {
      const number = first + at;
      const row = `  ${String(number).padStart(width)} | ${printable(content.slice(cut, cut + contentMax))}`.trimEnd();
      if (number !== line) return [row];
      // Tabs stay tabs, so that the mark stands under the word however wide they are.
      const before = content.slice(cut, column - 1).replaceAll(/[^\t]/g, ' ');
      const mark = '^'.repeat(Math.min(wordLength(content, column), contentMax));
      const advice = hint === '' ? '' : ` ${paint('cyan', hint)}`;
      return [row, `  ${' '.repeat(width)} | ${before}${paint('red', mark)}${advice}`];
    })
    .join('\n');
}

/** Characters of the word that begins there: a quoted text to its quote, else up to a space or what YAML sets apart. */
function wordLength(content: string, column: number): number {
  const rest = content.slice(column - 1);
  const word = /^(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s,:}\]]+(?::[^\s,}\]]+)*)/.exec(rest);
  return Math.max(1, word?.[0].length ?? 1);
}
