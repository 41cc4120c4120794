import Table = require('cli-table3');
import type { Command } from 'commander';
import { callControl, controlOption } from '../../control-call';
import { print, printJson } from '../../terminal';

interface Case {
  readonly id: string;
  readonly status: string;
  readonly system: string;
  readonly recipient: string | null;
  readonly purpose: string | null;
  readonly reason: string;
  readonly fields: readonly string[];
  readonly instrument: string | null;
  readonly count: number;
  readonly lastAt: string;
  readonly assignee: string | null;
}

interface CaseOptions {
  readonly control?: string;
  readonly json?: boolean;
  readonly status?: string;
  readonly assignee?: string;
  readonly note?: string;
}

/** `sluis ledger cases|case|resend`: denials by what one has to mend. */
export function caseCommands(ledger: Command): void {
  const withControl = (command: Command): Command =>
    command.option(...controlOption).option('--json', 'answer in JSON');

  withControl(ledger.command('cases'))
    .description('denials grouped by what one has to mend, latest first')
    .option('--status <status>', 'open, in-review, resolved or accepted')
    .action(async (options: CaseOptions) => {
      const query = options.status === undefined ? '' : `?status=${encodeURIComponent(options.status)}`;
      const { cases } = (await callControl(options.control, 'GET', `/ledger/cases${query}`)) as { cases: Case[] };
      if (options.json) return printJson(cases);
      const head = [
        'case',
        'status',
        'denials',
        'last',
        'system',
        'recipient',
        'purpose',
        'reason',
        'fields',
        'instrument',
        'assignee',
      ];
      const table = new Table({ head, style: { head: [], border: [], compact: true } });
      for (const one of cases) {
        table.push([
          one.id,
          one.status,
          one.count,
          one.lastAt.slice(0, 16),
          one.system,
          one.recipient ?? '',
          one.purpose ?? '',
          one.reason,
          one.fields.join(', '),
          one.instrument ?? '',
          one.assignee ?? '',
        ]);
      }
      print(cases.length === 0 ? 'there is no such case' : table.toString());
    });

  withControl(ledger.command('case'))
    .description('show a case, or change it')
    .argument('<id>')
    .option('--status <status>', 'open, in-review, resolved or accepted')
    .option('--assignee <name>')
    .option('--note <text>')
    .action(async (id: string, { control, json: _json, ...change }: CaseOptions) => {
      const path = `/ledger/cases/${encodeURIComponent(id)}`;
      const changes = Object.keys(change).length > 0;
      printJson(await callControl(control, changes ? 'PATCH' : 'GET', path, changes ? change : undefined));
    });

  withControl(ledger.command('resend'))
    .description('decision ids of a case, to send their requests again once it is resolved')
    .argument('<id>')
    .action(async (id: string, options: CaseOptions) => {
      const path = `/ledger/cases/${encodeURIComponent(id)}/decisions`;
      const ids: string[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page = (await callControl(options.control, 'GET', `${path}?after=${next}`)) as {
          decisionIds: string[];
          next: string | null;
        };
        ids.push(...page.decisionIds);
        next = page.next;
      }
      if (options.json) printJson(ids);
      else for (const one of ids) print(one);
    });
}
