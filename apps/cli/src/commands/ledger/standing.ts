import Table = require('cli-table3');
import type { Command } from 'commander';
import { callControl } from '../../control-call';
import { CommandFault, exitCodes } from '../../outcome';
import { paint, print, printJson } from '../../terminal';
import { withControl } from './paging';

interface StandingOptions {
  readonly control?: string;
  readonly json?: boolean;
}

interface RuleOptions {
  readonly days?: string;
  readonly kind: string;
  readonly instrument?: string;
}

interface Rule {
  readonly kind: string;
  /** Empty: every instrument without a rule of its own. */
  readonly instrument: string;
  readonly days: number;
}

interface Gap {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** Control lists no more at once. */
const gapsMax = 1_000;

/** `sluis ledger gaps|retention`: what the recorder knows to be missing; how long details are kept, and to change it. */
export function standingCommands(ledger: Command): void {
  withControl(ledger.command('gaps'))
    .description('requests that were passed over: decided, as later ones are, and without an entry; exit 1 on any')
    .action(async (options: StandingOptions) => {
      const answer = (await callControl(options.control, 'GET', '/ledger/gaps')) as { gaps: Gap[] };
      if (answer.gaps.length > 0) process.exitCode = exitCodes.faults;
      if (options.json) return printJson(answer);
      for (const { topic, partition, from, to } of answer.gaps) {
        print(`${paint('red', 'gap')} \`${topic}\`, partition ${partition}: no entry for offsets ${from} to ${to - 1}`);
      }
      if (answer.gaps.length >= gapsMax) print(`the first ${gapsMax}; there may be more`);
      if (answer.gaps.length === 0) print('the recorder passed over no request; `ledger complete` asks the broker too');
    });

  withControl(ledger.command('retention'))
    .description('how long details of entries are kept, by kind of entry and instrument; entries stay for good')
    .option('--days <days>', 'keep them so long from now on, or `none` for no rule; without it the rules are shown')
    .option('--kind <kind>', 'of this kind of entry: decision, access, act, erasure, retention', 'decision')
    .option('--instrument <id>', 'of decisions by this instrument (default: every one that has no rule of its own)')
    .action(async ({ days, kind, instrument, ...options }: StandingOptions & RuleOptions) => {
      if (days !== undefined) {
        if (!/^(?:\d{1,6}|none)$/.test(days))
          throw new CommandFault(exitCodes.usage, `\`--days ${days}\` is neither a number of days nor \`none\``);
        const rule = {
          kind,
          days: days === 'none' ? null : Number(days),
          ...(instrument !== undefined && { instrument }),
        };
        await callControl(options.control, 'PUT', '/ledger/retention', rule);
      }
      const answer = (await callControl(options.control, 'GET', '/ledger/retention')) as { rules: Rule[] };
      if (options.json) return printJson(answer);
      const head = ['kind of entry', 'instrument', 'days'];
      const table = new Table({ head, style: { head: [], border: [], compact: true } });
      for (const { kind, instrument, days } of answer.rules) table.push([kind, instrument || 'every other', days]);
      print(answer.rules.length === 0 ? 'there is no rule: details are kept' : table.toString());
    });
}
