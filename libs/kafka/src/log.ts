import type { LogEntry } from 'kafkajs';

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
