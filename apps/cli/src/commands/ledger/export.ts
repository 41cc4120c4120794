import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { controlOption } from '../../control-call';
import { controlUrl } from '../../installation';
import { findingLine } from '../../ledger/checked';
import { defaultFolder, exportLedger, forkedName, verifierFrom } from '../../ledger/folder';
import { counting } from '../../ledger/progress';
import { exitCodes } from '../../outcome';
import { paint, print, printJson } from '../../terminal';

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
      const url = controlUrl(options.control);
      const { checkpoint, findings } = await exportLedger(url, folder, verifierFrom(options.vkey), {
        onProgress: progress.at,
      });
      progress.end();
      const { origin, size } = checkpoint;
      const forked = existsSync(join(folder, forkedName));
      if (forked || findings.length > 0) process.exitCode = exitCodes.faults;
      if (options.json) return printJson({ dir: folder, origin, size, forked, faults: findings });
      for (const finding of findings) print(`${paint('red', 'fault')} ${findingLine(finding)}`);
      if (forked) {
        print(
          `${paint('red', 'fault')} the server showed a checkpoint that does not go on from the one in ${folder}: \`${forkedName}\` beside \`checkpoint\`. Both are signed and are the proof: keep them, ask who changed the ledger, and remove \`${forkedName}\` when that is settled`,
        );
      }
      print(`${size} entries of \`${origin}\` are in ${folder}`);
    });
}
