import type { Fact, Facts, LegalDate } from '#contract';
import { verifyJws, type Jwk } from '#keys';
import { belongs, factsType, type FactMessage } from './fact-message';
import { NumberedKeys } from './numbered-keys';
import { TiedTokens } from './tied-tokens';

/** Why the facts are not to be relied on. */
type FactsFault = 'foreign-record' | 'gap' | 'unconfirmed';

/**
 * The facts about persons as `sluis.facts` tells them, in memory. INVARIANT(facts-whole): with a message missing, wrongly
 * signed, put back or out of order, {@link fault} is set and every record about a person is denied `facts-stale`, until
 * control's word and what is here agree again.
 */
export class KnownFacts implements Facts {
  version = 0;
  private readonly facts = new Map<string, Fact>();
  private readonly numbers = new NumberedKeys();
  private readonly byToken = new Map<string, readonly Fact[]>();
  private readonly ties = new TiedTokens();
  /** Keys whose newest record is not what control said last; a right one mends it. */
  private readonly broken = new Set<string>();
  private heardMs = Number.NEGATIVE_INFINITY;
  /** Whether the facts are as a heartbeat of control told them, or followed from there without a gap. */
  private whole = false;
  private gap = false;
  private rereading = false;

  constructor(private readonly publicJwk: Jwk) {}

  get fault(): FactsFault | undefined {
    if (this.broken.size > 0) return 'foreign-record';
    if (this.gap) return 'gap';
    return this.whole ? undefined : 'unconfirmed';
  }

  /** Milliseconds since the newest heartbeat, by control's clock; infinite where there was none. */
  ageMs(nowMs: number): number {
    return nowMs - this.heardMs;
  }

  about(tokens: readonly string[]): readonly Fact[] {
    let found: readonly Fact[] = none;
    let lists = 0;
    for (const token of this.ties.with(tokens)) {
      const facts = this.byToken.get(token);
      if (facts === undefined) continue;
      found = lists === 0 ? facts : [...found, ...facts];
      lists++;
    }
    // A fact stands under each of its tokens.
    return lists > 1 ? [...new Set(found)] : found;
  }

  canonical(token: string, today: LegalDate): string {
    return this.ties.first(token, today);
  }

  /** Told that the topic is read from its beginning again: older records come by, each before the newer one we know. */
  reread(): void {
    this.rereading = true;
  }

  /** Takes one record of the topic, in its order. */
  apply(key: string, value: Buffer | null): void {
    // A removed record is the end of one that was never control's. Control itself removes none that it wrote.
    if (value === null && !this.numbers.has(key)) return void this.broken.delete(key);
    const message = this.verified(key, value);
    if (message === undefined) return void this.broken.add(key);
    if (message.kind === 'heartbeat') return this.applyHeartbeat(message);
    const known = this.numbers.get(key) ?? 0;
    if (known > message.number) {
      // Put back by somebody: compaction now removes what control said last, and it must say it again.
      if (!this.rereading) this.broken.add(key);
      return;
    }
    this.broken.delete(key);
    if (known === message.number) return;
    if (this.whole && message.number !== this.version + 1) this.gap = true;
    this.version = Math.max(this.version, message.number);
    this.numbers.set(key, message.number);
    this.replace(key, message.kind === 'fact' ? message.fact : undefined);
  }

  private applyHeartbeat({ number, digest, at }: FactMessage & { kind: 'heartbeat' }): void {
    this.broken.delete('heartbeat');
    if (number < this.version) return;
    this.rereading = false;
    // A number above ours tells of a message that has not come: the log is in order, so it never will.
    if (number > this.version || digest !== this.numbers.digest()) {
      this.gap = true;
      return;
    }
    this.whole = true;
    this.gap = false;
    // A date to come would keep a silent control fresh until then.
    const atMs = Math.min(Date.parse(at), Date.now());
    if (atMs > this.heardMs) this.heardMs = atMs;
  }

  private verified(key: string, value: Buffer | null): FactMessage | undefined {
    try {
      const message = verifyJws(value?.toString() ?? '', this.publicJwk, factsType);
      return belongs(key, message) ? message : undefined;
    } catch {
      return undefined;
    }
  }

  private replace(key: string, fact: Fact | undefined): void {
    const known = this.facts.get(key);
    if (known !== undefined) this.drop(known);
    if (fact === undefined) return void this.facts.delete(key);
    this.facts.set(key, fact);
    for (const token of fact.tokens ?? [fact.token]) {
      this.byToken.set(token, [...(this.byToken.get(token) ?? []), fact]);
    }
    this.ties.add(fact);
  }

  private drop(fact: Fact): void {
    for (const token of fact.tokens ?? [fact.token]) {
      const left = (this.byToken.get(token) ?? []).filter((one) => one.id !== fact.id);
      if (left.length === 0) this.byToken.delete(token);
      else this.byToken.set(token, left);
    }
    this.ties.drop(fact);
  }
}

const none: readonly Fact[] = Object.freeze([]);
