import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { faultName, kafkaFromEnv, TopicFollower } from '#kafka';
import { openKeys, type Jwk } from '#keys';
import { endOnUncaught, healthServer, logLevels, startTelemetry } from '#telemetry';
import { topics } from '#contract';
import { BrokerClock } from './clock/broker-clock';
import { KnownFacts } from './facts/known-facts';
import { GatewayModule } from './gateway.module';
import { GatewayState } from './gateway-state';
import { IngressMeter } from './ingress/ingress-meter';
import { IngressStrategy } from './ingress/ingress.strategy';
import { KnownTopics } from './ingress/known-topics';
import { FollowedRegister } from './register/followed-register';
import { gatewaySettings } from './settings';

/** The gateway process: register and facts first, then the first decision. */
async function main(): Promise<void> {
  const settings = gatewaySettings(process.env);
  const nestLogger = new ConsoleLogger({ json: true, colors: false, logLevels: logLevels(process.env) });
  Logger.overrideLogger(nestLogger);
  const logger = new Logger('Gateway');
  const keys = openKeys(settings.keysPath);
  const publicJwk = JSON.parse(readFileSync(settings.verifyKeyPath, 'utf8')) as Jwk;
  const telemetry = startTelemetry({ service: 'sluis-gateway', env: process.env });
  const kafka = kafkaFromEnv(process.env, 'sluis-gateway');

  const register = new FollowedRegister(publicJwk);
  const registerFollower = new TopicFollower(kafka, {
    topic: topics.register,
    groupPrefix: settings.group,
    onRecord: ({ key, value }) => register.apply(key, value),
    onBatch: () => {
      const changed = register.assemble();
      if (changed !== undefined) logger.log(`register version ${changed.version} is in force`);
    },
    onRestart: (reason) => logger.warn(`reading the register anew: ${reason}`),
  });
  const facts = new KnownFacts(publicJwk);
  const factsFollower = new TopicFollower(kafka, {
    topic: topics.facts,
    groupPrefix: settings.group,
    onRecord: ({ key, value }) => facts.apply(key, value),
    onRestart: (reason) => {
      logger.warn(`reading the facts anew: ${reason}`);
      facts.reread();
    },
  });
  const clock = new BrokerClock(kafka, settings.clockOffsetMaxMs, (error) =>
    logger.warn(`the clock could not be compared with the broker's: ${faultName(error)}`),
  );
  const knownTopics = new KnownTopics(kafka, settings.topicPollMs, (fault) =>
    logger.warn(`the topics could not be looked up: ${fault}`),
  );
  const state = new GatewayState(settings, keys, register, facts, clock, knownTopics);
  const meter = new IngressMeter(telemetry);
  telemetry.metrics.registerAgeSeconds.observe(() => finite(register.ageMs(Date.now()) / 1_000));
  telemetry.metrics.factsAgeSeconds.observe(() => finite(facts.ageMs(Date.now()) / 1_000));

  const health = await healthServer({
    port: settings.healthPort,
    host: settings.healthHost,
    live: () => ({ up: true, reasons: [] }),
    ready: () => {
      const reasons = state.unready(Date.now());
      if (!meter.isJoined) reasons.push('not-in-group');
      if (meter.oldestUnreadMs(Date.now()) > settings.ingressRetentionMs / 2) reasons.push('requests-wait-too-long');
      return { up: reasons.length === 0, reasons };
    },
    metrics: () => telemetry.metricsText(),
  });

  const app = await NestFactory.createMicroservice<MicroserviceOptions>(GatewayModule.with(state), {
    strategy: new IngressStrategy(kafka, settings, knownTopics, meter, () => state.stamp()),
    logger: nestLogger,
  });
  const stop = async (signal: string): Promise<void> => {
    logger.log(`stopping on ${signal}: the batch under way is finished first`);
    await app.close();
    await Promise.all([registerFollower.stop(), factsFollower.stop(), clock.stop()]);
    meter.stop();
    await telemetry.stop();
    await health.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal));

  registerFollower.start();
  factsFollower.start();
  await clock.start();
  // Register and facts are caught up before the first decision: an old register must not judge while a new one waits.
  await Promise.all([registerFollower.caughtUp, factsFollower.caughtUp]);
  await app.listen();
  logger.log('gateway is up');
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

endOnUncaught('Gateway');
main().catch((error: unknown) => {
  process.stderr.write(
    `${JSON.stringify({ level: 'fatal', context: 'Gateway', message: `couldn't start the gateway: ${startFault(error)}` })}\n`,
  );
  process.exit(1);
});

/** At start nothing of a sender's has been read yet, so the message itself is safe to show. */
function startFault(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault';
}
