import { createHash } from 'node:crypto';
import { factKinds, type Fact, type Facts } from '#contract';
import { verifyJws, type Jwk } from '#keys';

type FactMessage =
  | { readonly kind: 'fact'; readonly number: number; readonly fact: Fact }
  | { readonly kind: 'withdrawal'; readonly number: number; readonly id: string }
  | { readonly kind: 'heartbeat'; readonly number: number; readonly digest: string; readonly at: string };

const type = 'sluis-facts+jws';
const aliasDepthMax = 16;

/**
 * The facts about persons as `sluis.facts` tells them, in memory. INVARIANT(facts-whole): with a message missing, wrongly
 * signed or out of order, {@link fault} is set and every record about a person is denied `facts-stale`.
 */
export class KnownFacts implements Facts {
  version = 0;
  private readonly byKey = new Map<string, { readonly number: number; readonly fact: Fact | undefined }>();
  private readonly byToken = new Map<string, readonly Fact[]>();
  private readonly aliases = new Map<string, string>();
  private grouped: ReadonlyMap<string, readonly string[]> | undefined;
  /** Keys whose newest record is not to be trusted; a right one mends it. */
  private readonly broken = new Set<string>();
  private heardMs = Number.NEGATIVE_INFINITY;
  private whole = false;
  private gap = false;

  constructor(private readonly publicJwk: Jwk) {}

  get fault(): string | undefined {
    if (this.broken.size > 0) return 'a fact is not signed by control';
    if (this.gap) return 'the numbers of the facts have a gap';
    return this.whole ? undefined : 'no heartbeat has confirmed the facts yet';
  }

  ageMs(nowMs: number): number {
    return nowMs - this.heardMs;
  }

  about(tokens: readonly string[]): readonly Fact[] {
    let found: readonly Fact[] = none;
    for (const token of this.linked(tokens)) {
      const facts = this.byToken.get(token);
      if (facts !== undefined) found = found.length === 0 ? facts : [...found, ...facts];
    }
    return found;
  }

  canonical(token: string): string {
    let at = token;
    for (let depth = 0; depth < aliasDepthMax; depth++) {
      const was = this.aliases.get(at);
      if (was === undefined || was === token) return at;
      at = was;
    }
    return at;
  }

  apply(key: string, value: Buffer | null): void {
    const message = this.verified(key, value);
    if (message === undefined) return;
    if (message.kind === 'heartbeat') return this.applyHeartbeat(message);
    const known = this.byKey.get(key);
    if (known !== undefined && known.number >= message.number) return;
    if (this.whole && message.number !== this.version + 1) this.gap = true;
    this.version = Math.max(this.version, message.number);
    const fact = message.kind === 'fact' ? message.fact : undefined;
    this.byKey.set(key, { number: message.number, fact });
    if (known?.fact !== undefined) this.drop(known.fact);
    if (fact !== undefined) this.keep(fact);
  }

  private applyHeartbeat(message: FactMessage & { kind: 'heartbeat' }): void {
    if (message.number < this.version) return;
    if (message.number > this.version) {
      // Told of a message that has not come: the log is in order, so it never will.
      if (this.whole || this.version > 0 || message.number > 0) this.gap = true;
      return;
    }
    if (!this.whole || this.gap) {
      if (message.digest !== this.digest()) {
        this.gap = true;
        return;
      }
      this.whole = true;
      this.gap = false;
    }
    // A date to come would keep a silent control fresh until then.
    const atMs = Math.min(Date.parse(message.at), Date.now());
    if (atMs > this.heardMs) this.heardMs = atMs;
  }

  /** Over every key that is there, live or withdrawn: tells whether a load from the start got all of it. */
  private digest(): string {
    const lines = [...this.byKey].map(([key, { number }]) => `${key}:${number}`).sort();
    return createHash('sha256').update(lines.join('\n')).digest('hex');
  }

  private verified(key: string, value: Buffer | null): FactMessage | undefined {
    try {
      const message = verifyJws(value?.toString() ?? '', this.publicJwk, type) as FactMessage;
      if (belongs(key, message)) {
        this.broken.delete(key);
        return message;
      }
    } catch {
      // Told below.
    }
    this.broken.add(key);
    return undefined;
  }

  private keep(fact: Fact): void {
    this.byToken.set(fact.token, [...(this.byToken.get(fact.token) ?? []), fact]);
    if (fact.kind !== 'alias' || fact.was === undefined) return;
    this.aliases.set(fact.token, fact.was);
    this.grouped = undefined;
  }

  private drop(fact: Fact): void {
    const left = (this.byToken.get(fact.token) ?? []).filter((one) => one.id !== fact.id);
    if (left.length === 0) this.byToken.delete(fact.token);
    else this.byToken.set(fact.token, left);
    if (fact.kind !== 'alias') return;
    this.aliases.delete(fact.token);
    this.grouped = undefined;
  }

  /** The tokens themselves and every token that an alias ties to them, in either direction. */
  private linked(tokens: readonly string[]): Iterable<string> {
    if (this.aliases.size === 0) return tokens;
    const all = new Set<string>();
    for (const token of tokens) for (const one of this.groups().get(token) ?? [token]) all.add(one);
    return all;
  }

  /** Tokens of one person by each of them. Aliases change rarely, so the groups are made anew when they do. */
  private groups(): ReadonlyMap<string, readonly string[]> {
    if (this.grouped === undefined) {
      const byRoot = new Map<string, Set<string>>();
      for (const [token, was] of this.aliases) {
        const root = this.canonical(token);
        const group = byRoot.get(root) ?? new Set([root]);
        byRoot.set(root, group.add(token).add(was));
      }
      this.grouped = new Map([...byRoot.values()].flatMap((group) => [...group].map((token) => [token, [...group]])));
    }
    return this.grouped;
  }
}

const none: readonly Fact[] = Object.freeze([]);

/** A signed message counts only under its own key: a copy under another key would hide what is there. */
function belongs(key: string, message: FactMessage): boolean {
  switch (message.kind) {
    case 'heartbeat':
      return key === 'heartbeat';
    case 'withdrawal':
      return key === message.id;
    case 'fact':
      return key === message.fact.id && factKinds.includes(message.fact.kind);
    default:
      return false;
  }
}
