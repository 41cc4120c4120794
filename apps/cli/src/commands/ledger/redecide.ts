import type { Command } from 'commander';
import { callControl, controlOption } from '../../control-call';
import { exitCodeOf, linesOf, type Redecided } from '../../ledger/redecided';
import { print, printJson } from '../../terminal';

/** `sluis ledger redecide`: a past request decided again by control, from its entry and the register as it stood then. */
export function redecideCommand(ledger: Command): void {
  ledger
    .command('redecide')
    .description(
      'decide a past request again from its record and the register version it names; exit 0 the same, 1 not, 2 cannot',
    )
    .argument('<decision id>')
    .option(...controlOption)
    .option('--json', 'answer in JSON')
    .action(async (id: string, options: { readonly control?: string; readonly json?: boolean }) => {
      const path = `/ledger/decisions/${encodeURIComponent(id)}/redecide`;
      const redecided = (await callControl(options.control, 'POST', path)) as Redecided;
      process.exitCode = exitCodeOf(redecided);
      if (options.json) printJson(redecided);
      else for (const line of linesOf(redecided)) print(line);
    });
}
