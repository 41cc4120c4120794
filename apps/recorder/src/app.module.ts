import { kafkaFromEnv } from '#kafka';
import { createDataSource } from '#postgres';
import { Module, type DynamicModule } from '@nestjs/common';
import { Recorder, tokens } from './recorder';
import { SETTINGS, settingsFrom } from './settings';

/** What the recorder is made of: its settings with the ledger's key, Kafka, PostgreSQL, and the process itself. */
@Module({})
export class AppModule {
  static forEnvironment(env: Readonly<Record<string, string | undefined>>): DynamicModule {
    const settings = settingsFrom(env);
    return {
      module: AppModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: tokens.kafka, useFactory: () => kafkaFromEnv(env, 'sluis-recorder') },
        { provide: tokens.dataSource, useFactory: () => createDataSource(settings.databaseUrl, 'sluis-recorder') },
        Recorder,
      ],
    };
  }
}
