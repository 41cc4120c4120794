import { logLevel, type LogEntry } from 'kafkajs';

/** What a log line of the client may carry: where it happened and which fault, never what was sent. */
const allowed = [
  'broker',
  'clientId',
  'topic',
  'partition',
  'groupId',
  'retryCount',
  'retryTime',
  'type',
  'code',
] as const;

const levels: Record<number, string> = { 1: 'error', 2: 'warn', 4: 'log', 5: 'debug' };

/** kafkajs log creator: JSON lines in the form of the other logs, from an allow-list of properties. */
export function kafkaLog(): (entry: LogEntry) => void {
  return ({ level, log }) => {
    if (level < logLevel.DEBUG && expected(log)) return;
    const line: Record<string, unknown> = {
      level: levels[level] ?? 'log',
      timestamp: Date.now(),
      context: 'kafkajs',
      message: log.message,
    };
    for (const name of allowed) if (log[name] !== undefined) line[name] = log[name];
    process.stderr.write(`${JSON.stringify(line)}\n`);
  };
}

/**
 * Three kinds of lines hide the lines that matter. Each protocol error is told once by the connection and once more by
 * whoever can do something about it; the first is left out. And after each commit the broker turns the next transaction away for some
 * milliseconds, and the client tries again: that is how every busy second goes. And it warns of any limit to its retries,
 * though a producer that gave up is never used again: see `PartitionOwner.recover`.
 */
function expected({ message, error }: LogEntry['log']): boolean {
  return (
    /^(\[Connection\] )?Response /.test(message) ||
    message.startsWith('Limiting retries for the idempotent producer') ||
    /another concurrent operation on the same transaction/.test(`${message} ${String(error ?? '')}`)
  );
}
