import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readSync, fstatSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A process that this installation runs: output to a file, a process group of its own (so that Ctrl-C reaches the
 * supervisor alone, which stops things in their order), and never left behind when the supervisor is killed.
 */
export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** How it ended, or undefined while it runs. */
  readonly ended: Ending | undefined;
  /** Resolves when it has ended, by itself or not. */
  readonly end: Promise<Ending>;
  /** Sends `signal`, waits; after `patienceMs` sends SIGKILL. */
  stop(signal?: NodeJS.Signals, patienceMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** The last lines that it wrote in this run. */
  lastWords(lines?: number): string;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** What the watcher sends when the supervisor dies; PostgreSQL wants INT, everything else TERM. */
  readonly orphanSignal?: 'TERM' | 'INT';
}

/** All that run now, in the order in which they were started. */
export function runningChildren(): readonly Child[] {
  return [...children];
}

const children = new Set<Child>();

export function startChild(options: ChildOptions): Promise<Child> {
  mkdirSync(dirname(options.logFile), { recursive: true, mode: 0o700 });
  const log = openSync(options.logFile, 'a', 0o600);
  const from = fstatSync(log).size;
  const child = spawn(options.command, options.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(running(child, options, from)));
  });
}

function running(child: ChildProcess, options: ChildOptions, from: number): Child {
  const pid = child.pid!;
  const watcher = watch(pid, options.orphanSignal ?? 'TERM');
  let ended: Ending | undefined;
  const end = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = { code, signal };
      watcher.forget();
      resolve(ended);
    });
  });
  const kill = (signal: NodeJS.Signals) => {
    if (ended === undefined) child.kill(signal);
  };
  const started: Child = {
    name: options.name,
    pid,
    logFile: options.logFile,
    get ended() {
      return ended;
    },
    end,
    kill,
    async stop(signal = 'SIGTERM', patienceMs = 30_000) {
      kill(signal);
      const timer = setTimeout(() => kill('SIGKILL'), patienceMs);
      await end;
      clearTimeout(timer);
    },
    lastWords: (lines = 12) => tail(options.logFile, from, lines),
  };
  children.add(started);
  void end.then(() => children.delete(started));
  return started;
}

/**
 * One small shell for all children. It reads which of them run from a pipe; the pipe closes when this process dies,
 * however it dies, and then the shell ends whatever still runs.
 */
let watcherInput: ChildProcess['stdin'] | undefined;
const watcherScript = `
trap '' INT HUP
list=' '
while read -r verb what; do
  case $verb in
    +) list="$list$what " ;;
    -) rest=' '; for one in $list; do [ "$one" = "$what" ] || rest="$rest$one "; done; list=$rest ;;
  esac
done
for one in $list; do kill -"\${one%%:*}" "\${one##*:}" 2>/dev/null; done
left=20
while [ $left -gt 0 ]; do
  alive=; for one in $list; do kill -0 "\${one##*:}" 2>/dev/null && alive=1; done
  [ -z "$alive" ] && exit 0
  sleep 1; left=$((left - 1))
done
for one in $list; do kill -KILL "\${one##*:}" 2>/dev/null; done
`;

function watch(pid: number, signal: string): { forget(): void } {
  if (watcherInput === undefined) {
    const shell = spawn('/bin/sh', ['-c', watcherScript], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    shell.once('error', () => undefined);
    shell.unref();
    shell.stdin.on('error', () => undefined);
    (shell.stdin as unknown as { unref(): void }).unref();
    watcherInput = shell.stdin;
  }
  watcherInput!.write(`+ ${signal}:${pid}\n`);
  return { forget: () => watcherInput!.write(`- ${signal}:${pid}\n`) };
}

function tail(file: string, from: number, lines: number): string {
  try {
    const log = openSync(file, 'r');
    try {
      const size = fstatSync(log).size;
      const start = Math.max(from, size - 16_384);
      const buffer = Buffer.alloc(Math.max(0, size - start));
      readSync(log, buffer, 0, buffer.length, start);
      return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
    } finally {
      closeSync(log);
    }
  } catch {
    return '';
  }
}
