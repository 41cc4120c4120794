import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { Partitioners, type Consumer, type Kafka } from 'kafkajs';
import { topics, type Reply } from '#contract';
import '#kafka';
import { explanation } from '../explanation';
import { CommandFault, exitCodes } from '../outcome';
import { kafkaFault, partnerKafka } from '../partner-kafka';
import { readRequest, type RequestFile } from '../request-file';
import { print, printJson, withProgress } from '../terminal';

interface SendOptions {
  readonly file: string;
  readonly system?: string;
  readonly timeout: string;
  readonly json?: boolean;
}

/** `sluis send`: produces a request as a system and waits for the answer. */
export function sendCommand(program: Command): void {
  program
    .command('send')
    .description('send a request as a system and wait for the answer; exit 0 on permit, 3 on deny')
    .requiredOption('--file <file>', 'request as JSON: { "system", "headers", "value" }, or - for standard input')
    .option('--system <system>', 'who sends it (default: `system` in the file)')
    .option('--timeout <seconds>', 'how long to wait for the answer', '30')
    .option('--json', 'print the reply')
    .action(async (options: SendOptions) => {
      const seconds = Number(options.timeout);
      if (!(seconds > 0)) throw new CommandFault(exitCodes.usage, `\`${options.timeout}\` is no number of seconds`);
      const request = readRequest(options.file, options.system);
      const reply = await withProgress('waiting for the gateway', send(request, seconds * 1_000));
      if (options.json) printJson(reply);
      else print(explanation(reply));
      if (reply.effect === 'deny') process.exitCode = exitCodes.denied;
    });
}

async function send(request: RequestFile, timeoutMs: number): Promise<Reply> {
  const { system, headers, value } = request;
  const kafka = partnerKafka(system);
  const consumer = kafka.consumer({
    groupId: `${system}.cli-${randomUUID()}`,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: 100,
    retry: { retries: 4 },
  });
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  try {
    const follower = await followReplies(kafka, consumer, topics.reply(system));
    await producer.connect();
    const [sent] = await producer.send({
      topic: topics.ingress(system),
      acks: -1,
      messages: [{ key: headers['ce_id'] ?? randomUUID(), value, headers: { ...headers } }],
    });
    const offset = Number(sent?.baseOffset ?? -1);
    const partition = sent?.partition ?? 0;
    return await follower.first(
      (reply) => reply.request.offset === offset && reply.request.partition === partition,
      timeoutMs,
    );
  } catch (fault) {
    throw kafkaFault(fault, system);
  } finally {
    await Promise.allSettled([consumer.disconnect(), producer.disconnect()]);
  }
}

/** Reads replies from where the topic ends now, so that the answer to a request sent after this call is seen. */
async function followReplies(kafka: Kafka, consumer: Consumer, topic: string) {
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
  const replies: Reply[] = [];
  let look = (): void => undefined;
  await consumer.connect();
  await consumer.subscribe({ topic });
  const joined = new Promise<void>((resolve) => {
    const stop = consumer.on(consumer.events.GROUP_JOIN, () => {
      for (const { partition, high } of ends) consumer.seek({ topic, partition, offset: high });
      stop();
      resolve();
    });
  });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      replies.push(JSON.parse(message.value?.toString() ?? '{}') as Reply);
      look();
    },
  });
  await joined;
  return {
    /** The first reply that matches; by its position, since a request whose `ce_id` cannot be read is answered too. */
    first: (matches: (reply: Reply) => boolean, timeoutMs: number): Promise<Reply> =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const waited = `no answer within ${timeoutMs / 1_000} s`;
          reject(
            new CommandFault(
              exitCodes.unreachable,
              `${waited}; the request is safe in its topic and will be answered; \`npx sluis doctor\` says what runs`,
            ),
          );
        }, timeoutMs);
        look = () => {
          const found = replies.find(matches);
          if (found === undefined) return;
          clearTimeout(timer);
          resolve(found);
        };
        look();
      }),
  };
}
