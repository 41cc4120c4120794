import { Inject, Injectable } from '@nestjs/common';
import type { Reach } from '#postgres';
import type { Scope } from '../access/scope';
import { ShownRegister } from './shown-register';

/** Which systems are whose, by the active register: what decisions and cases name is a system. */
@Injectable()
export class Whose {
  constructor(@Inject(ShownRegister) private readonly register: ShownRegister) {}

  participantOf(system: string): string | undefined {
    return this.register.orNone?.compiled.systems.get(system)?.participant;
  }

  /**
   * Systems of the participants in a scope; undefined: no narrowing. One that left the register is of nobody. Throws a
   * `Problem` while no version is active: an empty list would say that there is nothing to see.
   */
  systemsIn(scope: Scope): readonly string[] | undefined {
    if (scope === 'all') return undefined;
    const systems = this.register.now.compiled.systems.values();
    return [...systems].filter(({ participant }) => scope.has(participant)).map(({ id }) => id);
  }

  /** What of the ledger lies in a scope; undefined: all of it. */
  reachOf(scope: Scope): Reach | undefined {
    if (scope === 'all') return undefined;
    const { compiled } = this.register.now;
    const relaying = new Set<string>();
    for (const { provider, permissions } of compiled.flows()) {
      if (!scope.has(provider)) continue;
      for (const { via } of permissions) for (const relay of via) relaying.add(relay);
    }
    return {
      participants: [...scope],
      systems: this.systemsIn(scope) ?? [],
      relays: this.systemsIn(relaying) ?? [],
    };
  }

  /** Dutch name, or the id where the register does not know it. */
  nameOf(participant: string): string {
    return this.register.orNone?.compiled.participants.get(participant)?.name.nl ?? participant;
  }

  purposeNameOf(purpose: string): string {
    return this.register.orNone?.compiled.purposes.get(purpose)?.title.nl ?? purpose;
  }

  /** Systems, participants and purposes that go by a name with this text in it. */
  idsNamed(text: string): readonly string[] {
    const { compiled } = this.register.orNone ?? {};
    const wanted = text.toLowerCase();
    const has = (name: string) => name.toLowerCase().includes(wanted);
    const participants = [...(compiled?.participants.values() ?? [])].filter(({ name }) => has(name.nl));
    const purposes = [...(compiled?.purposes.values() ?? [])].filter(({ title }) => has(title.nl));
    return [
      ...participants.flatMap(({ id, systems }) => [id, ...systems.map((system) => system.id)]),
      ...purposes.map(({ id }) => id),
    ];
  }
}
