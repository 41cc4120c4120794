import type { Decision } from '#contract';
import type { CompiledRegister, Field, InvariantSource, NeverSource } from '#register';
import { compare } from './compare';
import { decideExample, exampleOf, type Example } from './example';
import { regionsOf, type Region } from './region';

/** How a promise stands: kept by every request that can be made, or broken by these. */
export interface Proof {
  readonly invariant: InvariantSource;
  readonly holds: boolean;
  /** One request each that breaks it; two for `apart`. Empty where it holds. */
  readonly counterexamples: readonly Counterexample[];
}

export interface Counterexample {
  readonly region: Region;
  readonly example: Example;
  /** What `decide` says of the example: a permit that delivers the field so. */
  readonly decision: Decision;
  /** The system that reads what another promise keeps apart. */
  readonly reader?: string;
}

/**
 * Holds promises over a whole register: whoever sends, for every relay, successor and purpose, on every day. Exact, as `diff`
 * is. Permissions about one person are not looked at: they exist for nobody else.
 */
export function prove(register: CompiledRegister, invariants: readonly InvariantSource[]): readonly Proof[] {
  return invariants.map((invariant) => {
    const counterexamples = [
      ...(invariant.never === undefined ? [] : broken(register, invariant.never)),
      ...(invariant.apart === undefined ? [] : readTogether(register)),
    ];
    return { invariant, holds: counterexamples.length === 0, counterexamples };
  });
}

/** The first region that breaks it, with the part of it that does. */
function broken(register: CompiledRegister, never: NeverSource): Counterexample[] {
  const isMeant = fieldTest(register, never);
  const named = (holdings: NeverSource['recipients'], id: string) =>
    holdings === undefined || holdings.some((holding) => holding.participant === id);
  const comparison = compare(undefined, register, ({ recipient, purpose, provider }) => {
    if (!named(never.recipients, recipient) || !named(never.providers, provider)) return false;
    if (never.purposes !== undefined && !never.purposes.includes(purpose)) return false;
    const statistical = register.purposes.get(purpose)?.statistical ?? false;
    return never.statistical === undefined || never.statistical === statistical;
  });
  for (const region of regionsOf(comparison)) {
    const fields = region.fields.filter((path) => isMeant(path, region));
    for (const recipient of region.recipients) {
      for (const provider of region.providers) {
        const part = narrowed({ ...region, fields, recipients: [recipient], providers: [provider] }, never);
        if (part !== undefined) return [counterexample(part, register)];
      }
    }
  }
  return [];
}

function counterexample(region: Region, register: CompiledRegister): Counterexample {
  const example = exampleOf(region, [register]);
  return { region, example, decision: decideExample(example, register) };
}

function fieldTest(register: CompiledRegister, never: NeverSource): (path: string, region: Region) => boolean {
  const { catalogue } = register;
  const isAmong = (path: string, patterns: readonly string[]) =>
    patterns.some((pattern) => (pattern.endsWith('.*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern));
  return (path, { after }) => {
    const field: Field = catalogue.fields[catalogue.number(path)!]!;
    return (
      (never.fields === undefined || isAmong(path, never.fields)) &&
      (never.except === undefined || !isAmong(path, never.except)) &&
      (never.identifiers === undefined ||
        (field.identifier !== undefined && never.identifiers.includes(field.identifier))) &&
      (!never.freeText || field.type.kind === 'text') &&
      (never.as ?? everyForm).some((form) => form === formOf(after!.duty))
    );
  };
}

const everyForm = ['identified', 'generalised', 'pseudonymised'] as const;

/** In which form a field arrives; undefined where it does not. */
function formOf(duty: string): (typeof everyForm)[number] | undefined {
  if (duty === 'suppress') return undefined;
  if (duty === 'pseudonymise') return 'pseudonymised';
  return duty === 'keep' ? 'identified' : 'generalised';
}

/** The part of a region that the promise is about, or undefined where there is none. Of one recipient and provider. */
function narrowed(region: Region, never: NeverSource): Region | undefined {
  const { where, fields } = region;
  const [provider = ''] = region.providers;
  const isMeant = (category: string) =>
    (never.categories === undefined || never.categories.includes(category)) &&
    !(never.aboutPersons && category === dwelling);
  const categories = where.categories.filter(isMeant);
  const ownObject = where.ownObject.filter(isMeant);
  if (fields.length === 0 || categories.length + ownObject.length === 0) return undefined;
  const days = where.days.flatMap((window) => {
    const own = cut(window, never);
    return own === undefined ? [] : [own];
  });
  for (const sender of where.senders) {
    const own = sender === 'self' ? provider : sender.slice('participant '.length);
    for (const day of days) {
      const together = [
        { meant: never.recipients, id: region.recipients[0]! },
        { meant: never.providers, id: provider },
        { meant: never.senders, id: own },
      ].reduce<ReturnType<typeof overlapping>>(
        (windows, { meant, id }) => {
          if (meant === undefined) return windows;
          const holding = meant.filter((each) => each.participant === id);
          return windows.flatMap((window) => overlapping(holding, window));
        },
        [day],
      );
      if (together.length > 0) {
        return { ...region, where: { ...where, senders: [sender], categories, ownObject, days: together } };
      }
    }
  }
  return undefined;
}

type Days = Region['where']['days'][number];
type Bounds = { readonly from: string | undefined; readonly until: string | undefined };

function overlapping(holdings: readonly Bounds[], window: Days): Days[] {
  return holdings.flatMap((holding) => {
    const both = cut(window, holding);
    return both === undefined ? [] : [both];
  });
}

function cut(window: Days, { from, until }: Bounds): Days | undefined {
  const start = from !== undefined && from > window.from ? from : window.from;
  const end = until !== undefined && (window.until === undefined || until < window.until) ? until : window.until;
  return end !== undefined && start >= end ? undefined : { from: start, until: end };
}

const dwelling = 'woning';

/** Systems that read deliveries about persons both of a statistical purpose and of another. */
function readTogether(register: CompiledRegister): Counterexample[] {
  const arriving = new Map<string, Region>();
  const isStatistical = (purpose: string) => register.purposes.get(purpose)?.statistical ?? false;
  for (const region of regionsOf(compare(undefined, register))) {
    const categories = region.where.categories.filter((category) => category !== dwelling);
    if (categories.length + region.where.ownObject.length === 0 || formOf(region.after!.duty) === undefined) continue;
    for (const recipient of region.recipients) {
      for (const purpose of region.purposes) {
        const key = `${recipient} ${purpose}`;
        if (arriving.has(key)) continue;
        arriving.set(key, {
          ...region,
          recipients: [recipient],
          purposes: [purpose],
          where: { ...region.where, categories },
        });
      }
    }
  }
  for (const { id, participant, reads } of register.systems.values()) {
    const read = reads.flatMap((purpose) => arriving.get(`${participant} ${purpose}`) ?? []);
    const coded = read.find(({ purposes }) => isStatistical(purposes[0]!));
    const identified = read.find(({ purposes }) => !isStatistical(purposes[0]!));
    if (coded === undefined || identified === undefined) continue;
    return [coded, identified].map((region) => ({ ...counterexample(region, register), reader: id }));
  }
  return [];
}
