import type { Command } from 'commander';
import { controlOption } from '../../control-call';
import { controlUrl } from '../../installation';
import { hiddenTopics, ingressPartitions, operatorKafka } from '../../ledger/broker';
import { checkLedger, findingLine, type CheckedLedger } from '../../ledger/checked';
import { completeness, journalCompleteness, type PartitionCompleteness } from '../../ledger/completeness';
import { defaultFolder, exportLedger, journalEnd, verifierFrom, type ServerFinding } from '../../ledger/folder';
import { CommandFault, exitCodes } from '../../outcome';
import { paint, print, printJson, withProgress } from '../../terminal';

interface CompleteOptions {
  readonly control?: string;
  readonly vkey?: string;
  readonly wait: string;
  readonly json?: boolean;
}

const againMs = 500;

/** `sluis ledger complete`: that every request which was decided has exactly one entry, by the broker's own offsets. */
export function completeCommand(ledger: Command): void {
  ledger
    .command('complete')
    .description('take the offsets of every ingress topic from the broker: each has exactly one entry; exit 1 if not')
    .option('--wait <seconds>', 'give the recorder this long to catch up', '10')
    .option('--vkey <key>', 'verifier key, as a file or as text (default: .sluis/ledger.vkey)')
    .option(...controlOption)
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      '\nKafka: KAFKA_* of somebody who may see every ingress topic; else the local installation’s.',
    )
    .action(async (options: CompleteOptions) => {
      if (!/^\d{1,5}$/.test(options.wait)) {
        throw new CommandFault(exitCodes.usage, `\`--wait ${options.wait}\` is no number of seconds, 0 to 99999`);
      }
      const { server, checked, isCurrent, partitions, journal } = await withProgress(
        'holding the ledger against the broker',
        compare(options),
      );
      const faults = [
        ...[...server, ...checked.faults].map(findingLine),
        ...journal.missing.map(({ from, to }) => `control's own journal: no entry for notes ${from} to ${to - 1}`),
        ...journal.invented.map(
          ({ from, to }) => `control's own journal: entries for notes ${from} to ${to - 1}, which control never made`,
        ),
        ...partitions.flatMap(({ topic, partition, missing, invented }) => [
          ...missing.map(
            ({ from, to }) => `\`${topic}\`, partition ${partition}: no entry for offsets ${from} to ${to - 1}`,
          ),
          ...invented.map(
            ({ from, to }) =>
              `\`${topic}\`, partition ${partition}: entries for offsets ${from} to ${to - 1}, which the broker never had`,
          ),
        ]),
      ];
      if (faults.length > 0) process.exitCode = exitCodes.faults;
      const count = (of: (one: PartitionCompleteness) => number): number =>
        partitions.reduce((sum, one) => sum + of(one), 0);
      const totals = {
        complete: faults.length === 0,
        size: checked.checkpoint.size,
        requests: count(({ requests }) => requests),
        waiting: count(({ waiting }) => waiting),
        markers: count(({ markers }) => markers),
      };
      if (options.json) return printJson({ ...totals, compared: isCurrent, faults, partitions, journal });
      for (const fault of faults) print(`${paint('red', 'fault')} ${fault}`);
      for (const { topic, partition, forgotten } of partitions) {
        for (const { from, to } of forgotten) {
          print(
            `\`${topic}\`, partition ${partition}: offsets ${from} to ${to - 1} have no entry, and the broker no longer has them: whether requests were there can't be told`,
          );
        }
      }
      if (!isCurrent) {
        print(
          `${paint('red', 'not complete')}: the server's ledger does not go on from what was fetched before, so it was not held against the broker`,
        );
        return;
      }
      const verdict = totals.complete ? paint('green', 'complete') : paint('red', 'not complete');
      print(
        `${verdict}: ${totals.requests} requests decided on ${partitions.length} partitions, ${totals.size} entries; ${totals.waiting} requests wait for their decision`,
      );
    });
}

/** The broker's offsets and the number of control's notes first, then the ledger: so nothing decided meanwhile can look missing. */
async function compare(options: CompleteOptions): Promise<{
  server: readonly ServerFinding[];
  checked: CheckedLedger;
  /** False where there is no ledger that could be held against the broker: the server's is not that of the folder. */
  isCurrent: boolean;
  partitions: PartitionCompleteness[];
  journal: ReturnType<typeof journalCompleteness>;
}> {
  const control = controlUrl(options.control);
  const verifier = verifierFrom(options.vkey);
  const kafka = operatorKafka();
  const broker = await ingressPartitions(kafka);
  const noted = await journalEnd(control);
  const until = Date.now() + Number(options.wait) * 1_000;
  // Once all of it, held against what the folder has; then what is new.
  let server: readonly ServerFinding[] | undefined;
  for (;;) {
    const exported = await exportLedger(control, defaultFolder(), verifier, { again: server === undefined });
    const isCurrent = exported.current;
    server = server === undefined || !isCurrent ? exported.findings : server;
    const checked = checkLedger(defaultFolder(), verifier);
    if (!isCurrent) return { server, checked, isCurrent, partitions: [], journal: { missing: [], invented: [] } };
    const { positions } = checked;
    const hidden = hiddenTopics(positions, broker);
    if (hidden !== undefined) throw hidden;
    const behind =
      positions.missing('control', 0, { from: 0, to: noted }).length > 0 ||
      broker.some(
        ({ topic, partition, low, decided }) =>
          positions.missing(topic, partition, { from: low, to: decided }).length > 0,
      );
    // Offsets may have gone on since: what is recorded now is compared with what is there now.
    if (!behind || Date.now() > until) {
      const now = new Map((await ingressPartitions(kafka)).map((one) => [`${one.topic}/${one.partition}`, one.high]));
      const offsets = broker.map((one) => ({ ...one, high: now.get(`${one.topic}/${one.partition}`) ?? one.high }));
      const journal = journalCompleteness(positions, { noted, now: await journalEnd(control) });
      return { server, checked, isCurrent, partitions: await completeness(positions, offsets, kafka), journal };
    }
    await new Promise((next) => setTimeout(next, againMs));
  }
}
