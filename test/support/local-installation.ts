import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import type { ClientFile } from '../../apps/local/src/identity/file';
import { repository } from './cluster';
import { askToken } from './identity';

/** A whole installation as `npm start` brings it up, in a folder of its own, on free ports. */
export interface LocalInstallation {
  readonly home: string;
  /** Control's address. */
  readonly control: string;
  readonly databaseUrl: string;
  /** kafkajs as a system, with the files that the provisioner wrote. */
  client(system: string): Kafka;
  /** One call to control, in the name of the installation's own program unless another token is shown. */
  call(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<{ status: number; json: any; text: string }>;
  /** The `sluis` command; resolves with its exit code and what it wrote. */
  sluis(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  /** The same with more in its environment. */
  sluisWith(
    env: Readonly<Record<string, string>>,
    ...args: string[]
  ): Promise<{ code: number; stdout: string; stderr: string }>;
  stop(): Promise<void>;
}

export async function startInstallation(env: Readonly<Record<string, string>> = {}): Promise<LocalInstallation> {
  const home = mkdtempSync(join(tmpdir(), 'sluis-installation-'));
  const environment = {
    ...process.env,
    SLUIS_HOME: home,
    SLUIS_PORTS: 'free',
    KAFKA_BROKERS: '',
    DATABASE_URL: '',
    SLUIS_DEMO: 'off',
    ...env,
  };
  const child = spawn(process.execPath, [join(repository, 'dist/apps/local/src/main.js'), '--json'], {
    cwd: repository,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await up(child);
  const { brokers, control } = JSON.parse(readFileSync(join(home, 'ready.json'), 'utf8')) as {
    brokers: string;
    control: string;
  };
  const own = JSON.parse(readFileSync(join(home, 'keys/register-admin.client.json'), 'utf8')) as ClientFile;
  let known: { readonly token: string; readonly atMs: number } | undefined;
  const ownToken = async (): Promise<string> => {
    if (known === undefined || Date.now() - known.atMs > 300_000) {
      known = { token: await askToken(own.issuer, own.clientId, own.clientSecret), atMs: Date.now() };
    }
    return known.token;
  };
  const postgres = JSON.parse(readFileSync(join(home, 'supervisor.json'), 'utf8')) as {
    children: { name: string; pid: number }[];
  };
  const sluisWith: LocalInstallation['sluisWith'] = (more, ...args) =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(repository, 'dist/apps/cli/src/main.js'), ...args],
        { cwd: repository, env: { ...environment, NO_COLOR: '1', KAFKA_BROKERS: '', ...more }, maxBuffer: 1 << 26 },
        (fault, stdout, stderr) => resolve({ code: Number(fault?.code ?? 0), stdout, stderr }),
      );
    });
  return {
    home,
    control,
    databaseUrl: databaseUrl(postgres.children),
    client: (system) => {
      const read = (name: string): string => readFileSync(join(home, 'clients', system, name), 'utf8');
      return new Kafka({
        brokers: brokers.split(','),
        ssl: { ca: [read('ca.pem')], cert: read('cert.pem'), key: read('key.pem') },
        logLevel: logLevel.NOTHING,
        retry: { retries: 20 },
      });
    },
    async call(method, path, body, given) {
      const token = given ?? (await ownToken());
      const response = await fetch(control + path, {
        method,
        headers: {
          ...(token !== '' && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      return { status: response.status, text, json: isJson && text !== '' ? JSON.parse(text) : undefined };
    },
    sluis: (...args) => sluisWith({}, ...args),
    sluisWith,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null) {
        child.kill('SIGINT');
        await gone;
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Resolves when all is up; rejects with what the supervisor said where it ends. */
function up(child: ChildProcess): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the installation did not come up: ${text.slice(-600)}`)));
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (/"step":"ready","state":"done"/.test(text)) resolve();
    });
  });
}

/** The recorder is told where its database is; nobody else writes that down. */
function databaseUrl(children: readonly { name: string; pid: number }[]): string {
  const { pid } = children.find(({ name }) => name === 'recorder')!;
  const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return variables.find((one) => one.startsWith('DATABASE_URL='))!.slice('DATABASE_URL='.length);
}
