/** Levels of the JSON logs, the loudest last; `LOG_LEVEL` names the last one that is written. */
const levels = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;

export type LogLevelName = (typeof levels)[number];

/** The levels that `LOG_LEVEL` lets through; without it, or with an unknown one, those up to `log`. */
export function logLevels(env: Readonly<Record<string, string | undefined>>): LogLevelName[] {
  const last = levels.indexOf((env['LOG_LEVEL'] ?? 'log') as LogLevelName);
  return levels.slice(0, (last < 0 ? levels.indexOf('log') : last) + 1);
}
