import type { CompiledRegister, Participant, Permission, System } from '#register';

/** A small register for tests: who takes part with which systems, and who may receive what from whom. */
export interface ExampleRegister {
  readonly version: number;
  readonly participants: Readonly<Record<string, readonly Partial<System>[]>>;
  /** `provider > recipient: purpose`. */
  readonly permissions: readonly string[];
}

export function exampleRegister({ version, participants, permissions }: ExampleRegister): CompiledRegister {
  const all = Object.entries(participants).map(([id, systems]) => participant(id, systems));
  const allowed = new Set(permissions);
  const purposes = [...new Set(permissions.map((permission) => permission.split(': ')[1]!))];
  return {
    version,
    // The provisioner looks at no field.
    catalogue: undefined as never,
    participants: new Map(all.map((one) => [one.id, one])),
    systems: new Map(all.flatMap((one) => one.systems.map((system) => [system.id, system]))),
    purposes: new Map(purposes.map((id) => [id, { id, title: { nl: id }, statistical: false }])),
    categories: new Set(),
    instruments: new Map(),
    permissions: (recipient, purpose, provider) =>
      allowed.has(`${provider} > ${recipient}: ${purpose}`) ? [{} as Permission] : [],
    flows: () => [],
  };
}

function participant(id: string, systems: readonly Partial<System>[]): Participant {
  return {
    id,
    name: { nl: id },
    divisionOf: undefined,
    insideEea: true,
    roles: [],
    systems: systems.map((system) => ({
      id,
      participant: id,
      sends: true,
      reads: [],
      readsAlerts: false,
      readsDecisions: false,
      ...system,
    })),
  };
}

/** A housing company with two desks and an auditor, and an agency that receives. */
export const example: ExampleRegister = {
  version: 1,
  participants: {
    woondienst: [
      { id: 'dossier', reads: ['premie'] },
      { id: 'compliance', sends: false, readsAlerts: true },
      { id: 'auditor', sends: false, readsDecisions: true },
    ],
    agentschap: [{ reads: ['premie', 'toezicht'] }],
    statistiek: [{ sends: false }],
  },
  permissions: ['woondienst > agentschap: premie', 'agentschap > woondienst: premie'],
};
