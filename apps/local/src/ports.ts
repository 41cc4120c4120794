import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename } from 'node:path';
import { LocalFault } from './fault';

/** Ports on loopback: free ones for tests, and who holds one that should have been free. */

/** `count` different ports that nobody listened on a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * Makes sure that a port can be listened on.
 * @throws LocalFault `port-taken`, naming the port, what it is for, the setting that changes it, and its holder where the system tells.
 */
export async function requireFree(port: number, what: string, setting: string): Promise<void> {
  try {
    const server = await listen(port);
    await new Promise((resolve) => server.close(resolve));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why =
      code === 'EADDRINUSE'
        ? `it is taken${holder(port)}`
        : code === 'EACCES'
          ? 'this user may not listen on it'
          : `of ${code ?? 'an unknown fault'}`;
    const hint = `stop that, or choose another port with \`${setting}\``;
    throw new LocalFault('port-taken', `couldn't use port ${port} for ${what}, because ${why}; ${hint}`, { cause });
  }
}

function listen(port: number): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}

/** ` by \`java\` (process 123)`, or nothing where the system does not tell (not Linux, or another user's process). */
function holder(port: number): string {
  try {
    const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => listening(file, port)));
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (!sockets(pid).some((inode) => inodes.has(inode))) continue;
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]!;
      return ` by \`${basename(command)}\` (process ${pid})`;
    }
  } catch {
    // Not Linux: the port alone must do.
  }
  return '';
}

function listening(file: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  // Columns of proc(5): 1 local address:port, 3 state (0A is listening), 9 inode.
  return rows.filter((row) => row[1]?.endsWith(`:${hex}`) && row[3] === '0A').map((row) => row[9]!);
}

function sockets(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
