import type { Command } from 'commander';
import { controlOption } from '../../control-call';
import { controlUrl } from '../../installation';
import { defaultFolder, exportLedger, verifierFrom } from '../../ledger/folder';
import { counting } from '../../ledger/progress';
import { print, printJson } from '../../terminal';

/** `sluis ledger export`: the ledger as files, for whoever wants to verify it elsewhere. */
export function exportCommand(ledger: Command): void {
  ledger
    .command('export')
    .description('fetch checkpoint, tiles and entries into a folder; a second time fetches what is new')
    .argument('[dir]', 'folder (default: export/ beside the installation)')
    .option(...controlOption)
    .option('--vkey <key>', 'verifier key, as a file or as text (default: .sluis/ledger.vkey)')
    .option('--json', 'answer in JSON')
    .action(async (dir: string | undefined, options: { control?: string; vkey?: string; json?: boolean }) => {
      const folder = dir ?? defaultFolder();
      const progress = counting('tiles fetched');
      const { origin, size } = await exportLedger(
        controlUrl(options.control),
        folder,
        verifierFrom(options.vkey),
        progress.at,
      );
      progress.end();
      if (options.json) printJson({ dir: folder, origin, size });
      else print(`${size} entries of \`${origin}\` are in ${folder}`);
    });
}
