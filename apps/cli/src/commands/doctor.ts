import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Command } from 'commander';
import { homeDir, readReady } from '../installation';
import { exitCodes } from '../outcome';
import { parseFiles, protocolsDir } from '../register-files';
import { paint, print, printJson, withProgress } from '../terminal';

/** One thing looked at: whether it is well, and if not, what to do. */
interface Finding {
  readonly what: string;
  readonly well: boolean;
  readonly detail: string;
  readonly advice?: string;
}

/** `sluis doctor`: what is up, what is not, and what to do. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('what is up, what is not, and what to do')
    .option('--json', 'answer in JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await withProgress('looking around', examine());
      if (json) printJson(findings);
      else {
        for (const { what, well, detail, advice } of findings) {
          print(`${well ? paint('green', 'ok ') : paint('red', 'no ')} ${what}: ${detail}`);
          if (!well && advice !== undefined) print(`     ${paint('cyan', '→')} ${advice}`);
        }
      }
      if (findings.some(({ well }) => !well)) process.exitCode = exitCodes.unreachable;
    });
}

async function examine(): Promise<Finding[]> {
  const ready = readReady();
  const node = Number(process.versions.node.split('.')[0]);
  const findings: Finding[] = [
    { what: 'Node', well: node >= 24, detail: process.versions.node, advice: 'run `npm ci`: it brings Node 24 along' },
    await register(),
    {
      what: 'installation',
      well: ready !== undefined,
      detail: ready === undefined ? `nothing runs in ${homeDir()}` : `runs, in ${homeDir()}`,
      advice: 'run `npm start`',
    },
  ];
  if (ready === undefined) return findings;
  const logs = join(homeDir(), 'logs');
  findings.push(
    ...(await Promise.all([
      ...ready.brokers.split(',').map((address) => broker(address)),
      ...Object.entries(ready.health ?? { control: ready.control }).map(([app, url]) => health(app, url, logs)),
    ])),
    certificates(),
  );
  return findings;
}

async function register(): Promise<Finding> {
  const dir = protocolsDir();
  const advice = '`npx sluis register check` shows each, with its line';
  try {
    const { files, faults } = await parseFiles(dir);
    const detail =
      faults.length === 0 ? `${files.size} files in ${dir}, no faults` : `${faults.length} faults in ${dir}`;
    return { what: 'register files', well: faults.length === 0, detail, advice };
  } catch (fault) {
    return { what: 'register files', well: false, detail: (fault as Error).message, advice };
  }
}

const patienceMs = 3_000;

function broker(address: string): Promise<Finding> {
  const [host, port] = address.split(/:(?=\d+$)/);
  return new Promise((resolve) => {
    const socket = connect({ host: host ?? '', port: Number(port) });
    const end = (well: boolean, detail: string): void => {
      socket.destroy();
      resolve({
        what: `Kafka ${address}`,
        well,
        detail,
        advice: `run \`npm start\`, and see ${homeDir()}/logs/kafka.log`,
      });
    };
    socket.setTimeout(patienceMs, () => end(false, 'does not answer'));
    socket.on('connect', () => end(true, 'takes connections'));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => end(false, `refuses connections (${code ?? 'unknown'})`));
  });
}

async function health(app: string, url: string, logs: string): Promise<Finding> {
  const advice = `see ${logs}/${app}.log; if it is not there, run \`npm start\``;
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(patienceMs) });
    const text = await response.text();
    return {
      what: app,
      well: response.ok,
      detail: response.ok ? `ready at ${url}` : `not ready: ${text.slice(0, 400)}`,
      advice,
    };
  } catch {
    return { what: app, well: false, detail: `does not answer at ${url}`, advice };
  }
}

function certificates(): Finding {
  const dir = join(homeDir(), 'clients');
  const systems = existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : [];
  const ended = systems.map(({ name }) => name).filter((name) => hasEnded(join(dir, name, 'cert.pem')));
  return {
    what: 'client certificates',
    well: systems.length > 0 && ended.length === 0,
    detail: ended.length > 0 ? `not valid any more: ${ended.join(', ')}` : `${systems.length} systems`,
    advice: 'the provisioner renews them while it runs: see whether it is ready',
  };
}

function hasEnded(file: string): boolean {
  try {
    return Date.parse(new X509Certificate(readFileSync(file)).validTo) < Date.now();
  } catch {
    return true;
  }
}
