import { verifyJws, type Jwk } from '#keys';
import { compileRegister, fromDocuments, ReceivedRegister, type CompiledRegister, type Refusal } from '#register';

interface Heartbeat {
  readonly kind: 'heartbeat';
  readonly version: number;
  readonly at: string;
}

const type = 'sluis-register+jws';

/**
 * The register as `sluis.register` tells it, and whether it may be relied on.
 * INVARIANT(register-verified): no register is in force that control did not sign, whole and in order; while the newest
 * word is not to be trusted, {@link fault} says so and everything is denied `register-stale`.
 */
export class FollowedRegister {
  /** Why the newest manifest or heartbeat is not to be trusted, where it is not. */
  fault: Refusal | 'heartbeat-unverified' | 'register-faulty' | undefined;
  private register: CompiledRegister | undefined;
  private readonly received: ReceivedRegister;
  private heardMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly publicJwk: Jwk) {
    this.received = new ReceivedRegister(
      (jws) => verifyJws(jws, publicJwk, type),
      (refusal) => (this.fault = refusal),
    );
  }

  get current(): CompiledRegister | undefined {
    return this.register;
  }

  /** Milliseconds since the newest signed word from control, by its own clock; infinite where there is none. */
  ageMs(nowMs: number): number {
    return nowMs - this.heardMs;
  }

  apply(key: string, value: Buffer | null): void {
    if (key === 'heartbeat') return this.applyHeartbeat(value);
    // A right manifest mends what a wrong one put in doubt.
    if (key === 'manifest') this.fault = undefined;
    this.received.take(key, value?.toString());
  }

  /** Puts the newest version in force once all its documents are here. Returns it where it is another one. */
  assemble(): CompiledRegister | undefined {
    const newest = this.received.newest();
    if (newest === undefined) return undefined;
    this.heard(newest.issuedAt);
    if (newest.version === this.register?.version) return undefined;
    const { source } = fromDocuments(newest.documents);
    if (source === undefined) {
      this.fault = 'register-faulty';
      return undefined;
    }
    this.register = compileRegister(source, newest.version);
    return this.register;
  }

  private applyHeartbeat(value: Buffer | null): void {
    try {
      const heartbeat = verifyJws(value?.toString() ?? '', this.publicJwk, type) as Heartbeat;
      if (heartbeat.kind !== 'heartbeat') throw new Error('not a heartbeat');
      // A heartbeat says that its version is the newest there is. Of an older version it tells nothing.
      if (heartbeat.version >= (this.received.newest()?.version ?? 0)) this.heard(heartbeat.at);
      if (this.fault === 'heartbeat-unverified') this.fault = undefined;
    } catch {
      this.fault ??= 'heartbeat-unverified';
    }
  }

  private heard(at: string | undefined): void {
    const atMs = Date.parse(at ?? '');
    if (atMs > this.heardMs) this.heardMs = atMs;
  }
}
