import type { CompiledRegister, Flow, Permission } from '#register';
import { Diagrams, nothing } from './diagram';
import { diagramsOf, type Sender } from './flow-diagram';
import { Names, Rules, Space } from './space';

/** Fields on which two registers differ, for these parties; where exactly is below `diagram`. */
export interface Difference {
  readonly recipients: readonly string[];
  readonly purposes: readonly string[];
  readonly providers: readonly string[];
  /** Catalogue paths. */
  readonly fields: readonly string[];
  readonly diagram: number;
}

export interface Comparison {
  readonly diagrams: Diagrams;
  /** Canonical: the same two registers give the same list, whatever the order of their files. */
  readonly differences: readonly Difference[];
}

/** Which flows to look at; all of them where absent. */
export type Selection = (flow: Omit<Flow, 'permissions'>) => boolean;

/**
 * Where two registers decide otherwise: on which fields, between which parties, and below each difference on which
 * senders, days, categories and so on. Exact, over every request that can be made. `before` may be undefined: a register
 * that permits nothing.
 */
export function compare(
  before: CompiledRegister | undefined,
  after: CompiledRegister,
  isSelected: Selection = () => true,
): Comparison {
  const registers = before === undefined ? [after] : [before, after];
  const space = new Space(registers);
  const work = { space, names: new Names(), whole: new Diagrams(), diagrams: new Diagrams() };
  const sides = {
    before: before && { register: before, rules: new Rules(space, before.catalogue, work.names) },
    after: { register: after, rules: new Rules(space, after.catalogue, work.names) },
  };
  const systems = systemsOf(before ?? after, after);
  const found = new Map<string, Found>();
  for (const { recipient, purpose, provider, ...flow } of flowsOf(before, after)) {
    if (!isSelected({ recipient, purpose, provider })) continue;
    const statistical = {
      before: before?.purposes.get(purpose)?.statistical ?? false,
      after: after.purposes.get(purpose)?.statistical ?? false,
    };
    const columns = diagramsOf(
      {
        recipient,
        provider,
        before: sides.before?.rules.of(flow.before) ?? [],
        after: sides.after.rules.of(flow.after),
        statistical,
        senders: sendersOf(provider, [...flow.before, ...flow.after], systems),
      },
      work,
    );
    const byDiagram = new Map<number, number[]>();
    for (const { column, diagram } of columns) {
      if (diagram === nothing) continue;
      byDiagram.set(diagram, [...(byDiagram.get(diagram) ?? []), ...column.fields]);
    }
    for (const [diagram, numbers] of byDiagram) {
      const fields = numbers.sort((a, b) => a - b).map((number) => space.fields[number]!.path);
      const key = `${diagram} ${fields.join(' ')}`;
      const known = found.get(key) ?? { diagram, fields, flows: new Map<string, Map<string, string[]>>() };
      const purposes = known.flows.get(recipient) ?? new Map<string, string[]>();
      purposes.set(purpose, [...(purposes.get(purpose) ?? []), provider]);
      known.flows.set(recipient, purposes);
      found.set(key, known);
    }
  }
  const differences = [...found.values()].flatMap(grouped);
  return { diagrams: work.diagrams, differences: differences.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)) };
}

interface Found {
  readonly diagram: number;
  readonly fields: readonly string[];
  /** Providers by recipient and purpose. */
  readonly flows: Map<string, Map<string, string[]>>;
}

/** Parties for which the same holds stand together: providers of one flow, then purposes, then recipients. */
function grouped({ diagram, fields, flows }: Found): Difference[] {
  const byWhole = new Map<string, { recipients: string[]; purposes: string[]; providers: string[] }>();
  for (const [recipient, byPurpose] of flows) {
    const byProviders = new Map<string, { purposes: string[]; providers: string[] }>();
    for (const [purpose, unordered] of byPurpose) {
      const providers = [...unordered].sort();
      const known = byProviders.get(providers.join(' '));
      if (known === undefined) byProviders.set(providers.join(' '), { purposes: [purpose], providers });
      else known.purposes.push(purpose);
    }
    for (const { purposes, providers } of byProviders.values()) {
      purposes.sort();
      const key = `${purposes.join(' ')}|${providers.join(' ')}`;
      const known = byWhole.get(key);
      if (known === undefined) byWhole.set(key, { recipients: [recipient], purposes, providers });
      else known.recipients.push(recipient);
    }
  }
  return [...byWhole.values()].map(({ recipients, purposes, providers }) => ({
    recipients: recipients.sort(),
    purposes,
    providers,
    fields,
    diagram,
  }));
}

function orderOf({ recipients, purposes, providers, fields }: Difference): string {
  return [recipients, purposes, providers, fields].map((each) => each.join(' ')).join('|');
}

function* flowsOf(before: CompiledRegister | undefined, after: CompiledRegister) {
  for (const { recipient, purpose, provider, permissions } of before?.flows() ?? []) {
    yield {
      recipient,
      purpose,
      provider,
      before: permissions,
      after: after.permissions(recipient, purpose, provider),
    };
  }
  for (const { recipient, purpose, provider, permissions } of after.flows()) {
    const known = before?.permissions(recipient, purpose, provider) ?? [];
    if (known.length === 0) yield { recipient, purpose, provider, before: known, after: permissions };
  }
}

interface Systems {
  /** Participants with a system that sends for them in both registers. */
  readonly steady: ReadonlySet<string>;
  /** Systems that send for another participant than before, or only in one of the registers. */
  readonly moved: readonly { readonly id: string; readonly before?: string; readonly after?: string }[];
}

function systemsOf(before: CompiledRegister, after: CompiledRegister): Systems {
  const steady = new Set<string>();
  const moved: { id: string; before?: string; after?: string }[] = [];
  const owner = (register: CompiledRegister, id: string) => {
    const system = register.systems.get(id);
    return system?.sends === true ? system.participant : undefined;
  };
  for (const id of new Set([...before.systems.keys(), ...after.systems.keys()])) {
    const was = owner(before, id);
    const is = owner(after, id);
    if (was === is) {
      if (is !== undefined) steady.add(is);
    } else moved.push({ id, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) });
  }
  return { steady, moved };
}

function sendersOf(provider: string, permissions: readonly Permission[], systems: Systems): Sender[] {
  const able = new Set([provider]);
  for (const permission of permissions) for (const relay of permission.via) able.add(relay);
  const senders: Sender[] = [];
  for (const id of able) {
    if (!systems.steady.has(id)) continue;
    senders.push({ value: id === provider ? 'self' : `participant ${id}`, before: id, after: id });
  }
  for (const { id, before, after } of systems.moved) {
    if ((before === undefined || !able.has(before)) && (after === undefined || !able.has(after))) continue;
    senders.push({ value: `system ${id}`, before, after });
  }
  return senders.sort((a, b) => (a.value < b.value ? -1 : 1));
}
