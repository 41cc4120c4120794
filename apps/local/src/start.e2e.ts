import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** `npm start`, without installing and compiling: the supervisor as it is shipped, with real Kafka, PostgreSQL and apps. */
const root = resolve(__dirname, '../../..');
const main = join(root, 'dist/apps/local/src/main.js');

interface Event {
  readonly step?: string;
  readonly state?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

describe('npm start', () => {
  const home = mkdtempSync(join(tmpdir(), 'sluis-start-'));
  const environment = {
    ...process.env,
    SLUIS_HOME: home,
    SLUIS_PORTS: 'free',
    SLUIS_DEMO: 'off',
    KAFKA_BROKERS: '',
    DATABASE_URL: '',
  };
  let running: ChildProcess | undefined;
  let before: string;

  afterAll(async () => {
    if (running !== undefined) await stop(running);
    rmSync(home, { recursive: true, force: true });
  });

  /** Starts it; resolves with its events when all is up or it ended. */
  const start = async (): Promise<Event[]> => {
    const child = spawn(process.execPath, [main, '--json'], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running = child;
    const events: Event[] = [];
    let text = '';
    await new Promise<void>((done) => {
      child.once('exit', () => done());
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        const lines = text.split('\n');
        text = lines.pop()!;
        events.push(...lines.map((line) => JSON.parse(line) as Event));
        if (events.some(({ step, state }) => step === 'ready' && state === 'done')) done();
      });
    });
    return events;
  };
  const stop = async (child: ChildProcess, signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    child.kill(signal);
    return ended;
  };
  const children = () =>
    (
      JSON.parse(readFileSync(join(home, 'supervisor.json'), 'utf8')) as {
        readonly children: readonly { readonly name: string; readonly pid: number }[];
      }
    ).children;
  const pids = () => children().map(({ pid }) => pid);
  const pidOf = (wanted: string) => children().find(({ name }) => name === wanted)?.pid;

  it('brings everything up, and says in `ready.json` where', async () => {
    const events = await start();
    expect(events.filter(({ error }) => error !== undefined)).toEqual([]);
    const ready = JSON.parse(readFileSync(join(home, 'ready.json'), 'utf8')) as {
      readonly brokers: string;
      readonly control: string;
      readonly health: Record<string, string>;
    };
    expect(Object.keys(ready)).toEqual(['brokers', 'control', 'console', 'identity', 'health']);
    expect(Object.keys(ready.health).sort()).toEqual(['control', 'gateway', 'identity', 'provisioner', 'recorder']);
    expect(ready.health['control']).toBe(ready.control);
    for (const url of Object.values(ready.health)) expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await expect(reachable(ready.brokers)).resolves.toBe(true);
    expect(pids().length).toBeGreaterThanOrEqual(5);
  }, 300_000);

  it('writes every secret for its owner alone', () => {
    for (const folder of ['keys', 'identity', 'ca', 'logs']) {
      expect(statSync(join(home, folder)).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(join(home, folder)))
        expect([name, statSync(join(home, folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    before = readFileSync(join(home, 'keys/gateway.json'), 'utf8');
  });

  it('refuses a second one on the same folder in one sentence, and leaves the first alone', () => {
    const { status, stderr } = spawnSync(process.execPath, [main], { cwd: root, env: environment, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(
      `another Sluis runs on \`${home}\` (process ${running!.pid}); stop it with Ctrl-C, or choose another folder with \`SLUIS_HOME\``,
    );
    expect(existsSync(join(home, 'ready.json'))).toBe(true);
  });

  it('ends cleanly on Ctrl-C and leaves no process behind', async () => {
    const all = pids();
    expect(await stop(running!)).toBe(0);
    expect(all.filter(runs)).toEqual([]);
    expect(existsSync(join(home, 'ready.json'))).toBe(false);
    expect(existsSync(join(home, 'supervisor.json'))).toBe(false);
  }, 120_000);

  it('goes on with the same data, and sooner', async () => {
    const began = Date.now();
    await start();
    process.stderr.write(`second start: ${((Date.now() - began) / 1_000).toFixed(1)} s\n`);
    expect(existsSync(join(home, 'ready.json'))).toBe(true);
    expect(readFileSync(join(home, 'keys/gateway.json'), 'utf8')).toBe(before);
  }, 300_000);

  it('starts an app again however often it ends, and leaves the others alone', async () => {
    const gateway = pidOf('gateway');
    const recorder = async (other?: number): Promise<number> => {
      for (let pid = pidOf('recorder'); ; pid = pidOf('recorder')) {
        if (pid !== undefined && pid !== other && runs(pid)) return pid;
        await new Promise((next) => setTimeout(next, 100));
      }
    };
    // More often than what never came up is started.
    let pid = await recorder();
    for (let time = 0; time < 4; time++) {
      process.kill(pid, 'SIGKILL');
      pid = await recorder(pid);
    }
    const { health } = JSON.parse(readFileSync(join(home, 'ready.json'), 'utf8')) as {
      readonly health: Readonly<Record<string, string>>;
    };
    const isReady = async () =>
      (await fetch(`${health['recorder']}/health/ready`).catch(() => undefined))?.status === 200;
    while (!(await isReady())) await new Promise((next) => setTimeout(next, 200));
    expect([pidOf('recorder'), pidOf('gateway')]).toEqual([pid, gateway]);
    expect(running!.exitCode).toBe(null);
  }, 200_000);

  it('leaves no process behind when it is killed, and starts again after that', async () => {
    const all = pids();
    await stop(running!, 'SIGKILL');
    const deadline = Date.now() + 60_000;
    while (all.some(runs) && Date.now() < deadline) await new Promise((next) => setTimeout(next, 200));
    expect(all.filter(runs)).toEqual([]);
    const events = await start();
    expect(events.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(existsSync(join(home, 'ready.json'))).toBe(true);
    expect(await stop(running!, 'SIGTERM')).toBe(0);
  }, 400_000);
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function reachable(address: string): Promise<boolean> {
  const [host, port] = address.split(':');
  return new Promise((done) => {
    const socket = connect({ host: host!, port: Number(port) });
    socket.once('connect', () => done(socket.destroy() === socket));
    socket.once('error', () => done(false));
  });
}
