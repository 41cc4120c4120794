/** Who a party of an instrument is, and when: roles, successions and accessions as dated windows per participant. */
import type { LegalDate } from '#contract';
import type { InstrumentSource, ParticipantSource, Party, RegisterSource, RoleSource, Certainty } from './source';

export interface Window {
  /** `[from, until)`; a missing bound is open. */
  readonly from: LegalDate | undefined;
  readonly until: LegalDate | undefined;
}

/** One participant that a party stands for, in one window. */
export interface Holding extends Window {
  readonly participant: string;
  /** The participant, its role, its accession or a succession on the way is `assumed`. */
  readonly assumed: boolean;
  /** What makes it assumed: empty exactly where it is not. */
  readonly doubts: readonly Doubt[];
}

/** An assumed fact on the way from a party to a participant. `index` is its place in the list of its kind. */
export type Doubt =
  | { readonly kind: 'participant'; readonly id: string }
  | { readonly kind: 'role' | 'succession'; readonly id: string; readonly index: number }
  | { readonly kind: 'role-succession'; readonly role: string; readonly index: number }
  | { readonly kind: 'accession'; readonly index: number };

export type Resolve = (party: Party, instrument: Pick<InstrumentSource, 'accessions'>) => readonly Holding[];

/**
 * Makes the resolver for one register. A participant that holds a role twice, or by itself and by succession, gives a
 * holding each time. Successions of a participant count where an instrument names it; who holds a role is said by the
 * role holdings alone.
 */
export function resolver(source: Pick<RegisterSource, 'participants' | 'roles'>): Resolve {
  const participants = new Map(source.participants.map((each) => [each.id, each]));
  const roles = new Map(source.roles.map((each) => [each.id, each]));
  const holders = holdersByRole(source.participants);
  const byName = new Map<string, readonly Holding[]>();
  const byRole = new Map<string, readonly Holding[]>();

  return (party, instrument) => {
    switch (party.kind) {
      case 'participant':
        return remember(byName, party.id, () => named(party.id, participants, always, [], new Set()));
      case 'role':
        return remember(byRole, party.role, () => holdersOf(party.role, roles, holders, always, [], new Set()));
      case 'acceded':
        return instrument.accessions.flatMap(({ as, participant, from, until, sure }, index) =>
          as === party.as
            ? [
                holding(participant, { from, until }, [
                  ...doubt(sure, { kind: 'accession', index }),
                  ...doubt(participants.get(participant)?.sure, { kind: 'participant', id: participant }),
                ]),
              ]
            : [],
        );
    }
  };
}

const always: Window = { from: undefined, until: undefined };

/** The days that both windows have, or undefined where there is none. */
export function overlap(a: Window, b: Window): Window | undefined {
  const from = a.from === undefined || (b.from !== undefined && b.from > a.from) ? b.from : a.from;
  const until = a.until === undefined || (b.until !== undefined && b.until < a.until) ? b.until : a.until;
  return from !== undefined && until !== undefined && from >= until ? undefined : { from, until };
}

function holding(participant: string, { from, until }: Window, doubts: readonly Doubt[]): Holding {
  return { participant, from, until, assumed: doubts.length > 0, doubts };
}

function doubt(sure: Certainty | undefined, what: Doubt): readonly Doubt[] {
  return sure === 'assumed' ? [what] : [];
}

function named(
  id: string,
  participants: ReadonlyMap<string, ParticipantSource>,
  window: Window,
  before: readonly Doubt[],
  seen: ReadonlySet<string>,
): Holding[] {
  const participant = participants.get(id);
  if (participant === undefined || seen.has(id)) return [];
  const path = new Set([...seen, id]);
  const doubts = [...before, ...doubt(participant.sure, { kind: 'participant', id })];
  const passed = participant.succeededBy.filter((each) => !each.keeps).map((each) => each.from);
  const until = passed.length === 0 ? undefined : passed.reduce((a, b) => (a < b ? a : b));
  const own = overlap(window, { from: undefined, until });
  const successors = participant.succeededBy.flatMap((each, index) => {
    const rest = overlap(window, { from: each.from, until: undefined });
    if (rest === undefined) return [];
    const onTheWay = [...doubts, ...doubt(each.sure, { kind: 'succession', id, index })];
    return named(each.participant, participants, rest, onTheWay, path);
  });
  return own === undefined ? successors : [holding(id, own, doubts), ...successors];
}

function holdersOf(
  id: string,
  roles: ReadonlyMap<string, RoleSource>,
  holders: ReadonlyMap<string, readonly Holding[]>,
  window: Window,
  before: readonly Doubt[],
  seen: ReadonlySet<string>,
): Holding[] {
  if (seen.has(id)) return [];
  const path = new Set([...seen, id]);
  const own = (holders.get(id) ?? []).flatMap((held) => {
    const days = overlap(window, held);
    return days === undefined ? [] : [holding(held.participant, days, [...before, ...held.doubts])];
  });
  const successors = (roles.get(id)?.succeededBy ?? []).flatMap((each, index) => {
    const rest = overlap(window, { from: each.from, until: undefined });
    if (rest === undefined) return [];
    const onTheWay = [...before, ...doubt(each.sure, { kind: 'role-succession', role: id, index })];
    return holdersOf(each.role, roles, holders, rest, onTheWay, path);
  });
  return [...own, ...successors];
}

function holdersByRole(participants: readonly ParticipantSource[]): Map<string, Holding[]> {
  const holders = new Map<string, Holding[]>();
  for (const { id, sure, roles } of participants) {
    for (const [index, each] of roles.entries()) {
      const held = holding(id, each, [
        ...doubt(sure, { kind: 'participant', id }),
        ...doubt(each.sure, { kind: 'role', id, index }),
      ]);
      const known = holders.get(each.role);
      if (known === undefined) holders.set(each.role, [held]);
      else known.push(held);
    }
  }
  return holders;
}

function remember<T>(memory: Map<string, T>, key: string, make: () => T): T {
  let value = memory.get(key);
  if (value === undefined) {
    value = make();
    memory.set(key, value);
  }
  return value;
}
