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
  private doubt: Refusal | 'heartbeat-unverified' | 'register-faulty' | undefined;
  /** Highest number that control was heard to speak of; while another one is in force, nothing is. */
  private highest = 0;
  private register: CompiledRegister | undefined;
  private readonly received: ReceivedRegister;
  private heardMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly publicJwk: Jwk) {
    this.received = new ReceivedRegister(
      (jws) => verifyJws(jws, publicJwk, type),
      (refusal) => (this.doubt = refusal),
    );
  }

  /** Why what is in force is not to be relied on, where it is not. */
  get fault(): Refusal | 'heartbeat-unverified' | 'register-faulty' | 'register-incomplete' | undefined {
    if (this.doubt !== undefined) return this.doubt;
    return this.register !== undefined && this.register.version < this.highest ? 'register-incomplete' : undefined;
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
    // A right manifest mends what a wrong one put in doubt; nothing else does, a removed one least of all.
    if (key === 'manifest') this.doubt = value === null ? 'manifest-unverified' : undefined;
    this.received.take(key, value?.toString());
    this.highest = Math.max(this.highest, this.received.announced);
  }

  /** Puts the newest version in force once all its documents are here. Returns it where it is another one. */
  assemble(): CompiledRegister | undefined {
    const newest = this.received.newest();
    if (newest === undefined) return undefined;
    this.heard(newest.issuedAt);
    if (newest.version === this.register?.version) return undefined;
    try {
      const { source } = fromDocuments(newest.documents);
      if (source === undefined) throw new Error('the published register has faults');
      this.register = compileRegister(source, newest.version);
      return this.register;
    } catch {
      // A form that this gateway does not know, for one: then it must not judge by the version before.
      this.doubt = 'register-faulty';
      return undefined;
    }
  }

  private applyHeartbeat(value: Buffer | null): void {
    try {
      const heartbeat = verifyJws(value?.toString() ?? '', this.publicJwk, type) as Heartbeat;
      if (heartbeat.kind !== 'heartbeat') throw new Error('not a heartbeat');
      // A heartbeat says that its version is the newest there is. Of an older version it tells nothing.
      if (heartbeat.version >= this.highest) this.heard(heartbeat.at);
      this.highest = Math.max(this.highest, heartbeat.version);
      if (this.doubt === 'heartbeat-unverified') this.doubt = undefined;
    } catch {
      this.doubt ??= 'heartbeat-unverified';
    }
  }

  private heard(at: string | undefined): void {
    // A date to come would keep a silent control fresh until then.
    const atMs = Math.min(Date.parse(at ?? ''), Date.now());
    if (atMs > this.heardMs) this.heardMs = atMs;
  }
}
