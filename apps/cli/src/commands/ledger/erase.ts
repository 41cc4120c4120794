import type { Command } from 'commander';
import { topics } from '#contract';
import { callControl, controlOption } from '../../control-call';
import { readJson } from '../../input';
import { operatorKafka } from '../../ledger/broker';
import { CommandFault } from '../../outcome';
import { print, printJson, withProgress } from '../../terminal';

interface Erased {
  readonly erasure: string;
  readonly entries: number;
  readonly cases: number;
  readonly withdrawnFacts: number;
  /** Those that still hold. */
  readonly facts: number;
  /** `sluis.decisions/<partition>` to one past the last decision that is recorded. */
  readonly decisionsRecordedUpTo: Readonly<Record<string, number>>;
}

/**
 * `sluis ledger erase`: a person out of the details, and out of the decisions that still lie in their topic. A topic
 * loses records from its beginning only, so all go that the ledger has.
 */
export function eraseCommand(ledger: Command): void {
  ledger
    .command('erase')
    .description('erase a person from the details of the ledger (GDPR art. 17); entries and proofs stay as they are')
    .requiredOption('--file <file>', 'JSON `{ "insz": "…", "why": "…" }`, or - for standard input')
    .option(...controlOption)
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\nKafka: KAFKA_* of somebody who may delete records; else the local installation’s.')
    .action(async ({ file, control, json }: { file: string; control?: string; json?: boolean }) => {
      const erased = (await callControl(control, 'POST', '/ledger/erasures', readJson(file))) as Erased;
      const trimmed = await withProgress('removing recorded decisions from their topic', trim(erased));
      if (json) return printJson({ ...erased, decisionsTrimmed: trimmed });
      print(
        `erased from ${erased.entries} entries, ${erased.cases} ended instruments about one person and ` +
          `${erased.withdrawnFacts} withdrawn facts; on record as ${erased.erasure}`,
      );
      print(
        trimmed
          ? `\`${topics.decisions}\` holds no recorded decision any more`
          : `\`${topics.decisions}\` still names the person's token, for 30 days at most: Kafka could not be reached`,
      );
      if (erased.facts > 0)
        print(`${erased.facts} facts about the person stay, since they protect them: \`sluis facts withdraw\``);
      print('requests and deliveries leave their topics within their retention (7 days)');
    });
}

async function trim({ decisionsRecordedUpTo }: Erased): Promise<boolean> {
  let admin: ReturnType<ReturnType<typeof operatorKafka>['admin']> | undefined;
  try {
    admin = operatorKafka().admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(topics.decisions);
    const partitions = offsets.flatMap(({ partition, low, high }) => {
      const recorded = Math.min(decisionsRecordedUpTo[`${topics.decisions}/${partition}`] ?? 0, Number(high));
      return recorded > Number(low) ? [{ partition, offset: String(recorded) }] : [];
    });
    if (partitions.length > 0) await admin.deleteTopicRecords({ topic: topics.decisions, partitions });
    return true;
  } catch (fault) {
    if (fault instanceof CommandFault || fault instanceof Error) return false;
    throw fault;
  } finally {
    await admin?.disconnect().catch(() => undefined);
  }
}
