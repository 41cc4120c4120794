import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Injectable, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SluisClient, SluisClientModule, SluisFault, explain, sslFrom } from '#client';
import { repository } from '../support/cluster';
import { syntheticInsz } from '../support/requests';
import { startRig, type GatewayProcess, type Rig } from '../support/rig';
import { TopicLog } from '../support/traffic';

const question = { recipient: 'leiedal', purpose: 'lokaal-woonbeleid', category: 'kandidaat-huurder' };

function candidate(n: number): Record<string, unknown> {
  return {
    persoon: { insz: syntheticInsz(n), hoofdverblijfplaats: { nis: '34022' } },
    gezin: { grootte: 3 },
  };
}

describe('the client for Nest programs, over the real gateway', () => {
  let rig: Rig;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    rig = await startRig();
    gateway = await rig.startGateway();
  });

  afterAll(async () => {
    await gateway.stop();
    await rig.stop();
  });

  async function withClient<T>(
    system: string,
    use: (app: INestApplicationContext) => Promise<T>,
    more: { readonly timeoutMs?: number; readonly attempts?: number } = {},
  ): Promise<T> {
    const { ca } = await rig.cluster.pem(system);
    @Module({
      imports: [
        SluisClientModule.register({
          system,
          brokers: rig.cluster.partnerBrokers,
          ssl: sslFrom(dirname(ca)),
          timeoutMs: 10_000,
          ...more,
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
      expect(await policy.report(candidate(1), 'a-1')).toBe('given under vtc-2015-9');
      const excess = { ...candidate(2), huur: { huurprijs: 41_000 } };
      const answer = await policy.report(excess, 'a-2');
      expect(answer).toContain('field-not-permitted');
      expect(answer).toContain('→ laat weg: huur.huurprijs');
    });
  });

  it('checks without delivering, and asks again under the same id when no answer comes in time', async () => {
    const delivered = await TopicLog.open(rig.operator, 'sluis.out.leiedal.lokaal-woonbeleid');
    await delivered.quiet();
    const before = delivered.records.length;
    await gateway.stop();
    await withClient(
      'dossier',
      async (app) => {
        const client = app.get(SluisClient);
        const asking = client.exchange({ ...question, id: 'b-1', data: candidate(3) });
        // The first attempts meet nobody; they wait on the topic, and are answered as repeats.
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        gateway = await rig.startGateway();
        expect(await asking).toMatchObject({ id: 'b-1', effect: 'permit' });
        expect(await client.check({ ...question, data: candidate(4) })).toMatchObject({ effect: 'permit' });
      },
      { timeoutMs: 2_000, attempts: 20 },
    );
    await delivered.quiet();
    expect(delivered.records).toHaveLength(before + 1);
    await delivered.close();
  });

  it('answers two instances that share the consumer group, each its own questions', async () => {
    await withClient('dossier', async (one) => {
      await withClient('dossier', async (two) => {
        const ask = (app: INestApplicationContext, n: number, prefix: string) =>
          app.get(LocalHousingPolicy).report(candidate(n), `${prefix}-${n}`);
        const answers = await Promise.all([1, 2, 3, 4].flatMap((n) => [ask(one, n, 'one'), ask(two, n, 'two')]));
        expect(new Set(answers)).toEqual(new Set(['given under vtc-2015-9']));
      });
    });
  });

  it('says that a system with the certificate of another may not send', async () => {
    const app = withClient('huur', async (context) => {
      const client = context.get(SluisClient);
      Object.assign(client, { settings: { system: 'dossier', timeoutMs: 1_000, attempts: 1 } });
      return client.exchange({ ...question, data: {} });
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
