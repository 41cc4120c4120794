import type { Command } from 'commander';
import { callControl, controlOption } from '../../control-call';
import { print, printJson } from '../../terminal';

interface Activation {
  readonly version: number;
  readonly changed: boolean;
  readonly published: boolean;
}

/**
 * `sluis register activate`: control validates its files anew and publishes them, where its setting leaves that to one person;
 * elsewhere it says how two do it. Faults leave the active register as it is.
 */
export function activateCommand(register: Command): void {
  register
    .command('activate')
    .description(
      'let control publish its files by itself: the first version, or with SLUIS_ACTIVATION=files; else see `propose`',
    )
    .option(...controlOption)
    .option('--json', 'answer in JSON: version, changed, published')
    .addHelpText(
      'after',
      '\nExamples:\n  npx sluis register check && npx sluis register activate\n\nExit codes: 0 active · 1 the files have faults: nothing was changed · 4 control cannot be reached',
    )
    .action(async ({ control, json }: { control?: string; json?: boolean }) => {
      const activation = (await callControl(control, 'POST', '/register/activate')) as Activation;
      if (json) return printJson(activation);
      const { version, changed, published } = activation;
      print(changed ? `register ${version} is active` : `nothing changed: register ${version} stays active`);
      if (!published) print('it is published as soon as Kafka answers');
    });
}
