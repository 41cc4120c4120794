import type { Command } from 'commander';
import type { Fault } from '#register';
import { exitCodes } from '../../outcome';
import { parseFiles, protocolsDir } from '../../register-files';
import { paint, print, printJson, withProgress } from '../../terminal';

/** `sluis register check [dir]`: every fault in the register's files, at its place. */
export function checkCommand(register: Command): void {
  register
    .command('check')
    .description('validate the files; exit 1 on any fault')
    .argument('[dir]', 'folder (default: $SLUIS_PROTOCOLS or protocols)')
    .option('--json', 'answer in JSON')
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

function faultText({ file, line, column, message, hint }: Fault, dir: string): string {
  const place = paint('bold', `${dir}/${file}:${line}:${column}`);
  return `${place}: ${message}${hint === '' ? '' : `; ${paint('cyan', hint)}`}`;
}

const linesAround = 1;

/** The faulty line with its neighbours and a mark under the column. */
export function frame(text: string | undefined, { line, column }: Pick<Fault, 'line' | 'column'>): string {
  const lines = text?.split('\n') ?? [];
  const first = Math.max(1, line - linesAround);
  const shown = lines.slice(first - 1, line + linesAround);
  const width = String(first + shown.length - 1).length;
  return shown
    .flatMap((content, at) => {
      const number = first + at;
      const row = `  ${String(number).padStart(width)} | ${content}`;
      return number === line ? [row, `  ${' '.repeat(width)} | ${' '.repeat(column - 1)}^`] : [row];
    })
    .join('\n');
}
