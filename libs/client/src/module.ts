import { readFileSync } from 'node:fs';
import { Module, type DynamicModule } from '@nestjs/common';
import { ClientKafka } from '@nestjs/microservices';
import { SluisClient, clientTokens, type SluisClientSettings } from './sluis-client';

export interface SluisClientOptions {
  /** The system's id: the common name of its certificate. */
  readonly system: string;
  /** host:port of the brokers' listener for systems. */
  readonly brokers: readonly string[];
  /** PEM texts; `sslFrom` reads them from the folder that Sluis wrote. */
  readonly ssl: { readonly ca: string; readonly cert: string; readonly key: string };
  /** For one attempt (default 10 s). */
  readonly timeoutMs?: number;
  /** How often a request is sent at most, under the same id (default 3). */
  readonly attempts?: number;
}

/** `SluisClient` for a NestJS application of an internal system. */
@Module({})
export class SluisClientModule {
  static register(options: SluisClientOptions): DynamicModule {
    const { system, timeoutMs = 10_000, attempts = 3 } = options;
    const settings: SluisClientSettings = { system, timeoutMs, attempts };
    return {
      module: SluisClientModule,
      providers: [
        { provide: clientTokens.settings, useValue: settings },
        { provide: clientTokens.kafka, useFactory: () => kafkaClient(options) },
        SluisClient,
      ],
      exports: [SluisClient],
    };
  }
}

/** The certificate files of a system, from the folder `.sluis/clients/<system>`. */
export function sslFrom(folder: string): SluisClientOptions['ssl'] {
  const text = (name: string) => readFileSync(`${folder}/${name}.pem`, 'utf8');
  return { ca: text('ca'), cert: text('cert'), key: text('key') };
}

/** Nest adds `-client` to both ids; the group `<system>-client` is one of those that the system may use. */
function kafkaClient({ system, brokers, ssl }: SluisClientOptions): ClientKafka {
  return new ClientKafka({
    client: { clientId: system, brokers: [...brokers], ssl: { ca: [ssl.ca], cert: ssl.cert, key: ssl.key } },
    consumer: { groupId: system, sessionTimeout: 10_000, maxWaitTimeInMs: 500, allowAutoTopicCreation: false },
    producer: { allowAutoTopicCreation: false },
  });
}
