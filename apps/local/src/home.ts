import { mkdirSync, readFileSync, renameSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Child } from './child';
import { LocalFault } from './fault';

/** The folder of an installation: one supervisor at a time, on a disk with room. */
export interface Home {
  readonly dir: string;
  path(...parts: string[]): string;
  /** Notes which processes run, so that the next start can find what a killed supervisor left. */
  note(children: readonly Child[]): void;
  /** Gives the folder free for another start. */
  leave(): void;
}

interface Note {
  readonly pid: number;
  readonly children: readonly { readonly name: string; readonly pid: number }[];
}

/**
 * Opens the folder, making it where it is not there.
 * @throws LocalFault `already-running`, `disk-full`, `home-unwritable`.
 */
export async function openHome(dir: string, diskMinMiB: number, onWait: (what: string) => void): Promise<Home> {
  try {
    // Others may pass through as far as PostgreSQL's own user must, as root; nothing in it is open to them.
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (!statSync(dir).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
  } catch (cause) {
    throw unwritable(dir, cause);
  }
  requireSpace(dir, diskMinMiB);
  const file = join(dir, 'supervisor.json');
  const before = noteIn(file);
  if (before !== undefined && alive(before.pid, 'apps/local')) {
    throw new LocalFault(
      'already-running',
      `another Sluis runs on \`${dir}\` (process ${before.pid}); stop it with Ctrl-C, or choose another folder with \`SLUIS_HOME\``,
    );
  }
  await waitForOrphans(before?.children ?? [], onWait);
  rmSync(join(dir, 'ready.json'), { force: true });
  const write = (children: readonly Child[]) => {
    const note: Note = { pid: process.pid, children: children.map(({ name, pid }) => ({ name, pid })) };
    // Beside and renamed: a start after a kill in between must still find whom it has to wait for.
    writeFileSync(`${file}.new`, `${JSON.stringify(note)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  try {
    write([]);
  } catch (cause) {
    throw unwritable(dir, cause);
  }
  return {
    dir,
    path: (...parts) => join(dir, ...parts),
    note: write,
    leave() {
      rmSync(join(dir, 'ready.json'), { force: true });
      if (noteIn(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

export function freeSpaceMiB(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return Math.floor((bavail * bsize) / 1024 / 1024);
}

function requireSpace(dir: string, diskMinMiB: number): void {
  const freeMiB = freeSpaceMiB(dir);
  if (freeMiB >= diskMinMiB) return;
  throw new LocalFault(
    'disk-full',
    `the disk is full: ${freeMiB} MiB are free for \`${dir}\` and ${diskMinMiB} are needed; free some space, or choose another folder with \`SLUIS_HOME\``,
  );
}

function unwritable(dir: string, cause: unknown): LocalFault {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC') {
    return new LocalFault(
      'disk-full',
      `couldn't write in \`${dir}\`: the disk is full; free some space and start again`,
      { cause },
    );
  }
  const why =
    code === 'EACCES' || code === 'EPERM' ? 'this user may not' : code === 'EROFS' ? 'the disk is read-only' : code;
  const hint = 'choose another folder with `SLUIS_HOME`';
  return new LocalFault('home-unwritable', `couldn't write in \`${dir}\`: ${why}; ${hint}`, { cause });
}

function noteIn(file: string): Note | undefined {
  try {
    const note = JSON.parse(readFileSync(file, 'utf8')) as Note;
    return Number.isInteger(note.pid) && Array.isArray(note.children) ? note : undefined;
  } catch {
    // None, or half written by a machine that lost power: nobody runs.
    return undefined;
  }
}

/** What the watcher of a killed supervisor is still ending; it takes seconds, and the ports are free after it. */
async function waitForOrphans(children: Note['children'], onWait: (what: string) => void): Promise<void> {
  const marks: Record<string, string> = { kafka: 'kafka.Kafka', postgres: 'postgres' };
  const left = () => children.filter(({ name, pid }) => alive(pid, marks[name] ?? 'dist/apps'));
  if (left().length === 0) return;
  onWait(
    left()
      .map(({ name }) => name)
      .join(', '),
  );
  for (const { name, pid } of left()) signal(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  const deadline = Date.now() + 30_000;
  while (left().length > 0 && Date.now() < deadline) await new Promise((next) => setTimeout(next, 100));
  for (const { pid } of left()) signal(pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone in the meantime.
  }
}

/** Whether process `pid` runs and is what we take it for: numbers are used again. */
function alive(pid: number, mark: string): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark);
  } catch {
    return process.platform !== 'linux';
  }
}
