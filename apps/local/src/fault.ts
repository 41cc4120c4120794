/** What an operator of a local installation can be told: one sentence, and a code for tests and scripts. */
export class LocalFault extends Error {
  constructor(
    readonly code: LocalFaultCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'LocalFault';
  }
}

export type LocalFaultCode =
  | 'already-running'
  | 'app-failed'
  | 'disk-full'
  | 'home-corrupt'
  | 'home-unwritable'
  | 'interrupted'
  | 'java-missing'
  | 'kafka-failed'
  | 'maven-failed'
  | 'port-taken'
  | 'postgres-failed'
  | 'postgres-missing'
  | 'settings-wrong';
