import type { Clock } from '#contract';
import type { ExchangeContext, Keys, SeenLookup } from '#exchange';
import { emptyRegister } from './register/empty-register';
import type { FollowedRegister } from './register/followed-register';
import type { KnownFacts } from './facts/known-facts';
import type { BrokerClock } from './clock/broker-clock';
import type { GatewaySettings } from './settings';

/** What the gateway knows at this moment, and whether it may rely on it. */
export class GatewayState {
  constructor(
    private readonly settings: GatewaySettings,
    private readonly keys: Keys,
    private readonly register: FollowedRegister,
    private readonly facts: KnownFacts,
    private readonly clock: BrokerClock,
    private readonly topics: { has(topic: string): boolean },
  ) {}

  /** One consistent view for a batch. INVARIANT(doubt-denies): what is stale or unsure is told to the decider. */
  context(clock: Clock, seen: SeenLookup): ExchangeContext {
    return {
      register: this.register.current ?? emptyRegister,
      facts: this.facts,
      keys: this.keys,
      clock,
      guards: {
        registerStale: this.registerFault(clock.atMs) !== undefined,
        factsStale: this.factsFault(clock.atMs) !== undefined,
        clockUnsure: this.clock.unsure,
      },
      demonstration: this.settings.demonstration,
      seen,
      topics: this.topics,
    };
  }

  /** Changes whenever a judgement might: other register, other facts, other doubts. */
  stamp(): string {
    return `${this.register.current?.version} ${this.facts.version} ${this.unready(Date.now()).join()}`;
  }

  registerFault(nowMs: number): string | undefined {
    if (this.register.current === undefined) return 'register-missing';
    if (this.register.fault !== undefined) return 'register-untrusted';
    return this.register.ageMs(nowMs) > this.settings.registerAgeMaxMs ? 'register-stale' : undefined;
  }

  factsFault(nowMs: number): string | undefined {
    if (this.facts.fault !== undefined) return 'facts-untrusted';
    return this.facts.ageMs(nowMs) > this.settings.factsAgeMaxMs ? 'facts-stale' : undefined;
  }

  /** Why the gateway should not be relied on now, as codes. */
  unready(nowMs: number): string[] {
    const faults = [this.registerFault(nowMs), this.factsFault(nowMs), this.clock.unsure ? 'clock-unsure' : undefined];
    return faults.filter((fault) => fault !== undefined);
  }
}
