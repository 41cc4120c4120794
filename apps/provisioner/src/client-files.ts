import { join } from 'node:path';

/** Where a system's files are; every path absolute. */
export interface ClientPaths {
  readonly folder: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** Key and certificate in one, as Kafka's own Java client wants them. */
  readonly keystore: string;
  readonly librdkafka: string;
  readonly java: string;
}

export function clientPaths(clients: string, system: string): ClientPaths {
  const folder = join(clients, system);
  return {
    folder,
    ca: join(folder, 'ca.pem'),
    cert: join(folder, 'cert.pem'),
    key: join(folder, 'key.pem'),
    keystore: join(folder, 'keystore.pem'),
    librdkafka: join(clients, `${system}.conf`),
    java: join(clients, `${system}.properties`),
  };
}

/** For librdkafka (`kcat -F`, confluent-kafka). Reads committed records only, as librdkafka does unless told otherwise. */
export function librdkafkaConf(brokers: string, paths: ClientPaths): string {
  return `# written by sluis; changes are overwritten
bootstrap.servers=${brokers}
security.protocol=ssl
ssl.ca.location=${paths.ca}
ssl.certificate.location=${paths.cert}
ssl.key.location=${paths.key}
`;
}

/** For Kafka's Java clients and its console tools. The group is the first of those that the system may use. */
export function javaProperties(brokers: string, system: string, paths: ClientPaths): string {
  return `# written by sluis; changes are overwritten
bootstrap.servers=${brokers}
security.protocol=SSL
ssl.truststore.type=PEM
ssl.truststore.location=${escaped(paths.ca)}
ssl.keystore.type=PEM
ssl.keystore.location=${escaped(paths.keystore)}
group.id=${system}
isolation.level=read_committed
`;
}

/** A backslash begins an escape in a properties file. */
function escaped(path: string): string {
  return path.replaceAll('\\', '\\\\');
}
