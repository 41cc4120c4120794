/** Exit codes of every command; `docs/cli.md` lists them. */
export const exitCodes = { ok: 0, faults: 1, usage: 2, denied: 3, unreachable: 4 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with one sentence: what could not be done, why, and what to try. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
