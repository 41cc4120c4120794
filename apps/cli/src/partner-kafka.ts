import { Kafka, logLevel } from 'kafkajs';
import { clientFiles } from './installation';
import { CommandFault, exitCodes } from './outcome';

/** Kafka as a system uses it: mutual TLS, with the files that the provisioner wrote. */
export function partnerKafka(system: string): Kafka {
  const { brokers, ca, cert, key } = clientFiles(system);
  return new Kafka({
    clientId: `${system}-cli`,
    brokers: [...brokers],
    ssl: { ca: [ca], cert, key },
    connectionTimeout: 5_000,
    retry: { retries: 4, initialRetryTime: 200 },
    logLevel: logLevel.NOTHING,
  });
}

/** What a fault of the client means to somebody at a terminal. */
export function kafkaFault(fault: unknown, system: string): CommandFault {
  if (fault instanceof CommandFault) return fault;
  const { name = 'unknown fault', type } = fault as { name?: string; type?: string };
  const why =
    type === 'TOPIC_AUTHORIZATION_FAILED'
      ? `\`${system}\` may not use this topic`
      : `Kafka does not answer (${type ?? name})`;
  return new CommandFault(exitCodes.unreachable, `${why}; \`npx sluis doctor\` says what runs`, { cause: fault });
}
