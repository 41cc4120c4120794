import type { Command } from 'commander';
import { asOfficer } from '../../control-call';
import { controlUrl } from '../../installation';
import { checkLedger, findingLine } from '../../ledger/checked';
import { Commitments } from '../../ledger/kept-details';
import { defaultFolder, exportLedger, verifierFrom, type ServerFinding } from '../../ledger/folder';
import { counting } from '../../ledger/progress';
import { exitCodes } from '../../outcome';
import { paint, print, printJson } from '../../terminal';

interface VerifyOptions {
  readonly control?: string;
  readonly vkey?: string;
  readonly entry?: string;
  readonly fromCheckpoint?: string;
  readonly details?: boolean;
  readonly offline?: boolean;
  readonly as?: string;
  readonly json?: boolean;
}

/**
 * `sluis ledger verify`: an export held against its checkpoint and older ones. Without a folder the server's ledger is fetched whole, and held
 * against what the default folder has of it; of a folder that is named no server is asked. With `--details` control tells what the details in
 * its database commit to, which is held against the entries.
 */
export function verifyCommand(ledger: Command): void {
  asOfficer(ledger.command('verify'))
    .description('verify an export: every entry, every tile, the checkpoint; exit 1 on any finding')
    .argument(
      '[dir]',
      'folder of an export, of which no server is asked; without it all of the ledger is fetched and compared',
    )
    .option('--entry <id>', 'a decision: prove that it is in the ledger, and show its entry')
    .option('--from-checkpoint <file>', 'an older checkpoint: prove that it is a beginning of this ledger')
    .option('--offline', 'without a folder: look at what was fetched before, and ask no server for tiles')
    .option('--vkey <key>', 'verifier key, as a file or as text (default: .sluis/ledger.vkey)')
    .option(
      '--details',
      'hold the details in the database against the entries too: control is asked, and no detail shown',
    )
    .action(async (given: string | undefined, options: VerifyOptions) => {
      const verifier = verifierFrom(options.vkey);
      const dir = given ?? defaultFolder();
      let server: readonly ServerFinding[] = [];
      if (given === undefined && !options.offline) {
        const progress = counting('tiles fetched');
        const url = controlUrl(options.control);
        server = (await exportLedger(url, dir, verifier, { again: true, onProgress: progress.at })).findings;
        progress.end();
      }
      const commitments = options.details ? new Commitments() : undefined;
      const checked = checkLedger(dir, verifier, {
        ...(options.entry !== undefined && { decisionId: options.entry }),
        older: options.fromCheckpoint === undefined ? [] : [options.fromCheckpoint],
        onEntry: (entry, index) => commitments?.add(entry, index),
      });
      // An entry that is not the tree's commits to nothing.
      const details = checked.faults.length === 0 ? await commitments?.compare(options.control, options.as) : undefined;
      const { checkpoint, found, consistentWith } = checked;
      const faults = [...server, ...checked.faults, ...(details?.faults ?? [])];
      const unknown = options.entry !== undefined && found === undefined;
      if (faults.length > 0 || unknown) process.exitCode = exitCodes.faults;
      const root = Buffer.from(checkpoint.root).toString('base64');
      if (options.json) {
        printJson({
          verified: faults.length === 0 && !unknown,
          origin: checkpoint.origin,
          size: checkpoint.size,
          root,
          consistentWith,
          faults,
          ...(details && { details: { match: details.match, missing: details.missing, removed: details.removed } }),
          ...(options.entry !== undefined && {
            entry: found && {
              index: found.index,
              ...found.entry,
              proof: found.proof.map((hash) => Buffer.from(hash).toString('base64')),
            },
          }),
        });
        return;
      }
      for (const fault of faults) print(`${paint('red', 'fault')} ${findingLine(fault)}`);
      if (unknown) print(`${paint('red', 'fault')} no entry has the decision \`${options.entry}\``);
      if (found !== undefined) {
        print(
          `entry ${found.index}, proven by ${found.proof.length} hashes:\n${JSON.stringify(found.entry, undefined, 2)}`,
        );
      }
      for (const { path, size } of consistentWith)
        print(`\`${path}\`, of ${size} entries, is a beginning of this ledger`);
      if (details !== undefined) {
        const { match, missing, removed } = details;
        print(
          `details of ${match} entries are as committed to; ${missing} entries have none, of which retention removed ${removed}`,
        );
      }
      const verdict = faults.length === 0 ? paint('green', 'verified') : paint('red', `${faults.length} faults`);
      print(`${verdict}: ${checkpoint.size} entries of \`${checkpoint.origin}\`, root ${root}`);
    });
}
