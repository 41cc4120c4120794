import Table = require('cli-table3');
import type { Command } from 'commander';
import { callControl } from '../../control-call';
import { readJson } from '../../input';
import { decisionText, fieldLines, grounds, type Recorded } from '../../ledger/decision-text';
import { columns, print, printJson } from '../../terminal';
import { listPath, sayMore, withControl, withPaging, type PageOptions } from './paging';

interface AnswerOptions {
  readonly control?: string;
  readonly json?: boolean;
}

/** `GET /ledger/decisions/:id`. */
interface One {
  readonly index: number;
  readonly details: {
    readonly kind: string;
    readonly decidedAt: string;
    readonly match: boolean;
    readonly record: Partial<Recorded> | null;
  } | null;
}

interface Permitted {
  readonly recipient: string;
  readonly purpose: string;
  readonly system: string;
  readonly decisions: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

interface AskOptions extends PageOptions {
  readonly [filter: string]: unknown;
}

interface Page {
  readonly decisions: readonly Recorded[];
  readonly next: string | null;
}

const filters = {
  kind: 'kind of entry: decision, access, act, erasure, retention',
  system: 'who asked',
  recipient: 'who it was for',
  purpose: 'what for',
  instrument: 'a permit rests on it; of denials, `ledger cases` has the instrument that came nearest',
  reason: 'a reason code of a denial, as docs/reasons.md lists them',
  effect: 'permit or deny',
  case: 'id of a case, as `ledger cases` shows it',
  from: 'a date or a time (2026-03-01, 2026-03-01T10:00:00Z): decided at or after',
  to: 'a date or a time: decided before',
} as const;

/** `sluis ledger decisions|decision|instrument|person`: questions, answered by control from the details. */
export function askCommands(ledger: Command): void {
  const decisions = ledger
    .command('decisions')
    .description('decisions, newest first, by what is given; all of it must hold');
  for (const [name, what] of Object.entries(filters)) decisions.option(`--${name} <${name}>`, what);
  withPaging(decisions).action(async (options: AskOptions) => {
    const path = listPath('/ledger/decisions', options, Object.keys(filters));
    show((await callControl(options.control, 'GET', path)) as Page, options);
  });

  withControl(ledger.command('decision <id>'))
    .description('one decision, or another entry: what was asked or done, by whom, which fields, on what basis')
    .action(async (id: string, options: AnswerOptions) => {
      const answer = (await callControl(options.control, 'GET', `/ledger/decisions/${encodeURIComponent(id)}`)) as One;
      if (options.json) return printJson(answer);
      const { index, details } = answer;
      if (!details?.record) return print(`entry ${index} stands; its details were erased or kept long enough`);
      const { kind, decidedAt, match, record } = details;
      print(decisionText({ decisionId: id, ...record, entry: kind, decidedAt }, { index, match }, columns()));
    });

  withControl(ledger.command('instrument <id>'))
    .description('what one instrument permitted: how many decisions, by recipient, purpose and system')
    .option('--from <from>', filters.from)
    .option('--to <to>', filters.to)
    .action(async (id: string, { from, to, ...options }: AnswerOptions & { from?: string; to?: string }) => {
      const query = new URLSearchParams({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
      const path = `/ledger/instruments/${encodeURIComponent(id)}?${query.toString()}`;
      const answer = (await callControl(options.control, 'GET', path)) as { permitted: readonly Permitted[] };
      if (options.json) return printJson(answer);
      const head = ['recipient', 'purpose', 'system', 'decisions', 'first', 'last'];
      const table = new Table({ head, style: { head: [], border: [], compact: true } });
      for (const { recipient, purpose, system, decisions: count, firstAt, lastAt } of answer.permitted) {
        table.push([recipient, purpose, system, count, firstAt, lastAt]);
      }
      print(answer.permitted.length === 0 ? `nothing was permitted by \`${id}\`` : table.toString());
    });

  withPaging(ledger.command('person'))
    .description(
      'to whom data about a person went, when, which fields, on what basis; the question itself goes on record',
    )
    .requiredOption('--file <file>', 'JSON `{ "insz": "…", "why": "…" }`, or - for standard input')
    .action(async (options: AskOptions & { file: string }) => {
      const asked = readJson(options.file) as object;
      const body = { ...asked, limit: options.limit, ...(options.after !== undefined && { after: options.after }) };
      show((await callControl(options.control, 'POST', '/ledger/persons', body)) as Page, options, true);
    });
}

/** As a table; `fields` names what went as well, below it. */
function show(page: Page, { json }: PageOptions, fields = false): void {
  if (json) return printJson(page);
  const head = [
    'decided',
    'decision',
    'kind',
    'effect',
    'system',
    'recipient',
    'purpose',
    'basis, reasons, or who and why',
  ];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const one of page.decisions) {
    const { decidedAt, decisionId, entry, effect = '', system = '', recipient = '', purpose = '' } = one;
    table.push([decidedAt, decisionId, entry, effect, system, recipient, purpose, grounds(one)]);
  }
  print(page.decisions.length === 0 ? 'no decision is found' : table.toString());
  for (const one of fields ? page.decisions : []) {
    for (const line of fieldLines(one)) print(`${one.decisionId} by ${line}`);
  }
  sayMore(page.next);
}
