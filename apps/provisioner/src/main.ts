import 'reflect-metadata';
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

/** Keeps topics, ACLs and certificates as the active register says. Ends cleanly on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const level = (process.env['LOG_LEVEL'] ?? 'log') as LogLevel;
  const logger = new ConsoleLogger({ json: true, logLevels: levelsFrom(level) });
  const app = await NestFactory.createApplicationContext(AppModule.forEnvironment(process.env), {
    logger,
    abortOnError: false,
  });
  app.enableShutdownHooks();
}

function levelsFrom(level: LogLevel): LogLevel[] {
  const levels: LogLevel[] = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'];
  return levels.slice(Math.max(0, levels.indexOf(level)));
}

main().catch((fault: unknown) => {
  const message = fault instanceof Error ? fault.message : 'unknown fault';
  process.stderr.write(`${JSON.stringify({ level: 'fatal', context: 'provisioner', message })}\n`);
  process.exit(1);
});
