import { Command, CommanderError } from 'commander';
import { casesCommand } from './commands/cases';
import { decideCommand } from './commands/decide';
import { doctorCommand } from './commands/doctor';
import { factsCommand } from './commands/facts';
import { ledgerCommand } from './commands/ledger';
import { registerCommand } from './commands/register';
import { sendCommand } from './commands/send';
import { watchCommand } from './commands/watch';
import { jsonAfterCommand } from './arguments';
import { CommandFault, exitCodes } from './outcome';
import { endWithReader, paint, printable, printJson } from './terminal';

/** The `sluis` command. Exit codes: 0 well, 1 faults found, 2 wrong usage, 3 denied, 4 something cannot be reached. */
async function main(): Promise<void> {
  const program = new Command('sluis')
    .description('Gateway for personal data in social housing: the register, requests, facts about persons')
    .addHelpText('after', '\nExit codes: 0 well · 1 faults found · 2 wrong usage · 3 denied · 4 cannot reach')
    .showHelpAfterError('(`npx sluis --help` lists the commands)')
    .exitOverride();
  registerCommand(program);
  decideCommand(program);
  factsCommand(program);
  casesCommand(program);
  ledgerCommand(program);
  sendCommand(program);
  watchCommand(program);
  doctorCommand(program);
  for (const command of descendants(program)) command.exitOverride().showHelpAfterError('(`--help` says more)');
  await program.parseAsync(jsonAfterCommand(process.argv.slice(2)), { from: 'user' });
}

function descendants(command: Command): Command[] {
  return command.commands.flatMap((child) => [child as Command, ...descendants(child as Command)]);
}

endWithReader();
main().catch((fault: unknown) => {
  if (fault instanceof CommanderError) {
    process.exitCode = fault.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    return;
  }
  const message =
    fault instanceof CommandFault ? fault.message : `a fault of our own: ${String((fault as Error)?.stack ?? fault)}`;
  if (process.argv.includes('--json')) printJson({ error: message });
  process.stderr.write(`${paint('red', 'sluis:', process.stderr)} ${printable(message)}\n`);
  process.exitCode = fault instanceof CommandFault ? fault.exitCode : exitCodes.faults;
});
