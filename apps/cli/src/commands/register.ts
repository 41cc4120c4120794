import type { Command } from 'commander';
import { activateCommand } from './register/activate';
import { checkCommand } from './register/check';
import { diffCommand } from './register/diff';
import { matrixCommand } from './register/matrix';
import { newCommand } from './register/new';
import { pageCommand } from './register/page';
import { proposalCommands } from './register/proposals';
import { proveCommand } from './register/prove';
import { schemasCommand } from './register/schemas';
import { showCommand } from './register/show';
import { statusCommand } from './register/status';

/** `sluis register …`: the register as files. One file a subcommand, in `register/`. */
export function registerCommand(program: Command): void {
  const register = program.command('register').description('the register as files');
  checkCommand(register);
  proposalCommands(register);
  activateCommand(register);
  showCommand(register);
  matrixCommand(register);
  statusCommand(register);
  newCommand(register);
  schemasCommand(register);
  pageCommand(register);
  diffCommand(register);
  proveCommand(register);
}
