import { writeFileSync } from 'node:fs';
import { once } from 'node:events';
import Table from 'cli-table3';
import { startRig, type GatewayProcess, type Rig } from '../support/rig';
import { benchConsole } from './console';
import { benchDecisions } from './decision';
import { benchRegister } from './register';
import { latencyAt, type Latency } from './latency';
import { benchLedger } from './ledger';
import { benchOutage } from './outage';
import { benchTopics, endOffset, outputSizes, packedTopic, preload, rateOf, residentMiB, startBareCopy } from './path';
import type { BareCopySettings } from './bare-copy';

const { deliveries, ingress } = benchTopics;

interface Options {
  readonly json: string | undefined;
  /** Requests of one path run. */
  readonly requests: number;
  readonly rounds: number;
  readonly memoryRequests: number;
}

const parts = ['ledger', 'register', 'decisions', 'console', 'outage', 'path'] as const;

const help = `usage: npm run bench -- [--json FILE] [--quick] [--only ledger|register|decisions|console|outage|path]

Measures the gateway beside a bare kafkajs copy, in one run on one broker: rate of the whole path, added latency,
decisions in process, memory after a million requests. See docs/performance.md for the method.

  --json FILE   writes the figures as JSON
  --quick       a tenth of the requests: to see that it runs, not to quote
  --only PART   that part alone: ledger, register, decisions, console, outage or path
`;

/** Everything `npm run bench` measures, one part after the other since each wants the machine. */
async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return void process.stdout.write(help);
  const quick = args.includes('--quick');
  const options: Options = {
    json: args.includes('--json') ? args[args.indexOf('--json') + 1] : undefined,
    requests: quick ? 10_000 : 30_000,
    rounds: quick ? 2 : 4,
    memoryRequests: quick ? 50_000 : 1_000_000,
  };
  const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '') : undefined;
  if (only !== undefined && !(parts as readonly string[]).includes(only)) {
    process.stderr.write(`no such part: \`${only}\`; there are ${parts.join(', ')}\n`);
    process.exitCode = 2;
    return;
  }
  const wants = (part: (typeof parts)[number]): boolean => only === undefined || only === part;
  const result: Record<string, unknown> = {};
  if (wants('ledger')) Object.assign(result, await benchLedger(quick ? 200_000 : 2_000_000, say));
  if (wants('register')) {
    say('the whole register');
    Object.assign(result, await benchRegister(quick, say));
  }
  if (wants('decisions')) {
    say('decisions in process');
    Object.assign(result, await benchDecisions());
  }
  if (wants('console')) {
    say('the console on a whole installation');
    Object.assign(result, await benchConsole(quick, say));
  }
  if (wants('outage')) Object.assign(result, await benchOutage(options.requests, options.rounds, say));
  if (wants('path')) Object.assign(result, await gatewayFigures(options, quick));
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
}

/** The gateway beside the bare copy, on one broker of its own. */
async function gatewayFigures(options: Options, quick: boolean): Promise<Record<string, unknown>> {
  const rig = await startRig();
  try {
    await rig.admin.createTopics({ topics: [{ topic: packedTopic, numPartitions: 1, replicationFactor: 1 }] });
    const path500 = await path(rig, 500, options);
    const path100 = await path(rig, 100, options);
    const latency = await addedLatency(rig, quick ? 5 : 30);
    const memory = await memoryAfter(rig, options.memoryRequests);
    print(path500, path100, latency);
    return {
      pathRatio500: path500.ratio,
      pathRatio100: path100.ratio,
      latencyAddedP50Ms: round(latency.gateway.p50Ms - latency.bare.p50Ms),
      latencyAddedP99Ms: round(latency.gateway.p99Ms - latency.bare.p99Ms),
      memoryMiB: memory.residentMiB,
      requestsPerSecond500: path500.gateway,
      requestsPerSecond100: path100.gateway,
      bareRequestsPerSecond500: path500.bare,
      bareRequestsPerSecond100: path100.bare,
      memoryRequests: memory.requests,
    };
  } finally {
    await rig.stop();
  }
}

interface PathFigures {
  readonly gateway: number;
  readonly bare: number;
  /** Median of the rounds' own ratios: the two of a round ran next to each other. */
  readonly ratio: number;
}

async function path(rig: Rig, batch: number, { requests, rounds }: Options): Promise<PathFigures> {
  const runs: { gateway: number; bare: number }[] = [];
  for (let at = 0; at < rounds; at++) {
    say(`whole path and bare copy, batches of ${batch}, round ${at + 1} of ${rounds}`);
    const before = await endOffset(rig, deliveries);
    await preload(rig, 0, requests, `p${batch}-${at}`);
    const gateway = await rig.startGateway({ env: { SLUIS_BATCH_RECORDS: String(batch) }, ready: false });
    const whole = await rateOf(rig.operator, deliveries, before, requests);
    await gateway.stop();

    const bareBefore = await endOffset(rig, deliveries);
    const settings = await bareSettings(rig, batch, `_bare-${batch}-${at}`);
    // The bare copy reads the same requests again: the newest ones, from a group that stands where they begin.
    await standAt(rig, settings.group, requests);
    const copy = startBareCopy(settings);
    const bare = await rateOf(rig.operator, deliveries, bareBefore, requests);
    copy.kill('SIGTERM');
    await once(copy, 'exit');
    // The first round warms the broker up, to the gain of whoever comes second in it.
    if (at > 0 || rounds === 1) runs.push({ gateway: whole.recordsPerSecond, bare: bare.recordsPerSecond });
  }
  say(runs.map(({ gateway, bare }) => `gateway ${gateway}/s, bare copy ${bare}/s`).join('; '));
  return {
    gateway: median(runs.map((run) => run.gateway)),
    bare: median(runs.map((run) => run.bare)),
    ratio: round(median(runs.map((run) => run.gateway / run.bare))),
  };
}

async function bareSettings(rig: Rig, batch: number, group: string): Promise<BareCopySettings> {
  const sizes = await outputSizes(rig);
  return { kafka: { ...rig.cluster.admin(), clientId: 'bare-copy' }, topic: ingress, group, batch, ...sizes };
}

async function standAt(rig: Rig, group: string, back: number): Promise<void> {
  const end = Number(await endOffset(rig, ingress));
  await rig.admin.setOffsets({
    groupId: group,
    topic: ingress,
    partitions: [{ partition: 0, offset: String(end - back) }],
  });
}

async function addedLatency(rig: Rig, seconds: number): Promise<{ gateway: Latency; bare: Latency }> {
  const sender = await rig.client('dossier');
  const answers = `${ingress}.reply`;
  const measure = (prefix: string): Promise<Latency> =>
    latencyAt({ sender, reader: rig.operator }, { perSecond: 200, seconds, prefix, answers });
  say('latency of the gateway at 200 requests/s');
  const gateway: GatewayProcess = await rig.startGateway();
  await measure('warm');
  const ours = await measure('latency-gateway');
  await gateway.stop();
  say('latency of the bare copy at 200 requests/s');
  const settings = await bareSettings(rig, 500, '_bare-latency');
  await standAt(rig, settings.group, 0);
  const copy = startBareCopy(settings);
  await once(copy.stdout!, 'data');
  await measure('warm-bare');
  const bare = await measure('latency-bare');
  copy.kill('SIGTERM');
  await once(copy, 'exit');
  return { gateway: ours, bare };
}

async function memoryAfter(rig: Rig, requests: number): Promise<{ requests: number; residentMiB: number }> {
  say(`memory after ${requests} requests`);
  // What the latency part left on the ingress topic is exchanged first.
  const gateway = await rig.startGateway();
  const before = await endOffset(rig, deliveries);
  const chunk = 20_000;
  for (let sent = 0; sent < requests; sent += chunk) {
    await preload(rig, sent, Math.min(chunk, requests - sent), 'memory');
    if (process.stderr.isTTY) process.stderr.write(`\r  ${sent + chunk} sent`);
  }
  while ((await endOffset(rig, deliveries)) - before < BigInt(requests)) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const resident = await residentMiB(gateway);
  await gateway.stop();
  return { requests, residentMiB: resident };
}

function print(path500: PathFigures, path100: PathFigures, latency: { gateway: Latency; bare: Latency }): void {
  const table = new Table({
    head: ['', 'gateway', 'bare copy', 'ratio or difference'],
    style: { head: [], border: [] },
  });
  const added = (which: 'p50Ms' | 'p99Ms'): (string | number)[] => [
    `latency ${which.slice(0, 3)}, 200/s (ms)`,
    latency.gateway[which],
    latency.bare[which],
    round(latency.gateway[which] - latency.bare[which]),
  ];
  table.push(
    ['requests/s, batches of 500', path500.gateway, path500.bare, path500.ratio],
    ['requests/s, batches of 100', path100.gateway, path100.bare, path100.ratio],
    added('p50Ms'),
    added('p99Ms'),
  );
  process.stdout.write(`${table.toString()}\n`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function say(what: string): void {
  process.stderr.write(`\n${what} …\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'the benchmark failed'}\n`);
  process.exit(1);
});
