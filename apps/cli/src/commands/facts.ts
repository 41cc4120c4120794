import Table = require('cli-table3');
import type { Command } from 'commander';
import { callControl, controlOption } from '../control-call';
import { readJson } from '../input';
import { print, printJson } from '../terminal';

interface FactsOptions {
  readonly control?: string;
  readonly json?: boolean;
}

interface ListedFact {
  readonly id: string;
  readonly kind: string;
  readonly participant: string;
  readonly purposes?: readonly string[];
  readonly from: string;
  readonly until: string | null;
  readonly withdrawnAt: string | null;
}

/** `sluis facts record|list|withdraw`: facts about persons, through control. */
export function factsCommand(program: Command): void {
  const facts = program
    .command('facts')
    .description('facts about persons: restriction, objection, consent, open file, do-not-contact');
  const withControl = (command: Command): Command =>
    command.option(...controlOption).option('--json', 'answer in JSON');

  withControl(facts.command('record'))
    .description('record one fact, or a list of at most 1,000')
    .requiredOption('--file <file>', 'JSON file, or - for standard input')
    .action(async ({ file, ...options }: FactsOptions & { file: string }) => {
      const body = readJson(file);
      const ids = (await call(options, 'POST', '/facts', body)) as { id: string }[];
      if (options.json) printJson(ids);
      else for (const { id } of ids) print(`recorded ${id}`);
    });

  withControl(facts.command('list'))
    .description('list facts: what they say, never about whom')
    .option('--withdrawn', 'withdrawn ones too')
    .action(async ({ withdrawn, ...options }: FactsOptions & { withdrawn?: boolean }) => {
      const rows = await listAll(options, withdrawn === true);
      if (options.json) printJson(rows);
      else print(rows.length === 0 ? 'no facts are recorded' : table(rows));
    });

  withControl(facts.command('withdraw'))
    .description('withdraw a fact; it stops working at every gateway within a second')
    .argument('<id>', 'id, as `record` and `list` show it')
    .action(async (id: string, options: FactsOptions) => {
      await call(options, 'DELETE', `/facts/${encodeURIComponent(id)}`);
      if (options.json) printJson({ id });
      else print(`withdrawn ${id}`);
    });
}

const pageRows = 1_000;

async function listAll(options: FactsOptions, withdrawn: boolean): Promise<ListedFact[]> {
  const rows: ListedFact[] = [];
  for (;;) {
    const after = rows.at(-1)?.id;
    const query = new URLSearchParams({
      limit: String(pageRows),
      withdrawn: String(withdrawn),
      ...(after && { after }),
    });
    const page = (await call(options, 'GET', `/facts?${query.toString()}`)) as ListedFact[];
    rows.push(...page);
    if (page.length < pageRows) return rows;
  }
}

function table(rows: readonly ListedFact[]): string {
  const head = ['id', 'kind', 'participant', 'purposes', 'from', 'until', 'withdrawn'];
  const shown = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { id, kind, participant, purposes, from, until, withdrawnAt } of rows) {
    shown.push([
      id,
      kind,
      participant,
      purposes?.join(', ') ?? 'all',
      from,
      until ?? '',
      withdrawnAt?.slice(0, 10) ?? '',
    ]);
  }
  return shown.toString();
}

function call({ control }: FactsOptions, method: string, path: string, body?: unknown): Promise<unknown> {
  return callControl(control, method, path, body);
}
