import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { endOnUncaught, logLevels } from '#telemetry';
import { AppModule } from './app.module';

/** Keeps topics, ACLs and certificates as the active register says. Ends cleanly on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const logger = new ConsoleLogger({ json: true, logLevels: logLevels(process.env) });
  const app = await NestFactory.createApplicationContext(AppModule.forEnvironment(process.env), {
    logger,
    abortOnError: false,
  });
  app.enableShutdownHooks();
}

endOnUncaught('provisioner');
main().catch((fault: unknown) => {
  const message = fault instanceof Error ? fault.message : 'unknown fault';
  process.stderr.write(`${JSON.stringify({ level: 'fatal', context: 'provisioner', message })}\n`);
  process.exit(1);
});
