import Table = require('cli-table3');
import type { Command } from 'commander';
import { callControl } from '../../control-call';
import { caseText, type Case, type CaseExplanation, type CaseWithHistory } from '../../ledger/case-text';
import { columns, print, printJson } from '../../terminal';
import { listPath, sayMore, withControl, withPaging, type PageOptions } from './paging';

interface ListOptions extends PageOptions {
  readonly [filter: string]: unknown;
}

interface CaseOptions {
  readonly control?: string;
  readonly json?: boolean;
  readonly status?: string;
  /** False: nobody. */
  readonly assignee?: string | false;
  readonly note?: string;
}

const filters = ['status', 'system', 'participant', 'recipient', 'reason', 'assignee', 'q'] as const;
const statuses = 'open, in-review, resolved or accepted';

/** `sluis ledger cases|case|resend`: denials by what one has to mend. */
export function caseCommands(ledger: Command): void {
  withPaging(
    ledger
      .command('cases')
      .description('denials grouped by what one has to mend, latest first, by what is given; all of it must hold')
      .option('--status <status>', statuses)
      .option('--system <system>')
      .option('--participant <participant>', 'whose systems asked')
      .option('--recipient <recipient>')
      .option('--reason <reason>', 'a reason code')
      .option('--assignee <name>')
      .option('--q <text>', 'a text in a name, a title or a field'),
  ).action(async (options: ListOptions) => {
    const path = listPath('/ledger/cases', options, filters);
    const page = (await callControl(options.control, 'GET', path)) as { cases: Case[]; next: string | null };
    if (options.json) return printJson(page);
    print(page.cases.length === 0 ? 'there is no such case' : table(page.cases));
    sayMore(page.next);
  });

  withControl(ledger.command('case'))
    .description('one case in plain words: what was asked, why not, what would help; or change it')
    .argument('<id>')
    .option('--status <status>', statuses)
    .option('--assignee <name>')
    .option('--no-assignee', 'give it to nobody')
    .option('--note <text>')
    .action(async (id: string, { control, json, status, assignee, note }: CaseOptions) => {
      const path = `/ledger/cases/${encodeURIComponent(id)}`;
      const change = {
        ...(status !== undefined && { status }),
        ...(assignee !== undefined && { assignee: assignee === false ? null : assignee }),
        ...(note !== undefined && { note }),
      };
      const changes = Object.keys(change).length > 0;
      const found = await callControl(control, changes ? 'PATCH' : 'GET', path, changes ? change : undefined);
      if (json) return printJson(found);
      const explanation = (await callControl(control, 'GET', `${path}/explanation`)) as CaseExplanation;
      print(caseText(found as CaseWithHistory, explanation, columns()));
    });

  withControl(ledger.command('resend'))
    .description('decision ids of a resolved case, to send their requests again')
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

function table(cases: readonly Case[]): string {
  const head = ['case', 'status', 'denials', 'last', 'system', 'recipient', 'purpose', 'reason', 'fields'];
  const shown = new Table({
    head: [...head, 'instrument', 'assignee'],
    style: { head: [], border: [], compact: true },
  });
  for (const one of cases) {
    shown.push([
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
  return shown.toString();
}
