import type { Command } from 'commander';
import { askCommands } from './ledger/ask';
import { caseCommands } from './ledger/cases';
import { completeCommand } from './ledger/complete';
import { eraseCommand } from './ledger/erase';
import { exportCommand } from './ledger/export';
import { redecideCommand } from './ledger/redecide';
import { standingCommands } from './ledger/standing';
import { verifyCommand } from './ledger/verify';

/** `sluis ledger …`: the evidence, for whoever trusts no server. One file a subcommand, in `ledger/`. */
export function ledgerCommand(program: Command): void {
  const ledger = program
    .command('ledger')
    .description('the ledger of decisions: export it, verify it, see that it is complete');
  exportCommand(ledger);
  verifyCommand(ledger);
  completeCommand(ledger);
  askCommands(ledger);
  redecideCommand(ledger);
  caseCommands(ledger);
  eraseCommand(ledger);
  standingCommands(ledger);
}
