import type { Command } from 'commander';
import {
  certaintyLegend,
  describeInstrument,
  describeParticipant,
  instrumentBlocks,
  participantBlocks,
  renderText,
  withoutCases,
  wrap,
  type InstrumentDescription,
  type ParticipantDescription,
} from '#explain';
import { didYouMean } from '#register';
import { CommandFault, exitCodes } from '../../outcome';
import { dayOf, protocolsDir, soundFiles } from '../../register-files';
import { columns, paint, paintMarks, print, printJson, withProgress } from '../../terminal';

interface ShowOptions {
  readonly at?: string;
  readonly register?: string;
  readonly json?: boolean;
}

/** `sluis register show <id>`: one instrument, or one participant, in plain Dutch. */
export function showCommand(register: Command): void {
  register
    .command('show')
    .description('one instrument or participant in plain Dutch')
    .argument('<id>', 'such as vtc-2015-9 or vlabinvest')
    .option('--at <date>', 'as on this day, YYYY-MM-DD (default: today)')
    .option('--register <dir>', 'folder of the register (default: $SLUIS_PROTOCOLS or protocols)')
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx sluis register show rr-2013-48
  npx sluis register show vtc-2011-37 --at 2021-03-01
  npx sluis register show vlabinvest --json

Exit codes: 0 shown · 1 the register has faults · 2 no such instrument or participant, or a wrong date`,
    )
    .action(async (id: string, options: ShowOptions) => {
      const described = await withProgress('reading the register', describe(id, options));
      if (options.json) printJson(described);
      else print(shown(described, columns()));
    });
}

export async function describe(
  id: string,
  options: Pick<ShowOptions, 'at' | 'register'>,
): Promise<InstrumentDescription | ParticipantDescription> {
  const at = dayOf(options.at);
  const source = withoutCases((await soundFiles(options.register ?? protocolsDir())).source);
  const described = describeInstrument(source, id, at) ?? describeParticipant(source, id, at);
  if (described !== undefined) return described;
  const known = [...source.instruments, ...source.participants].map((each) => each.id);
  const hint = didYouMean(id, known) || '`npx sluis register matrix` names those that there are';
  throw new CommandFault(exitCodes.usage, `the register knows no instrument or participant \`${id}\`; ${hint}`);
}

export function shown(described: InstrumentDescription | ParticipantDescription, width: number): string {
  const blocks = 'versions' in described ? instrumentBlocks(described) : participantBlocks(described);
  const [title = '', ...rest] = renderText(blocks, width).split('\n');
  const legend = wrap(certaintyLegend, width).join('\n');
  return [paint('bold', title), paintMarks(rest.join('\n')), '', paint('dim', legend)].join('\n');
}
