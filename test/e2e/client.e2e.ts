import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Kafka, logLevel, type Consumer, type Producer } from 'kafkajs';
import { SluisClient, SluisClientModule, SluisFault, explain, sslFrom } from '#client';
import { nestHeaders, type Reply } from '#contract';
import { generateKeys } from '#keys';
import { writeFileSync } from 'node:fs';
import { AppModule } from '../../apps/provisioner/src/app.module';
import { Provisioning } from '../../apps/provisioner/src/provisioning';
import { repository, startCluster, type Cluster } from '../support/cluster';
import { protocolFiles, publishRegister } from './published-register';

/** The client over real Kafka, mutual TLS and ACLs; a few lines stand in for the gateway and answer as its contract says. */
describe('client', () => {
  let cluster: Cluster;
  let home: string;
  let provisioner: INestApplicationContext;
  let consumer: Consumer;
  let producer: Producer;
  let ignored = 0;
  const seen: string[] = [];

  beforeAll(async () => {
    cluster = await startCluster();
    home = mkdtempSync(join(tmpdir(), 'sluis-client-'));
    const keys = generateKeys();
    const verifyKey = join(home, 'control.public.jwk');
    writeFileSync(verifyKey, JSON.stringify(keys.control.public));
    const env = { SLUIS_HOME: home, SLUIS_CA_DIR: cluster.caDir, SLUIS_VERIFY_KEY: verifyKey, SLUIS_HEALTH_PORT: '0' };
    provisioner = await NestFactory.createApplicationContext(
      AppModule.forEnvironment({ ...cluster.env('_provisioner'), ...env }),
      { logger: ['error', 'fatal'] },
    );
    const ready = () => provisioner.get(Provisioning).ready();
    await until(() => ready().reasons.join() === 'no-register');
    await publishRegister(cluster, keys.control.private, 1, protocolFiles());
    await until(() => ready().up);
    const gateway = new Kafka({ ...cluster.settings('_gateway'), logLevel: logLevel.NOTHING });
    consumer = gateway.consumer({ groupId: '_gateway' });
    producer = gateway.producer();
    await consumer.connect();
    await producer.connect();
    await consumer.subscribe({ topic: 'sluis.in.dossier', fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ topic, partition, message }) => {
        const headers = Object.fromEntries(
          Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
        );
        seen.push(headers['ce_id']!);
        if (ignored > 0) return void ignored--;
        const denied = String(message.value).includes('nationaliteit');
        const request = { topic, partition, offset: Number(message.offset) };
        const reply: Reply = denied
          ? {
              decisionId: 'd',
              effect: 'deny',
              registerVersion: 1,
              request,
              reasons: [
                {
                  code: 'field-not-permitted',
                  fields: ['persoon.nationaliteit'],
                  message: { nl: 'Mag niet.', en: 'No.' },
                },
              ],
              remedy: [{ drop: ['persoon.nationaliteit'] }],
            }
          : {
              decisionId: 'd',
              effect: 'permit',
              registerVersion: 1,
              request,
              basis: [{ instrument: 'vtc-2015-9', fields: [] }],
            };
        await producer.send({
          topic: headers[nestHeaders.replyTopic]!,
          messages: [
            {
              partition: Number(headers[nestHeaders.replyPartition]),
              value: JSON.stringify(reply),
              headers: {
                [nestHeaders.correlationId]: headers[nestHeaders.correlationId]!,
                [nestHeaders.isDisposed]: '1',
              },
            },
          ],
        });
      },
    });
  });

  afterAll(async () => {
    await consumer?.disconnect();
    await producer?.disconnect();
    await provisioner?.close();
    await cluster?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  async function withClient<T>(system: string, use: (app: INestApplicationContext) => Promise<T>): Promise<T> {
    @Module({
      imports: [
        SluisClientModule.register({
          system,
          brokers: cluster.partnerBrokers,
          ssl: sslFrom(join(home, 'clients', system)),
          timeoutMs: 3_000,
        }),
      ],
      providers: [LocalHousingPolicy],
    })
    class SystemModule {}
    const app = await NestFactory.createApplicationContext(SystemModule, { logger: ['fatal'] });
    try {
      return await use(app);
    } finally {
      await app.close();
    }
  }

  it('answers a permit and a denial with its remedy, over Nest’s own Kafka client', async () => {
    await withClient('dossier', async (app) => {
      const policy = app.get(LocalHousingPolicy);
      expect(await policy.report({ gezin: { grootte: 3 } }, 'a-1')).toBe('given under vtc-2015-9');
      expect(await policy.report({ persoon: { nationaliteit: 'BE' } }, 'a-2')).toBe(
        'field-not-permitted: Mag niet.\n→ laat weg: persoon.nationaliteit',
      );
    });
  });

  it('asks again under the same id when no answer comes', async () => {
    await withClient('dossier', async (app) => {
      ignored = 1;
      const question = { recipient: 'leiedal', purpose: 'lokaal-woonbeleid', category: 'kandidaat-huurder', data: {} };
      const answer = await app.get(SluisClient).exchange({ ...question, id: 'b-1' });
      expect(answer).toMatchObject({ id: 'b-1', effect: 'permit' });
      expect(seen.filter((id) => id === 'b-1')).toHaveLength(2);
    });
  });

  it('answers two instances that share the consumer group, each its own questions', async () => {
    await withClient('dossier', async (one) => {
      await withClient('dossier', async (two) => {
        const ask = (app: INestApplicationContext, id: string) =>
          app.get(LocalHousingPolicy).report({ gezin: { grootte: 3 } }, id);
        const ids = [1, 2, 3, 4];
        const answers = await Promise.all(ids.flatMap((n) => [ask(one, `one-${n}`), ask(two, `two-${n}`)]));
        expect(new Set(answers)).toEqual(new Set(['given under vtc-2015-9']));
      });
    });
  });

  it('says that a system with the certificate of another may not send', async () => {
    const app = withClient('huur', async (context) => {
      const client = context.get(SluisClient);
      Object.assign(client, { settings: { system: 'dossier', timeoutMs: 1_000, attempts: 1 } });
      return client.exchange({
        recipient: 'leiedal',
        purpose: 'lokaal-woonbeleid',
        category: 'kandidaat-huurder',
        data: {},
      });
    });
    await expect(app).rejects.toBeInstanceOf(SluisFault);
  });

  it('has a README whose example is the code tested here', () => {
    const readme = readFileSync(join(repository, 'libs/client/README.md'), 'utf8');
    const own = readFileSync(__filename, 'utf8');
    const [example] = /@Injectable\(\)\nexport class LocalHousingPolicy[^]*?\n}\n/.exec(readme) ?? [];
    expect(example).toBeDefined();
    expect(own).toContain(example!.replace('export class', 'class'));
  });
});

@Injectable()
class LocalHousingPolicy {
  constructor(private readonly sluis: SluisClient) {}

  async report(data: Record<string, unknown>, requestId: string): Promise<string> {
    const answer = await this.sluis.exchange({
      id: requestId,
      recipient: 'leiedal',
      purpose: 'lokaal-woonbeleid',
      category: 'kandidaat-huurder',
      data,
    });
    return answer.effect === 'permit' ? `given under ${answer.basis[0]?.instrument}` : explain(answer, 'nl');
  }
}

async function until(check: () => boolean, timeoutMs = 90_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!check()) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
