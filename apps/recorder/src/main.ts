import 'reflect-metadata';
import { endOnUncaught, logLevels } from '#telemetry';
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

/** Turns decisions into the ledger. Ends cleanly on SIGTERM and SIGINT; any other end costs nothing either. */
async function main(): Promise<void> {
  const logger = new ConsoleLogger({ json: true, colors: false, logLevels: logLevels(process.env) });
  const app = await NestFactory.createApplicationContext(AppModule.forEnvironment(process.env), {
    logger,
    abortOnError: false,
  });
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
}

endOnUncaught('recorder');
main().catch((fault: unknown) => {
  const message = fault instanceof Error ? fault.message : 'unknown fault';
  process.stderr.write(`${JSON.stringify({ level: 'fatal', context: 'recorder', message })}\n`);
  process.exit(1);
});
