import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { endOnUncaught, logLevels } from '#telemetry';
import { AppModule } from './app.module';
import { dress, fastifyAdapter } from './http/server';
import { ActiveRegister } from './register/active-register';
import { settingsFrom } from './settings';

/** Starts control; resolves when it listens. SIGTERM and SIGINT stop it in order, SIGHUP activates the files anew. */
async function main(): Promise<void> {
  const settings = settingsFrom(process.env);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings), fastifyAdapter(settings), {
    logger: new ConsoleLogger({ json: true, colors: false, logLevels: logLevels(process.env) }),
    abortOnError: false,
  });
  await dress(app, settings);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  await app.listen(settings.port, settings.host);
  const register = app.get(ActiveRegister);
  process.on('SIGHUP', () => void register.activate().catch(() => undefined));
}

endOnUncaught('control');
main().catch((fault: unknown) => {
  // A start that fails says why in one line: our own settings and ports hold no values of persons.
  const { message, code } = fault as { message?: string; code?: string };
  const reason = code === 'EADDRINUSE' ? 'its port is taken; set `SLUIS_CONTROL_PORT`' : message;
  process.stderr.write(
    `${JSON.stringify({ level: 'fatal', context: 'control', message: `control did not start: ${reason}` })}\n`,
  );
  process.exit(1);
});
