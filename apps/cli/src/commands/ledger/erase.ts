import type { Command } from 'commander';
import type { Admin, Kafka } from 'kafkajs';
import { topics } from '#contract';
import type { Span } from '#ledger';
import { callControl, controlOption } from '../../control-call';
import { readJson } from '../../input';
import { ingressPartitions, operatorKafka } from '../../ledger/broker';
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
 * `sluis ledger erase`: a person out of the details, and out of the decisions and decided requests that still lie in their topics. A
 * topic loses records from its beginning only, so all go that the ledger has. Deliveries stay: who they are for may not have them yet.
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
      const [decisions, requests] = await withProgress(
        'removing recorded decisions and their requests from their topics',
        trimmed(erased, control),
      );
      if (json) {
        return printJson({
          ...erased,
          decisionsTrimmed: decisions,
          requestsTrimmed: requests !== undefined,
          requestsLeft: requests ?? [],
        });
      }
      print(
        `erased from ${erased.entries} entries, ${erased.cases} ended instruments about one person and ` +
          `${erased.withdrawnFacts} withdrawn facts; on record as ${erased.erasure}`,
      );
      print(
        decisions
          ? `\`${topics.decisions}\` holds no recorded decision any more`
          : `\`${topics.decisions}\` still names the person's token, for 30 days at most: Kafka could not be reached`,
      );
      if (erased.facts > 0)
        print(`${erased.facts} facts about the person stay, since they protect them: \`sluis facts withdraw\``);
      if (requests === undefined) {
        print(
          'requests leave their topics within their retention (7 days): Kafka could not be reached, or does not let us',
        );
      } else print('no topic of requests holds one any more that was decided');
      for (const { topic, partition, offset } of requests ?? []) {
        print(
          `but \`${topic}\`, partition ${partition}, from offset ${offset}: a request there has no entry (\`sluis ledger gaps\`), and what could show why is not removed`,
        );
      }
      print(
        'deliveries leave the topics of who they are for within their retention (7 days); tell them (GDPR art. 19): `sluis ledger person` says who, asked before',
      );
    });
}

/** Where requests stay that were decided. */
interface Left {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** Whether all recorded decisions are out of their topic; and which decided requests are still in theirs, unless none could be removed. */
async function trimmed(erased: Erased, control: string | undefined): Promise<[boolean, readonly Left[] | undefined]> {
  let admin: Admin | undefined;
  try {
    const kafka = operatorKafka();
    admin = kafka.admin();
    await admin.connect();
    const of = admin;
    const decisions = await done(() => trimDecisions(of, erased).then(() => true));
    return [decisions ?? false, await done(() => trimRequests(of, kafka, control))];
  } catch {
    return [false, undefined];
  } finally {
    await admin?.disconnect().catch(() => undefined);
  }
}

async function done<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

async function trimDecisions(admin: Admin, { decisionsRecordedUpTo }: Erased): Promise<void> {
  const offsets = await admin.fetchTopicOffsets(topics.decisions);
  const partitions = offsets.flatMap(({ partition, low, high }) => {
    const recorded = Math.min(decisionsRecordedUpTo[`${topics.decisions}/${partition}`] ?? 0, Number(high));
    return recorded > Number(low) ? [{ partition, offset: String(recorded) }] : [];
  });
  if (partitions.length > 0) await admin.deleteTopicRecords({ topic: topics.decisions, partitions });
}

/** INVARIANT(no-gap-unexplained): a request without an entry, and all that came after it, stays as long as it may. */
async function trimRequests(admin: Admin, kafka: Kafka, control: string | undefined): Promise<readonly Left[]> {
  const { gaps } = (await callControl(control, 'GET', '/ledger/gaps')) as { gaps: (Omit<Left, 'offset'> & Span)[] };
  const left: Left[] = [];
  const partitions = (await ingressPartitions(kafka)).filter(({ decided, low }) => decided > low);
  for (const [topic, wanted] of Map.groupBy(partitions, (one) => one.topic)) {
    const offsets = wanted.flatMap(({ partition, low, decided }) => {
      const own = gaps.filter((gap) => gap.topic === topic && gap.partition === partition && gap.to > low);
      const upTo = Math.min(decided, ...own.map(({ from }) => Math.max(from, low)));
      if (upTo < decided) left.push({ topic, partition, offset: upTo });
      return upTo > low ? [{ partition, offset: String(upTo) }] : [];
    });
    if (offsets.length === 0) continue;
    // The client looks for leaders among topics that it has heard of.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: offsets });
  }
  return left;
}
