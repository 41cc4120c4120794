import { randomUUID } from 'node:crypto';
import { InvalidArgumentError, type Command } from 'commander';
import { topics, type Reply } from '#contract';
import '#kafka';
import { explanation } from '../explanation';
import { CommandFault, exitCodes } from '../outcome';
import { kafkaFault, partnerKafka } from '../partner-kafka';
import { protocolsDir, registerFromFiles } from '../register-files';
import { paint, print } from '../terminal';

const kinds = ['replies', 'deliveries', 'alerts'] as const;

interface WatchOptions {
  readonly system: string;
  readonly topic: string;
  readonly fromBeginning?: boolean;
  readonly count?: number;
  readonly json?: boolean;
}

/** `sluis watch`: follows what arrives for a system, until Ctrl-C or `--count`. */
export function watchCommand(program: Command): void {
  program
    .command('watch')
    .description('follow replies, deliveries or alerts of a system, until Ctrl-C')
    .requiredOption('--system <system>', 'whose')
    .option('--topic <kind>', kinds.join(', '), 'replies')
    .option('--from-beginning', 'what is there already, too')
    .option('--count <n>', 'end after so many', positive)
    .option('--json', 'one JSON object a line: { "topic", "headers", "value" }')
    .action(async ({ system, topic: kind, fromBeginning = false, count = Infinity, json = false }: WatchOptions) => {
      const followed = await topicsOf(system, kind);
      const consumer = partnerKafka(system).consumer({
        groupId: `${system}.watch-${randomUUID()}`,
        allowAutoTopicCreation: false,
      });
      let left = count;
      let finish: () => void = () => undefined;
      const ended = new Promise<void>((resolve, reject) => {
        finish = resolve;
        process.once('SIGINT', () => resolve());
        process.once('SIGTERM', () => resolve());
        consumer.on(consumer.events.CRASH, ({ payload }) => void (payload.restart || reject(payload.error)));
      });
      try {
        await consumer.connect();
        await consumer.subscribe({ topics: followed, fromBeginning });
        if (!json) process.stderr.write(`following ${followed.join(', ')}; Ctrl-C ends\n`);
        await consumer.run({
          autoCommit: false,
          eachMessage: async ({ topic, message }) => {
            if (left-- <= 0) return;
            const headers = Object.fromEntries(
              Object.entries(message.headers ?? {}).map(([name, text]) => [name, String(text)]),
            );
            const value = message.value?.toString() ?? '';
            print(json ? JSON.stringify({ topic, headers, value: parsed(value) }) : shown(kind, topic, headers, value));
            if (left <= 0) finish();
          },
        });
        await ended;
      } catch (fault) {
        throw kafkaFault(fault, system);
      } finally {
        await consumer.disconnect().catch(() => undefined);
      }
    });
}

function positive(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a whole number from 1');
}

async function topicsOf(system: string, kind: string): Promise<string[]> {
  if (!(kinds as readonly string[]).includes(kind)) {
    throw new CommandFault(exitCodes.usage, `\`${kind}\` is nothing to watch; choose ${kinds.join(', ')}`);
  }
  if (kind === 'replies') return [topics.reply(system)];
  const known = (await registerFromFiles(protocolsDir())).systems.get(system);
  if (known === undefined) throw new CommandFault(exitCodes.usage, `the register knows no system \`${system}\``);
  if (kind === 'alerts') return [topics.alerts(known.participant)];
  if (known.reads.length === 0) throw new CommandFault(exitCodes.usage, `\`${system}\` reads no deliveries`);
  return known.reads.map((purpose) => topics.delivery(known.participant, purpose));
}

function shown(kind: string, topic: string, headers: Record<string, string>, value: string): string {
  const reply = parsed(value);
  if (kind !== 'deliveries' && typeof reply === 'object') {
    const about = headers['ce_requestid'] ?? (reply as Reply).decisionId;
    return `${paint('bold', about)} ${explanation(reply as Reply)}`;
  }
  return `${paint('bold', `${topic} ${headers['ce_id'] ?? ''}`)}\n  ${value}`;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
