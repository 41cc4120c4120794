import type { CompiledRegister, Flow, Permission } from '#register';
import { Diagrams, nothing } from './diagram';
import { Pairs } from './columns';
import { diagramsOf, type FlowQuestion, type Sender } from './flow-diagram';
import { samePermissions } from './same';
import { Names, Rules, Space, type Rule } from './space';

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
  readonly pairs: Pairs;
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
  const work = { space, names: new Names(), pairs: new Pairs(), diagrams: new Diagrams() };
  const sides = {
    before: before && { register: before, rules: new Rules(space, before.catalogue, work.names) },
    after: { register: after, rules: new Rules(space, after.catalogue, work.names) },
  };
  const systems = systemsOf(before ?? after, after);
  const isSameCatalogue = before !== undefined && sameFields(before, after);
  // What is said of one flow is said of each with the same permissions, such as those of everybody who has a role.
  const done = new Map<string, ReturnType<typeof diagramsOf>>();
  const found = new Map<string, Found>();
  for (const { recipient, purpose, provider, ...flow } of flowsOf(before, after)) {
    if (!isSelected({ recipient, purpose, provider })) continue;
    const statistical = {
      before: before?.purposes.get(purpose)?.statistical ?? false,
      after: after.purposes.get(purpose)?.statistical ?? false,
    };
    // Most flows of two versions of one register are the same: then nothing need be worked out.
    const isSteady = systems.moved.length === 0 && statistical.before === statistical.after;
    if (isSteady && isSameCatalogue && samePermissions(flow.before, flow.after)) continue;
    const question = {
      isOwnRecipient: recipient === provider,
      provider,
      before: sides.before?.rules.of(flow.before) ?? [],
      after: sides.after.rules.of(flow.after),
      statistical,
      senders: sendersOf(provider, [...flow.before, ...flow.after], systems),
    };
    const key = keyOf(question);
    let columns = done.get(key);
    if (columns === undefined) done.set(key, (columns = diagramsOf(question, work)));
    const byDiagram = new Map<number, number[]>();
    for (const { column, diagram } of columns) {
      if (diagram === nothing) continue;
      byDiagram.set(diagram, [...(byDiagram.get(diagram) ?? []), ...column.fields]);
    }
    for (const [diagram, numbers] of byDiagram) {
      const key = `${diagram} ${numbers.sort((a, b) => a - b).join(' ')}`;
      const known = found.get(key) ?? { diagram, fields: numbers, flows: new Map<string, Map<string, string[]>>() };
      const purposes = known.flows.get(recipient) ?? new Map<string, string[]>();
      purposes.set(purpose, [...(purposes.get(purpose) ?? []), provider]);
      known.flows.set(recipient, purposes);
      found.set(key, known);
    }
  }
  const differences = [...found.values()].flatMap((each) => grouped(each, space));
  const ordered = differences.map((difference) => ({ difference, order: orderOf(difference) }));
  ordered.sort((a, b) => (a.order < b.order ? -1 : 1));
  return { diagrams: work.diagrams, pairs: work.pairs, differences: ordered.map(({ difference }) => difference) };
}

function keyOf({ isOwnRecipient, before, after, statistical, senders, provider }: FlowQuestion): string {
  const ids = (rules: readonly Rule[]) => rules.map((rule) => rule.id).join(',');
  // A provider is called by its name only where it also relays for itself.
  const relays = [...before, ...after].some((rule) => rule.permission.via.has(provider)) ? provider : '';
  const who = senders.map((sender) => {
    const own = (id: string | undefined) => (id === provider ? 'self' : (id ?? ''));
    return `${sender.value}=${own(sender.before)}>${own(sender.after)}`;
  });
  return [isOwnRecipient, relays, ids(before), ids(after), statistical.before, statistical.after, ...who].join('|');
}

function sameFields({ catalogue: a }: CompiledRegister, { catalogue: b }: CompiledRegister): boolean {
  return (
    a.fields.length === b.fields.length &&
    a.fields.every(
      ({ path, innerCategory }, at) => path === b.fields[at]!.path && innerCategory === b.fields[at]!.innerCategory,
    ) &&
    a.innerCategories.join(' ') === b.innerCategories.join(' ')
  );
}

interface Found {
  readonly diagram: number;
  readonly fields: readonly number[];
  /** Providers by recipient and purpose. */
  readonly flows: Map<string, Map<string, string[]>>;
}

/** Parties for which the same holds stand together: providers of one flow, then purposes, then recipients. */
function grouped({ diagram, fields: numbers, flows }: Found, space: Space): Difference[] {
  const fields = numbers.map((number) => space.fields[number]!.path);
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
