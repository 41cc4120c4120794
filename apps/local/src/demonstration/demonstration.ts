import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { eventTypes, topics } from '#contract';
import '#kafka';
import { officersAct } from './officers';
import { demonstrationRequests } from './requests';
import { openCase, sluis, type Installed } from './sluis';

/** Where the demonstration is shown. */
export interface Stage extends Installed {
  /** Kafka's listener for systems. */
  readonly brokers: string;
}

/** Between two requests, so that numbers move while a visitor looks. */
const pauseMs = 350;
const resolveWithinMs = 30_000;

/**
 * Lets the demonstration's systems ask, as themselves, through Kafka. Once in the life of an installation: what was sent is
 * kept in `demonstration.json`, and a start that was cut short goes on where it was. Resolves when all is done, or `stopped`
 * says so.
 */
export async function demonstrate(stage: Stage, stopped: () => boolean): Promise<void> {
  const file = join(stage.home, 'demonstration.json');
  const requests = demonstrationRequests();
  let sent = sentBefore(file);
  if (sent >= requests.length) return;
  const producers = new Map<string, Producer>();
  try {
    for (; sent < requests.length && !stopped(); sent++) {
      const { system, headers, value } = requests[sent]!;
      const producer = producers.get(system) ?? (await connect(stage, system));
      producers.set(system, producer);
      await producer.send({
        topic: topics.ingress(system),
        acks: -1,
        messages: [
          {
            key: `demonstratie-${sent}`,
            value: JSON.stringify(value),
            headers: {
              ce_specversion: '1.0',
              // The same id again is the same request: cut short between sending and noting, nothing is delivered twice.
              ce_id: `demonstratie-${sent}`,
              ce_source: `/${system}/demonstratie`,
              ce_type: eventTypes.exchangeRequested,
              'content-type': 'application/json',
              ...headers,
            },
          },
        ],
      });
      note(file, sent + 1);
      await pause();
    }
  } finally {
    await Promise.allSettled([...producers.values()].map((producer) => producer.disconnect()));
  }
  if (stopped()) return;
  await resolveOne(stage, stopped);
  await officersAct(stage);
}

/** One case that somebody has dealt with already: the dwellings outside the territory were sent to the wrong city. */
async function resolveOne(stage: Stage, stopped: () => boolean): Promise<void> {
  const until = Date.now() + resolveWithinMs;
  while (Date.now() < until && !stopped()) {
    const found = await openCase(stage, 'outside-territory');
    if (found?.count === 3) {
      const note = 'Het systeem zond woningen van een buurgemeente; de eigenaar heeft de selectie aangepast.';
      await sluis(stage, ['ledger', 'case', found.id, '--status', 'resolved', '--note', note]);
      return;
    }
    await pause();
  }
}

async function connect({ home, brokers }: Stage, system: string): Promise<Producer> {
  const read = (name: string): string => readFileSync(join(home, 'clients', system, name), 'utf8');
  const kafka = new Kafka({
    clientId: `${system}-demonstratie`,
    brokers: brokers.split(','),
    ssl: { ca: [read('ca.pem')], cert: read('cert.pem'), key: read('key.pem') },
    logLevel: logLevel.NOTHING,
    retry: { retries: 20 },
  });
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return producer;
}

function sentBefore(file: string): number {
  if (!existsSync(file)) return 0;
  try {
    const { sent } = JSON.parse(readFileSync(file, 'utf8')) as { sent?: unknown };
    return typeof sent === 'number' ? sent : Number.POSITIVE_INFINITY;
  } catch {
    // Nobody can tell what was sent: rather none than all of it twice.
    return Number.POSITIVE_INFINITY;
  }
}

function note(file: string, sent: number): void {
  writeFileSync(`${file}.new`, `${JSON.stringify({ sent })}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMs));
}
