import { createHash } from 'node:crypto';
import type { Kafka, Producer } from 'kafkajs';
import { topics } from '#contract';
import type { StoredDocument, StoredVersion } from '#postgres';
import type { Signing } from '../signing';
import { publish, readToEnd } from './topic';

export interface Manifest {
  readonly kind: 'manifest';
  readonly version: number;
  /** SHA-256 of each document's JSON text, hex, sorted. */
  readonly documents: readonly string[];
  readonly issuedAt: string;
}

/** `sluis.register` as it stands: the documents and the newest manifest. */
export class RegisterTopic {
  private readonly contents = new Map<string, string>();
  private newest: Manifest | undefined;

  private constructor(private readonly signing: Signing) {}

  static async load(kafka: Kafka, signing: Signing): Promise<RegisterTopic> {
    const topic = new RegisterTopic(signing);
    const manifests: string[] = [];
    await readToEnd(kafka, topics.register, ({ key, value }) => {
      if (value === null) {
        if (key.startsWith(documentKey)) topic.contents.delete(key.slice(documentKey.length));
        return;
      }
      if (key === manifestKey) manifests.push(value);
      // A text that is not what its key says is as good as absent, and is published again.
      if (key.startsWith(documentKey) && key === documentKey + sha256(value)) {
        topic.contents.set(key.slice(documentKey.length), value);
      }
    });
    for (const value of manifests) {
      const manifest = signing.verify<Manifest>('register', value);
      if (manifest?.kind === 'manifest' && manifest.version > (topic.newest?.version ?? 0)) topic.newest = manifest;
    }
    return topic;
  }

  get manifest(): Manifest | undefined {
    return this.newest;
  }

  /** The documents of the newest manifest, or undefined where the topic does not have them all. */
  documents(): readonly StoredDocument[] | undefined {
    const found: StoredDocument[] = [];
    for (const hash of this.newest?.documents ?? []) {
      const content = this.contents.get(hash);
      if (content === undefined) return undefined;
      found.push({ hash, content, path: pathOf(content) });
    }
    return this.newest && found;
  }

  /** Whether the newest manifest is this version and every document of it is there. */
  holds(version: number): boolean {
    return this.newest?.version === version && this.documents() !== undefined;
  }

  /**
   * Documents first, then the manifest: a reader that sees the manifest can have all it names. Cases that it no longer
   * names are taken off the topic after it: what nobody may rely on any more is not kept there.
   */
  async publish(producer: Producer, { version, documents }: StoredVersion, now: Date): Promise<void> {
    const absent = documents.filter(({ hash }) => !this.contents.has(hash));
    const manifest: Manifest = {
      kind: 'manifest',
      version,
      documents: documents.map(({ hash }) => hash).sort(),
      issuedAt: now.toISOString(),
    };
    const value = this.signing.sign('register', manifest);
    const named = new Set(manifest.documents);
    const ended = [...this.contents].flatMap(([hash, content]) =>
      !named.has(hash) && pathOf(content).startsWith('cases/') ? [hash] : [],
    );
    await publish(producer, topics.register, [
      ...absent.map(({ hash, content }) => ({ key: documentKey + hash, value: content })),
      { key: manifestKey, value },
      ...ended.map((hash) => ({ key: documentKey + hash, value: null })),
    ]);
    for (const { hash, content } of absent) this.contents.set(hash, content);
    for (const hash of ended) this.contents.delete(hash);
    this.newest = manifest;
  }

  /** Says that the newest manifest still stands. */
  async heartbeat(producer: Producer, now: Date): Promise<void> {
    if (this.newest === undefined) return;
    const value = this.signing.sign('register', {
      kind: 'heartbeat',
      version: this.newest.version,
      at: now.toISOString(),
    });
    await publish(producer, topics.register, [{ key: 'heartbeat', value }]);
  }
}

const manifestKey = 'manifest';
const documentKey = 'doc:';

function pathOf(content: string): string {
  return (JSON.parse(content) as { path: string }).path;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
