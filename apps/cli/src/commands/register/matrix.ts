import type { Command } from 'commander';
import { matrixCsv, matrixOf, matrixPage, renderMatrix, withoutCases, type Matrix } from '#explain';
import { didYouMean, type RegisterSource } from '#register';
import { CommandFault, exitCodes } from '../../outcome';
import { dayOf, protocolsDir, soundFiles } from '../../register-files';
import { columns, print, printJson, printRaw, withProgress } from '../../terminal';

interface MatrixOptions {
  readonly at?: string;
  readonly purpose?: string;
  readonly recipient?: string;
  readonly register?: string;
  readonly csv?: boolean;
  readonly html?: boolean;
  readonly json?: boolean;
}

/** `sluis register matrix`: who gets which field. */
export function matrixCommand(register: Command): void {
  register
    .command('matrix')
    .description('who gets which field: recipients by fields')
    .option('--at <date>', 'as on this day, YYYY-MM-DD (default: today)')
    .option('--purpose <id>', 'for this purpose only')
    .option('--recipient <id>', 'to this recipient only, by purpose')
    .option('--register <dir>', 'folder of the register (default: $SLUIS_PROTOCOLS or protocols)')
    .option('--csv', 'as CSV (RFC 4180), every recipient and every field')
    .option('--html', 'as a page')
    .option('--json', 'answer in JSON, with the instruments behind each cell')
    .addHelpText(
      'after',
      `
Examples:
  npx sluis register matrix
  npx sluis register matrix --recipient wonen-vlaanderen --at 2021-03-01
  npx sluis register matrix --purpose huurpremie --csv > huurpremie.csv
  npx sluis register matrix --html > matrix.html

Exit codes: 0 shown · 1 the register has faults · 2 no such purpose or recipient, or a wrong date`,
    )
    .action(async (options: MatrixOptions) => {
      if ([options.csv, options.html, options.json].filter(Boolean).length > 1)
        throw new CommandFault(exitCodes.usage, 'only one of `--csv`, `--html` and `--json` can be asked');
      const matrix = await withProgress('reading the register', askMatrix(options));
      if (options.csv) printRaw(matrixCsv(matrix));
      else if (options.html) printRaw(matrixPage(matrix));
      else if (options.json) printJson(matrix);
      else print(renderMatrix(matrix, columns()));
    });
}

export async function askMatrix(
  options: Pick<MatrixOptions, 'at' | 'purpose' | 'recipient' | 'register'>,
): Promise<Matrix> {
  const at = dayOf(options.at);
  const source = withoutCases((await soundFiles(options.register ?? protocolsDir())).source);
  known(source, 'purposes', 'purpose', options.purpose);
  known(source, 'participants', 'participant', options.recipient);
  return matrixOf(source, { at, purpose: options.purpose, recipient: options.recipient });
}

function known(source: RegisterSource, list: 'purposes' | 'participants', noun: string, id: string | undefined): void {
  const ids = source[list].map((each) => each.id);
  if (id === undefined || ids.includes(id)) return;
  const hint = didYouMean(id, ids) || `known: ${ids.join(', ')}`;
  throw new CommandFault(exitCodes.usage, `the register knows no ${noun} \`${id}\`; ${hint}`);
}
