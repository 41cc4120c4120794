import { InvalidArgumentError, type Command } from 'commander';
import { renderText, statusBlocks, statusOf, withoutCases, type Status } from '#explain';
import { didYouMean } from '#register';
import { CommandFault, exitCodes } from '../../outcome';
import { dayOf, protocolsDir, soundFiles } from '../../register-files';
import { columns, paint, paintMarks, print, printJson, withProgress } from '../../terminal';

interface StatusOptions {
  readonly at?: string;
  readonly days: number;
  readonly instrument?: string;
  readonly register?: string;
  readonly all?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** `sluis register status`: what must be confirmed before going live, what ends, what nobody knows. */
export function statusCommand(register: Command): void {
  register
    .command('status')
    .description('what to confirm before going live, what ends soon, what is draft, suspended or unknown')
    .option('--at <date>', 'as on this day, YYYY-MM-DD (default: today)')
    .option('--days <number>', 'how far ahead to look for what ends', wholeNumber, 90)
    .option('--instrument <id>', 'of this instrument only, every line')
    .option('--register <dir>', 'folder of the register (default: $SLUIS_PROTOCOLS or protocols)')
    .option('--all', 'every line, however many')
    .option(
      '--strict',
      'exit 1 where something must be confirmed before the register may go live, or all of it is draft',
    )
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx sluis register status
  npx sluis register status --instrument prot-vmsw-wv-2019-07-11
  npx sluis register status --strict || echo "not before this is confirmed"

Exit codes: 0 shown · 1 the register has faults, or with --strict may not go live · 2 no such instrument, or a wrong date`,
    )
    .action(async (options: StatusOptions) => {
      const status = await withProgress('reading the register', askStatus(options));
      if (options.json) printJson(status);
      else {
        const [title = '', ...rest] = renderText(
          statusBlocks(status, options.all === true || options.instrument !== undefined),
          columns(),
        ).split('\n');
        print([paint('bold', title), paintMarks(rest.join('\n'))].join('\n'));
      }
      if (options.strict === true && !mayGoLive(status)) process.exitCode = exitCodes.faults;
    });
}

/** An act that permits nothing by its nature, such as a legal ground, stops nothing; one that is still to be written does. */
function mayGoLive({ toConfirm, permissions, drafts }: Status): boolean {
  return toConfirm.length === 0 && (permissions.all > 0 || drafts.length === 0);
}

export async function askStatus(options: Omit<StatusOptions, 'json' | 'all' | 'strict'>): Promise<Status> {
  const at = dayOf(options.at);
  const { source: whole, locate } = await soundFiles(options.register ?? protocolsDir());
  const source = withoutCases(whole);
  const { instrument } = options;
  const ids = source.instruments.map(({ id }) => id);
  if (instrument !== undefined && !ids.includes(instrument)) {
    const hint = didYouMean(instrument, ids) || '`npx sluis register status` looks at all of them';
    throw new CommandFault(exitCodes.usage, `the register knows no instrument \`${instrument}\`; ${hint}`);
  }
  return statusOf(source, { at, daysAhead: options.days, instrument }, locate);
}

function wholeNumber(written: string): number {
  if (!/^\d{1,5}$/.test(written)) throw new InvalidArgumentError('It must be a whole number of days.');
  return Number(written);
}
