import Table = require('cli-table3');
import type { Command } from 'commander';
import { callControl } from '../../control-call';
import { readJson } from '../../input';
import { print, printJson } from '../../terminal';
import { listPath, sayMore, withPaging, type PageOptions } from './paging';

interface AskOptions extends PageOptions {
  readonly [filter: string]: unknown;
}

interface Page {
  readonly decisions: readonly Decided[];
  readonly next: string | null;
}

interface Decided {
  readonly decidedAt: string;
  readonly entry: string;
  readonly decisionId?: string;
  readonly effect?: string;
  readonly system?: string;
  readonly recipient?: string;
  readonly purpose?: string;
  readonly reasons?: readonly { readonly code: string }[];
  readonly basis?: readonly { readonly instrument: string; readonly fields: readonly string[] }[];
  readonly access?: { readonly by: string; readonly why: string };
}

const filters = [
  'kind',
  'system',
  'recipient',
  'purpose',
  'instrument',
  'reason',
  'effect',
  'case',
  'from',
  'to',
] as const;

/** `sluis ledger decisions|person`: questions, answered by control from the details. */
export function askCommands(ledger: Command): void {
  const decisions = ledger
    .command('decisions')
    .description('decisions, newest first, by what is given; all of it must hold');
  for (const name of filters) decisions.option(`--${name} <${name}>`);
  withPaging(decisions).action(async (options: AskOptions) => {
    show((await callControl(options.control, 'GET', listPath('/ledger/decisions', options, filters))) as Page, options);
  });

  withPaging(ledger.command('person'))
    .description(
      'to whom data about a person went, when, which fields, on what basis; the question itself goes on record',
    )
    .requiredOption('--file <file>', 'JSON `{ "insz": "…", "why": "…" }`, or - for standard input')
    .action(async (options: AskOptions & { file: string }) => {
      const asked = readJson(options.file) as object;
      const body = { ...asked, limit: options.limit, ...(options.after !== undefined && { after: options.after }) };
      show((await callControl(options.control, 'POST', '/ledger/persons', body)) as Page, options);
    });
}

function show(page: Page, { json }: PageOptions): void {
  if (json) return printJson(page);
  const head = ['decided', 'decision', 'effect', 'system', 'recipient', 'purpose', 'basis or reasons'];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const one of page.decisions) {
    const why = one.access
      ? `${one.access.by}: ${one.access.why}`
      : one.effect === 'permit'
        ? one.basis?.map(({ instrument, fields }) => `${instrument} (${fields.length})`).join(', ')
        : one.reasons?.map(({ code }) => code).join(', ');
    table.push([
      one.decidedAt,
      one.decisionId ?? one.entry,
      one.effect ?? '',
      one.system ?? '',
      one.recipient ?? '',
      one.purpose ?? '',
      why ?? '',
    ]);
  }
  print(page.decisions.length === 0 ? 'no decision is found' : table.toString());
  sayMore(page.next);
}
