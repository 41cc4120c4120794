import type { Command } from 'commander';
import {
  certaintyLegend,
  describeInstrument,
  describeParticipant,
  describeRole,
  describeTerritory,
  instrumentBlocks,
  participantBlocks,
  renderText,
  roleBlocks,
  territoryBlocks,
  withoutCases,
  wrap,
  type Block,
  type InstrumentDescription,
  type ParticipantDescription,
  type RoleDescription,
  type TerritoryDescription,
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

/** `sluis register show <id>`: one instrument, participant, role or territory, in plain Dutch. */
export function showCommand(register: Command): void {
  register
    .command('show')
    .description('one instrument, participant, role or territory in plain Dutch')
    .argument('<id>', 'such as vtc-2015-9, vlabinvest, role:shm or leiedal-leden')
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
  npx sluis register show role:shm
  npx sluis register show leiedal-leden --at 2021-03-01

Exit codes: 0 shown · 1 the register has faults · 2 nothing has that id, or a wrong date`,
    )
    .action(async (id: string, options: ShowOptions) => {
      const described = await withProgress('reading the register', describe(id, options));
      if (options.json) printJson(described);
      else print(shown(described, columns()));
    });
}

type Description = InstrumentDescription | ParticipantDescription | RoleDescription | TerritoryDescription;

/** `role:shm` is the role, also where something else has that id. */
export async function describe(asked: string, options: Pick<ShowOptions, 'at' | 'register'>): Promise<Description> {
  const at = dayOf(options.at);
  const source = withoutCases((await soundFiles(options.register ?? protocolsDir())).source);
  const [, prefix, id = asked] = /^(role|territory):(.*)$/.exec(asked) ?? [];
  const described =
    (prefix === undefined ? (describeInstrument(source, id, at) ?? describeParticipant(source, id, at)) : undefined) ??
    (prefix === 'territory' ? undefined : describeRole(source, id, at)) ??
    (prefix === 'role' ? undefined : describeTerritory(source, id, at));
  if (described !== undefined) return described;
  const ids = (items: readonly { readonly id: string }[]) => items.map((each) => each.id);
  const known = {
    instrument: ids(source.instruments),
    participant: ids(source.participants),
    role: ids(source.roles),
    territory: ids(source.territories),
  };
  const near = didYouMean(
    id,
    prefix === 'role' || prefix === 'territory' ? known[prefix] : Object.values(known).flat(),
  );
  throw new CommandFault(
    exitCodes.usage,
    `the register knows no ${prefix ?? 'instrument, participant, role or territory'} \`${id}\`; ${near === '' ? '' : `${near} `}` +
      'the ids are the names of the files in `instruments/`, `participants/` and `territories/`, and the keys in `roles/`',
  );
}

export function shown(described: Description, width: number): string {
  const blocks = blocksOf(described);
  const [title = '', ...rest] = renderText(blocks, width).split('\n');
  const legend = wrap(certaintyLegend, width).join('\n');
  return [paint('bold', title), paintMarks(rest.join('\n')), '', paint('dim', legend)].join('\n');
}

function blocksOf(described: Description): readonly Block[] {
  if ('versions' in described) return instrumentBlocks(described);
  if (!('kind' in described)) return participantBlocks(described);
  return described.kind === 'role' ? roleBlocks(described) : territoryBlocks(described);
}
