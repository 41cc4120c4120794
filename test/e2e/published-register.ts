import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { signJws, type Jwk } from '#keys';
import { parseRegister, toDocuments } from '#register';
import { repository, type Cluster } from '../support/cluster';

/** The files of `protocols/` by path, to publish as they are or with a change. */
export function protocolFiles(): Map<string, string> {
  const root = join(repository, 'protocols');
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Publishes files as control does: the documents, then the signed manifest. */
export async function publishRegister(
  cluster: Cluster,
  signingKey: Jwk,
  version: number,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const { source, faults } = parseRegister(files);
  if (source === undefined) throw new Error(`the register has faults: ${JSON.stringify(faults.slice(0, 3))}`);
  const documents = toDocuments(source);
  const manifest = {
    kind: 'manifest',
    version,
    documents: documents.map(({ sha256 }) => sha256),
    issuedAt: new Date().toISOString(),
  };
  const producer = new Kafka({ ...cluster.settings('_control'), logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({
    topic: 'sluis.register',
    messages: [
      ...documents.map(({ sha256, text }) => ({ key: `doc:${sha256}`, value: text })),
      { key: 'manifest', value: signJws(manifest, signingKey, 'sluis-register+jws') },
    ],
  });
  await producer.disconnect();
}
