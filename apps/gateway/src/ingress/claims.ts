import { PartitionExchange, SeenIds, type Judge } from '#exchange';
import { PartitionOwner } from '#kafka';
import type { Admin, Kafka } from 'kafkajs';
import { systemOfIngress } from '#contract';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A partition that is ours: fenced, its position read, its answered ids in memory. */
export interface Claim {
  readonly owner: PartitionOwner;
  readonly exchange: PartitionExchange;
}

/** A claim under way or made; wanted until it is dropped. */
interface Pending {
  readonly wish: { wanted: boolean };
  readonly claim: Promise<Claim>;
}

/** Claims under way at once: each one connects, commits and reads. */
const claimsAtOnce = 4;

/** The partitions this instance holds. A claim is dropped at the first doubt and made anew by the next batch. */
export class Claims {
  private readonly claims = new Map<string, Pending>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly group: string,
    private readonly judge: Judge,
  ) {}

  /** Keeps what stays assigned, lets go of the rest, and starts claiming what is new. */
  assigned(assignment: readonly TopicPartition[]): void {
    const kept = new Set(assignment.map(nameOf));
    for (const name of this.claims.keys()) if (!kept.has(name)) void this.dropNamed(name);
    for (const one of assignment) this.claim(one).catch(() => undefined);
  }

  claim(one: TopicPartition): Promise<Claim> {
    const name = nameOf(one);
    const known = this.claims.get(name);
    if (known !== undefined) return known.claim;
    // On its own, since a claim that needn't wait for others asks after it before this line has ended.
    const wish = { wanted: true };
    const pending: Pending = { wish, claim: this.limited(() => this.make(one, () => wish.wanted)) };
    this.claims.set(name, pending);
    pending.claim.catch(() => {
      if (this.claims.get(name) === pending) this.claims.delete(name);
    });
    return pending.claim;
  }

  async drop(one: TopicPartition): Promise<void> {
    await this.dropNamed(nameOf(one));
  }

  async dropAll(): Promise<void> {
    await Promise.all([...this.claims.keys()].map((name) => this.dropNamed(name)));
  }

  /** Ids kept in memory, over all claimed partitions; `expire` forgets those that are past. */
  async seenIds(nowMs: number): Promise<number> {
    let count = 0;
    for (const { claim } of this.claims.values()) {
      // The one that is settled wins, so the claim comes first and untouched: even `claim.catch()` would settle too late.
      const held = await Promise.race([claim, Promise.resolve(undefined)]).catch(() => undefined);
      if (held === undefined) continue;
      held.exchange.seen.expire(nowMs);
      count += held.exchange.seen.size;
    }
    return count;
  }

  private async dropNamed(name: string): Promise<void> {
    const pending = this.claims.get(name);
    if (pending === undefined) return;
    this.claims.delete(name);
    pending.wish.wanted = false;
    await pending.claim.then(({ owner }) => owner.release()).catch(() => undefined);
  }

  /** INVARIANT(no-late-fence): a claim that nobody wants any more fences nobody: the partition may be another's by now. */
  private async make({ topic, partition }: TopicPartition, isWanted: () => boolean): Promise<Claim> {
    const system = systemOfIngress(topic);
    if (system === undefined) throw new Error(`\`${topic}\` is not an ingress topic`);
    if (!isWanted()) throw new Error(`\`${topic}\`, partition ${partition}, was given away before it was claimed`);
    const owner = await PartitionOwner.claim(this.kafka, this.admin, { group: this.group, topic, partition, system });
    try {
      const seen = new SeenIds();
      await owner.seenEntries((entries, atMs) => seen.add(entries, atMs));
      seen.expire(Date.now());
      return { owner, exchange: new PartitionExchange(this.judge, owner, seen) };
    } catch (error) {
      await owner.release();
      throw error;
    }
  }

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= claimsAtOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
