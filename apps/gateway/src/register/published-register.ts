import { createHash } from 'node:crypto';
import { verifyJws, type Jwk } from '#keys';
import { compileRegister, fromDocuments, type CompiledRegister } from '#register';

interface Manifest {
  readonly kind: 'manifest';
  readonly version: number;
  readonly documents: readonly string[];
  readonly issuedAt: string;
}

interface Heartbeat {
  readonly kind: 'heartbeat';
  readonly version: number;
  readonly at: string;
}

const type = 'sluis-register+jws';

/**
 * The register as `sluis.register` tells it: documents by hash, a signed manifest whose number only rises, a signed
 * heartbeat. INVARIANT(register-verified): no register is held that control did not sign, whole and in order.
 */
export class PublishedRegister {
  /** Why the newest manifest or heartbeat is not to be trusted, where it is not. */
  fault: string | undefined;
  private register: CompiledRegister | undefined;
  private readonly documents = new Map<string, string>();
  private wanted: Manifest | undefined;
  private heardMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly publicJwk: Jwk) {}

  get current(): CompiledRegister | undefined {
    return this.register;
  }

  /** Milliseconds since the newest signed word from control, by its own clock; infinite where there is none. */
  ageMs(nowMs: number): number {
    return nowMs - this.heardMs;
  }

  apply(key: string, value: Buffer | null): void {
    if (key === 'manifest') this.applyManifest(value);
    else if (key === 'heartbeat') this.applyHeartbeat(value);
    else if (key.startsWith('doc:')) this.applyDocument(key.slice(4), value);
  }

  /** Compiles the wanted version once all its documents are here. Returns the new register, if there is one. */
  assemble(): CompiledRegister | undefined {
    const wanted = this.wanted;
    if (wanted === undefined || wanted.version === this.register?.version) return undefined;
    const texts: string[] = [];
    for (const hash of wanted.documents) {
      const text = this.documents.get(hash);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    const { source, faults } = fromDocuments(texts);
    if (source === undefined) {
      this.fault = `version ${wanted.version} has ${faults.length} faults`;
      return undefined;
    }
    this.register = compileRegister(source, wanted.version);
    const kept = new Set(wanted.documents);
    for (const hash of this.documents.keys()) if (!kept.has(hash)) this.documents.delete(hash);
    return this.register;
  }

  private applyDocument(hash: string, value: Buffer | null): void {
    if (value === null) return;
    if (createHash('sha256').update(value).digest('hex') === hash) this.documents.set(hash, value.toString());
  }

  private applyManifest(value: Buffer | null): void {
    const manifest = this.verified<Manifest>(value, 'manifest');
    if (manifest === undefined) return;
    if (manifest.version < (this.wanted?.version ?? 0)) {
      this.fault = `the register's number went back from ${this.wanted?.version} to ${manifest.version}`;
      return;
    }
    this.fault = undefined;
    this.wanted = manifest;
    this.heard(manifest.issuedAt);
  }

  private applyHeartbeat(value: Buffer | null): void {
    const heartbeat = this.verified<Heartbeat>(value, 'heartbeat');
    if (heartbeat === undefined) return;
    // A heartbeat says that its version is the newest there is. Of an older version it tells nothing.
    if (heartbeat.version >= (this.wanted?.version ?? 0)) this.heard(heartbeat.at);
  }

  private verified<T extends { readonly kind: string }>(value: Buffer | null, kind: T['kind']): T | undefined {
    try {
      const payload = verifyJws(value?.toString() ?? '', this.publicJwk, type) as T;
      if (payload.kind === kind) return payload;
    } catch {
      // Told below: which check failed is of no use to anybody but a forger.
    }
    this.fault = `a ${kind} of the register is not signed by control`;
    return undefined;
  }

  private heard(at: string): void {
    const atMs = Date.parse(at);
    if (atMs > this.heardMs) this.heardMs = atMs;
  }
}
