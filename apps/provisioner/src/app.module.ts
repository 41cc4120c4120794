import { readFile } from 'node:fs/promises';
import { Module, type DynamicModule } from '@nestjs/common';
import { kafkaFromEnv } from '#kafka';
import { Provisioning, tokens } from './provisioning';
import { registersWith } from './registers';
import { settingsFrom } from './settings';

/** What this process is made of: the settings, a Kafka client, the key that registers verify with, and the loop. */
@Module({})
export class AppModule {
  static forEnvironment(env: Readonly<Record<string, string | undefined>>): DynamicModule {
    const settings = settingsFrom(env);
    return {
      module: AppModule,
      providers: [
        { provide: tokens.settings, useValue: settings },
        { provide: tokens.kafka, useFactory: () => kafkaFromEnv(env, 'sluis-provisioner') },
        {
          provide: tokens.registers,
          useFactory: async () => registersWith(await readFile(settings.verifyKey, 'utf8')),
        },
        Provisioning,
      ],
    };
  }
}
