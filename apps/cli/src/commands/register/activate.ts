import type { Command } from 'commander';
import { callControl, controlOption } from '../../control-call';
import { print, printJson } from '../../terminal';

interface Activation {
  readonly version: number;
  readonly changed: boolean;
  readonly published: boolean;
}

/** `sluis register activate`: control validates its files anew and publishes them; faults leave the active register as it is. */
export function activateCommand(register: Command): void {
  register
    .command('activate')
    .description('let control validate its files and publish them; the gateways have them within a second')
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
