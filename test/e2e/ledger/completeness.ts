import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  ResourcePatternTypes,
  type AclEntry,
  type Kafka,
} from 'kafkajs';
import { openAuthority } from '#certificates';
import { freePorts } from '../../../apps/local/src/ports';
import { coordinationRequest } from '../../support/requests';
import { sasl, superUser } from './broker';
import { foreignPrincipal, note, opened, recorded, sizeOf } from './opened';

interface Told {
  readonly complete: boolean;
  readonly markers: number;
  readonly faults: readonly string[];
}

/** `sluis ledger complete`: what it finds, and what it says where it may not look. */
export function completeness(): void {
  /** With these rights of Kafka; without any, as the installation's own account. */
  const complete = async (
    env: Readonly<Record<string, string>> = {},
    ...more: string[]
  ): Promise<{ readonly code: number; readonly stderr: string; readonly told: Told }> => {
    const run = await opened().installation.sluisWith(env, 'ledger', 'complete', '--wait', '0', '--json', ...more);
    return { ...run, told: JSON.parse(run.stdout) as Told };
  };

  describe('completeness', () => {
    it("knows of control's own journal as well how far it goes: its last note missing, or one that never was", async () => {
      await recordedNotes();
      expect(await complete()).toMatchObject({ code: 0, told: { complete: true, faults: [] } });
      const { database } = opened();
      const count = async (by: number): Promise<number> =>
        Number(
          (
            await database.query<{ next: string }>(
              `UPDATE ledger_journal_counter SET next = next + ${by} RETURNING next`,
            )
          ).rows[0]!.next,
        );
      // As a note that was given its number, and was gone before it was an entry.
      const next = await count(2);
      expect(await complete()).toMatchObject({
        code: 1,
        told: {
          complete: false,
          faults: [`control's own journal: no entry for notes ${next - 2} to ${next - 1}`],
        },
      });
      await count(-3);
      expect(await complete()).toMatchObject({
        code: 1,
        told: {
          complete: false,
          faults: [`control's own journal: entries for notes ${next - 3} to ${next - 3}, which control never made`],
        },
      });
      await count(1);
      expect((await complete()).code).toBe(0);
    }, 120_000);

    it('says nothing of completeness to whom Kafka does not let look, and each right that it names is the one that lacked', async () => {
      const kafka = superUser();
      expect(await complete({ ...sasl('_recorder') })).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('does not let `_recorder` look'),
      });
      const revisor = await certificateOf(foreignPrincipal);
      expect((await complete(revisor)).code).toBe(3);
      const admin = kafka.admin();
      await admin.connect();
      const allow = (...acl: Omit<AclEntry, 'principal' | 'host' | 'permissionType'>[]): Promise<boolean> =>
        admin.createAcls({
          acl: acl.map((one) => ({
            ...one,
            principal: `User:${foreignPrincipal}`,
            host: '*',
            permissionType: AclPermissionTypes.ALLOW,
          })),
        });
      try {
        // The group alone: of no topic it is told that it is there, so there is nothing to miss.
        await allow(right('GROUP', '_gateway', 'LITERAL', 'DESCRIBE'));
        expect(await complete(revisor)).toMatchObject({
          code: 3,
          stderr: expect.stringContaining(
            'does not show `revisor` `sluis.in.dossier`, of which the ledger has entries',
          ),
        });
        await allow(right('TOPIC', 'sluis.in.', 'PREFIXED', 'DESCRIBE'));
        expect(await complete(revisor)).toMatchObject({ code: 0, told: { complete: true, markers: 0 } });
        await leaveMarker(kafka);
        // Now there is an offset without an entry, and it must be read to know that it is a marker.
        expect(await complete(revisor)).toMatchObject({
          code: 3,
          stderr: expect.stringContaining('to read those topics'),
        });
        await allow(right('TOPIC', 'sluis.in.', 'PREFIXED', 'READ'));
        expect((await complete(revisor)).code).toBe(3);
        await allow(right('GROUP', `${foreignPrincipal}.`, 'PREFIXED', 'READ'));
        expect(await complete(revisor)).toMatchObject({ code: 0, told: { complete: true, markers: 1 } });
      } finally {
        await admin.disconnect();
      }
    }, 180_000);

    it('tells wrong usage and a broker that does not answer from faults', async () => {
      expect((await complete({}, '--wait', 'lang')).code).toBe(2);
      expect((await complete({}, '--vkey', 'nobody+00000000+AAAA')).code).toBe(2);
      const [closed] = await freePorts(1);
      expect(await complete({ KAFKA_BROKERS: `127.0.0.1:${closed}` })).toMatchObject({
        code: 4,
        stderr: expect.stringContaining('Kafka does not answer'),
      });
      expect((await complete({}, '--control', `http://127.0.0.1:${closed}`)).code).toBe(4);
    }, 60_000);
  });
}

/** Waits until no note waits for its entry. */
async function recordedNotes(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { rowCount } = await opened().database.query('SELECT 1 FROM ledger_journal');
    if (rowCount === 0) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('notes still wait for their entries');
}

const right = (
  resource: keyof typeof AclResourceTypes,
  resourceName: string,
  pattern: keyof typeof ResourcePatternTypes,
  operation: keyof typeof AclOperationTypes,
): Omit<AclEntry, 'principal' | 'host' | 'permissionType'> => ({
  resourceType: AclResourceTypes[resource],
  resourceName,
  resourcePatternType: ResourcePatternTypes[pattern],
  operation: AclOperationTypes[operation],
});

/** What a process is told that comes in from outside with a certificate of the installation's authority. */
async function certificateOf(principal: string): Promise<Record<string, string>> {
  const { installation, scratch } = opened();
  const read = (name: string): string => readFileSync(join(installation.home, 'ca', name), 'utf8');
  const authority = await openAuthority({ certificate: read('ca.pem'), key: read('ca.key.pem') });
  const { certificate, key } = await authority.issue(principal, { use: 'client', days: 1 });
  const folder = join(scratch, principal);
  mkdirSync(folder);
  writeFileSync(join(folder, 'cert.pem'), certificate);
  writeFileSync(join(folder, 'key.pem'), key);
  const { brokers } = JSON.parse(readFileSync(join(installation.home, 'ready.json'), 'utf8')) as { brokers: string };
  return {
    KAFKA_BROKERS: brokers,
    KAFKA_SSL_CA: join(installation.home, 'ca/ca.pem'),
    KAFKA_SSL_CERT: join(folder, 'cert.pem'),
    KAFKA_SSL_KEY: join(folder, 'key.pem'),
  };
}

/** One request in a transaction, whose marker takes an offset, and one after it, so that the gateway goes past the marker. */
async function leaveMarker(kafka: Kafka): Promise<void> {
  const size = sizeOf(await note());
  const producer = kafka.producer({ transactionalId: 'test', idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  for (const number of [9_001, 9_002]) {
    const transaction = await producer.transaction();
    const messages = [{ ...coordinationRequest(number).message, partition: 0 }];
    await transaction.send({ topic: 'sluis.in.dossier', messages });
    await transaction.commit();
  }
  await producer.disconnect();
  await recorded(size + 2);
}
