import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import { opened } from './opened';

/** The inside listener, and its account of somebody, as a process is told. */
export function sasl(principal: string): Record<string, string> {
  const folder = join(opened().installation.home, 'kafka');
  const { passwords } = JSON.parse(readFileSync(join(folder, 'cluster.json'), 'utf8')) as {
    passwords: Record<string, string>;
  };
  const properties = readFileSync(join(folder, 'server.properties'), 'utf8');
  return {
    KAFKA_BROKERS: /INSIDE:\/\/([^,\s]+)/.exec(properties)![1]!,
    KAFKA_SASL_USERNAME: principal,
    KAFKA_SASL_PASSWORD: passwords[principal]!,
    KAFKA_SSL_CA: join(folder, 'ca.pem'),
  };
}

/** Somebody who may do anything. */
export function superUser(): Kafka {
  const { KAFKA_BROKERS, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD, KAFKA_SSL_CA } = sasl('_provisioner');
  return new Kafka({
    brokers: [KAFKA_BROKERS!],
    ssl: { ca: [readFileSync(KAFKA_SSL_CA!, 'utf8')] },
    sasl: { mechanism: 'scram-sha-512', username: KAFKA_SASL_USERNAME, password: KAFKA_SASL_PASSWORD } as SASLOptions,
    logLevel: logLevel.NOTHING,
  });
}
