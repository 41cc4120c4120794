import { kafkaFromEnv } from '#kafka';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { logLevel, type Admin } from 'kafkajs';
import { Client } from 'pg';
import { builtApps, controlUrl, startApp, untilReady, whyItEnded, type AppName, type AppSurroundings } from './apps';
import { runningChildren, type Child } from './child';
import { demonstrate } from './demonstration/demonstration';
import { LocalFault } from './fault';
import { freeSpaceMiB, openHome, type Home } from './home';
import { startKafka, type LocalKafka } from './kafka';
import { kafkaLibs } from './kafka-libs';
import { startPostgres } from './postgres';
import type { Progress } from './progress';
import { accounts } from './identity/accounts';
import { prepareIdentity } from './identity/prepare';
import { corrupt, prepareAuthority, prepareKeys, prepareLedgerKey } from './secrets';
import { requirePorts, type LocalSettings } from './settings';

/** A whole Sluis on this machine: brings it up in order, keeps it up, takes it down in order. */
export interface Installation {
  /** Brings everything up; resolves when all is ready and `ready.json` is written. */
  start(): Promise<void>;
  /** Rejects when something ended that can't be started again. */
  readonly broken: Promise<never>;
  /** Apps first, then Kafka, then PostgreSQL; each gets the time to finish. */
  stop(): Promise<void>;
  /** Ends everything at once. */
  force(): void;
  /** What to tell when all is up. */
  summary(): string;
}

const readyPatienceMs = 120_000;
const restartsMax = 3;
const restartWindowMs = 60_000;
const restartDelayMaxMs = 10_000;
const diskIntervalMs = 2_000;
const diskWarnMiB = 128;
const diskStopMiB = 8;
const logBytesMax = 16 * 1024 * 1024;

export function installation(settings: LocalSettings, progress: Progress): Installation {
  const { root, home: dir, ports } = settings;
  const apps = builtApps(root, settings.existingIssuer);
  let home: Home | undefined;
  let stopping = false;
  let breakDown: (fault: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    breakDown = reject;
  });
  broken.catch(() => undefined);

  const start = async (): Promise<void> => {
    await requireApps(root, apps);
    home = await openHome(dir, settings.diskMinMiB, (what) =>
      progress.say('home', `waiting for what an earlier start left behind: ${what}`),
    );
    await requirePorts(settings, apps);
    watchDisk();
    turnLogs(home.path('logs'));
    const secrets = prepareKeys(dir);
    const identity =
      settings.existingIssuer === undefined ? prepareIdentity(dir, `http://127.0.0.1:${ports.identity}`) : undefined;
    const ledgerKey = prepareLedgerKey(dir, settings.environment['SLUIS_LEDGER_ORIGIN'] || 'sluis.local/ledger');
    const authorityDir = settings.environment['SLUIS_CA_DIR'] || home.path('ca');
    const authority = await prepareAuthority(dir, authorityDir);
    const [kafka, databaseUrl] = await Promise.all([
      settings.existingKafka === undefined ? ownKafka(authority) : foreignKafka(settings.existingKafka),
      settings.existingDatabase === undefined ? ownDatabase() : foreignDatabase(settings.existingDatabase),
    ]);
    keepUp(kafka);
    const around: AppSurroundings = {
      settings,
      secrets,
      identity,
      ledgerKey,
      passwords: kafka?.passwords,
      kafkaCa: kafka?.caPath,
      databaseUrl,
      authorityDir,
    };
    await Promise.all(apps.map((name) => runApp(name, around)));
    const control = `http://127.0.0.1:${ports.control}`;
    const health = Object.fromEntries(apps.map((name) => [name, `http://127.0.0.1:${ports[name]}`]));
    const issuer = identity?.issuer ?? settings.existingIssuer;
    const ready = {
      brokers: partnerBrokers(),
      control,
      console: `${controlUrl(settings)}/console/`,
      identity: issuer,
      health,
    };
    if (stopping) return;
    // Beside and renamed: who waits for the file never reads half of it.
    writeFileSync(home.path('ready.json.new'), `${JSON.stringify(ready)}\n`, { mode: 0o600 });
    renameSync(home.path('ready.json.new'), home.path('ready.json'));
    if (settings.demonstrates) {
      // Beside all else: nobody waits for it, and where it fails, the installation is none the worse.
      void demonstrate({ root, home: dir, brokers: partnerBrokers() }, () => stopping).catch((fault: unknown) =>
        progress.say('demo', `the demonstration's exchanges were cut short: ${(fault as Error).message}`),
      );
    }
  };

  const ownKafka = async (authority: Awaited<ReturnType<typeof prepareAuthority>>): Promise<LocalKafka> => {
    const libs = await kafkaLibs(root, () => progress.say('kafka', "copying Kafka's jars with Maven, once"));
    const folder = join(dir, 'kafka');
    if (existsSync(join(folder, 'data')) && !existsSync(join(folder, 'cluster.json'))) {
      throw corrupt(dir, folder, '`cluster.json` is missing beside the data');
    }
    const done = progress.begin('kafka', 'starting Apache Kafka');
    const kafka = await startKafka({ dir: folder, libs, authority, ports: [ports], logDir: join(dir, 'logs') });
    done(`Apache Kafka serves on 127.0.0.1:${ports.partner}`);
    return kafka;
  };

  const ownDatabase = async (): Promise<string> => {
    const done = progress.begin('postgres', 'starting PostgreSQL');
    const postgres = await startPostgres({
      dir: join(dir, 'postgres'),
      port: ports.postgres,
      logDir: join(dir, 'logs'),
      root,
      passage: [dir],
      onFetch: () => progress.say('postgres', 'fetching PostgreSQL with npm, once, since this machine has none'),
    });
    done(`PostgreSQL serves on 127.0.0.1:${ports.postgres}`);
    const server = postgres.process!;
    note();
    void server.end.then(() => stopping || breakDown(whyItEnded(server)));
    return postgres.url;
  };

  const foreignKafka = async (given: Readonly<Record<string, string>>): Promise<undefined> => {
    const done = progress.begin('kafka', `looking for Kafka at ${given['KAFKA_BROKERS']}`);
    await requireKafka(given);
    done(`Kafka answers at ${given['KAFKA_BROKERS']}`);
  };

  const foreignDatabase = async (url: string): Promise<string> => {
    await requireDatabase(url);
    progress.say('postgres', 'PostgreSQL of `DATABASE_URL` answers');
    return url;
  };

  /** A broker that ends is started again on its data; requests wait meanwhile. */
  const keepUp = (kafka: LocalKafka | undefined): void => {
    note();
    const node = kafka?.node(0);
    if (node === undefined || kafka === undefined) return;
    const began = Date.now();
    void node.end.then(async () => {
      if (stopping) return;
      const why = whyItEnded(node);
      if (why.code === 'disk-full' || Date.now() - began < restartWindowMs) return breakDown(why);
      progress.say('kafka', `${why.message}; starting it again`);
      await kafka.startNode(0).then(() => keepUp(kafka), breakDown);
    });
  };

  /**
   * Starts an app, waits until it is ready, and starts it again when it ends. One that never came up ends all after a few times; one
   * that did is started again and again, ever later, since the others go on without it.
   */
  const runApp = async (name: AppName, around: AppSurroundings): Promise<void> => {
    let child = await startApp(name, around);
    note();
    let restarts: number[] = [];
    let wasReady = false;
    const again = async (ended: Child): Promise<void> => {
      await ended.end;
      if (stopping) return;
      const why = whyItEnded(ended);
      restarts = restarts.filter((at) => at > Date.now() - restartWindowMs);
      if (why.code === 'disk-full') return breakDown(why);
      if (!wasReady && restarts.length >= restartsMax) {
        progress.say(name, `it ended ${restarts.length + 1} times and never was ready: giving up`);
        return breakDown(why);
      }
      restarts.push(Date.now());
      const delayMs = Math.min(500 * 2 ** (restarts.length - 1), restartDelayMaxMs);
      progress.say(name, `${why.message}; starting it again${delayMs < 2_000 ? '' : ` in ${delayMs / 1_000} s`}`);
      await new Promise((next) => setTimeout(next, delayMs));
      if (stopping) return;
      child = await startApp(name, around);
      note();
      void again(child).catch(breakDown);
    };
    void again(child).catch(breakDown);
    const done = progress.begin(name, `starting ${name}`);
    for (;;) {
      const attempt = child;
      try {
        await Promise.race([untilReady(name, ports[name], () => attempt, readyPatienceMs), broken]);
        wasReady = true;
        return done(`${name} is ready`);
      } catch (fault) {
        if (stopping || attempt.ended === undefined) throw fault;
        // It ended and `again` judges that; the next one, or the fault that ends everything, comes within seconds.
        while (child === attempt && !stopping) {
          await Promise.race([new Promise((next) => setTimeout(next, 100)), broken]);
        }
      }
    }
  };

  /** A disk that fills stops everything in order while that is still possible, and before that says so. */
  const watchDisk = (): void => {
    let warned = false;
    const watch = setInterval(() => {
      const freeMiB = freeSpaceMiB(dir);
      if (freeMiB < diskStopMiB) {
        clearInterval(watch);
        const full = `the disk is full: ${freeMiB} MiB are free for \`${dir}\`; free some space and start again`;
        breakDown(new LocalFault('disk-full', full));
      } else if (freeMiB < diskWarnMiB !== warned) {
        warned = !warned;
        if (warned) progress.say('disk', `the disk is nearly full: ${freeMiB} MiB are free for \`${dir}\``);
      }
    }, diskIntervalMs);
    watch.unref();
  };

  const note = () => home?.note(runningChildren());
  const partnerBrokers = () =>
    settings.existingKafka?.['KAFKA_PARTNER_BROKERS'] ??
    settings.existingKafka?.['KAFKA_BROKERS'] ??
    `127.0.0.1:${ports.partner}`;

  return {
    start,
    broken,
    async stop() {
      stopping = true;
      home?.leave();
      const all = runningChildren();
      const kind = (child: Child) =>
        child.name.startsWith('kafka') ? 'kafka' : child.name === 'postgres' ? 'postgres' : 'app';
      await Promise.all(all.filter((child) => kind(child) === 'app').map((child) => child.stop('SIGTERM', 15_000)));
      await Promise.all(all.filter((child) => kind(child) === 'kafka').map((child) => child.stop('SIGTERM', 30_000)));
      await Promise.all(all.filter((child) => kind(child) === 'postgres').map((child) => child.stop('SIGINT', 30_000)));
      home?.leave();
    },
    force() {
      stopping = true;
      for (const child of runningChildren()) child.kill('SIGKILL');
      home?.leave();
    },
    summary: () => summary(settings, apps, partnerBrokers()),
  };
}

function summary(settings: LocalSettings, apps: readonly AppName[], brokers: string): string {
  const { root, home, ports } = settings;
  const near = relative(process.cwd(), home) || '.';
  const shown = near.startsWith('..') ? home : near;
  const rows: [string, string][] = [
    ['systems, partners', `${brokers}, mutual TLS; client files in ${shown}/clients/`],
    ['console', `${controlUrl(settings)}/console/`],
    ...loginRows(settings, shown),
    ...apps
      .filter((name) => name !== 'control' && name !== 'identity')
      .map((name): [string, string] => [name, `http://127.0.0.1:${ports[name]}/health/ready`]),
    ['PostgreSQL', settings.existingDatabase === undefined ? `127.0.0.1:${ports.postgres}` : 'of `DATABASE_URL`'],
    ['logs', `${shown}/logs/`],
  ];
  const mode = settings.environment['SLUIS_MODE'] || 'demonstration';
  const elsewhere = settings.environment['SLUIS_HOME'] ? `SLUIS_HOME=${home} ` : '';
  const example = 'docs/examples/permit.json';
  const sendable = existsSync(join(root, 'dist/apps/cli/src/main.js')) && existsSync(join(root, example));
  return [
    '',
    `Sluis runs (${mode}).`,
    '',
    ...rows.map(([what, where]) => `  ${what.padEnd(18)} ${where}`),
    '',
    ...(sendable
      ? [
          'Try this in another shell, in this folder:',
          '',
          `  ${elsewhere}npx sluis send --system dossier --file ${example}`,
          '',
        ]
      : []),
    'Ctrl-C stops it; the next start goes on with the same data.',
    '',
  ].join('\n');
}

/** How one logs in at our own provider. */
function loginRows({ home, existingIssuer }: LocalSettings, shown: string): [string, string][] {
  if (existingIssuer !== undefined) return [['log in', `at ${existingIssuer}`]];
  const password = readFileSync(join(home, 'keys/demo.password'), 'utf8').trim();
  return [
    ['log in as', accounts.map(({ id }) => id).join(', ')],
    ['with password', `${password} (in ${shown}/keys/demo.password)`],
  ];
}

async function requireApps(root: string, apps: readonly AppName[]): Promise<void> {
  if (apps.length > 0) return;
  throw new LocalFault(
    'settings-wrong',
    `there is no compiled app in \`${join(root, 'dist')}\`; start with \`npm start\`, which compiles`,
  );
}

/** A log that grew large is put aside once, so that logs never fill a disk. */
function turnLogs(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.log'))) {
    const path = join(folder, name);
    if (statSync(path).size > logBytesMax) renameSync(path, join(dirname(path), `${name}.1`));
  }
}

async function requireKafka(given: Readonly<Record<string, string>>): Promise<void> {
  let admin: Admin | undefined;
  try {
    admin = kafkaFromEnv(given, 'local', { logLevel: logLevel.NOTHING, retry: { retries: 1 } }).admin();
    await admin.connect();
    await admin.describeCluster();
  } catch (cause) {
    const hint = 'check `KAFKA_BROKERS`, `KAFKA_SASL_…` and `KAFKA_SSL_…`';
    throw new LocalFault(
      'kafka-failed',
      `couldn't reach Kafka at \`${given['KAFKA_BROKERS']}\`: ${(cause as Error).message}; ${hint}`,
      { cause },
    );
  } finally {
    await admin?.disconnect().catch(() => undefined);
  }
}

async function requireDatabase(url: string): Promise<void> {
  let client: Client | undefined;
  try {
    client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('select 1');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new LocalFault(
      'postgres-failed',
      `couldn't reach the database of \`DATABASE_URL\`: ${message || code}; check its address and password`,
      { cause },
    );
  } finally {
    await client?.end().catch(() => undefined);
  }
}
