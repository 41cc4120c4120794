import Table = require('cli-table3');
import type { Command } from 'commander';
import { asOfficer, callControl } from '../control-call';
import { readJson } from '../input';
import { controlUrl } from '../installation';
import { print, printJson } from '../terminal';

interface CasesOptions {
  readonly control?: string;
  /** Officer in whose name it is done. */
  readonly as?: string;
  readonly json?: boolean;
}

interface ListedCase {
  readonly id: string;
  readonly state: string;
  readonly kind: string;
  readonly provider: string;
  readonly recipient: string;
  readonly until: string;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly endCause: string | null;
}

/** `sluis cases propose|list|end`: instruments about one person, through control. Approving is for a person, in the console. */
export function casesCommand(program: Command): void {
  const cases = program
    .command('cases')
    .description('instruments about one person: legal duty, portability, vital interest; each takes two officers');

  asOfficer(cases.command('propose'))
    .description('propose a case; a vital interest holds at once, and ends unless another officer approves it in a day')
    .requiredOption('--file <file>', 'JSON file, or - for standard input')
    .action(async ({ file, ...options }: CasesOptions & { file: string }) => {
      const proposed = (await call(options, 'POST', '/cases', readJson(file))) as { id: string };
      if (options.json) printJson(proposed);
      else
        print(
          `proposed ${proposed.id}; another officer approves it in the console: ${controlUrl(options.control)}/console/betrokkene/zaken`,
        );
    });

  asOfficer(cases.command('list'))
    .description('list cases: what they allow and who answers for them, never about whom')
    .action(async (options: CasesOptions) => {
      const rows = (await call(options, 'GET', '/cases')) as ListedCase[];
      if (options.json) printJson(rows);
      else print(rows.length === 0 ? 'there are no cases' : table(rows));
    });

  asOfficer(cases.command('end'))
    .description('end a case; it stops working at every gateway within a second')
    .argument('<id>', 'id, as `propose` and `list` show it')
    .action((id: string, options: CasesOptions) => end(options, id));
}

async function end(options: CasesOptions, id: string): Promise<void> {
  await call(options, 'POST', `/cases/${encodeURIComponent(id)}/end`);
  if (options.json) printJson({ id });
  else print(`ended ${id}`);
}

function table(rows: readonly ListedCase[]): string {
  const head = ['id', 'state', 'kind', 'from', 'to', 'until', 'proposed by', 'approved by'];
  const shown = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { id, state, kind, provider, recipient, until, proposedBy, approvedBy, endCause } of rows) {
    const stands = endCause === null ? state : `${state} (${endCause})`;
    shown.push([id, stands, kind, provider, recipient, until, proposedBy, approvedBy ?? '']);
  }
  return shown.toString();
}

function call({ control, as }: CasesOptions, method: string, path: string, body?: unknown): Promise<unknown> {
  return callControl(control, method, path, body, as);
}
