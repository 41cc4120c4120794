/** Who a party of an instrument is, and when: roles, successions and accessions as dated windows per participant. */
import { within, type LegalDate } from '#contract';
import type {
  Certainty,
  Confirmation,
  InstrumentSource,
  ParticipantSource,
  Party,
  RegisterSource,
  RoleSource,
} from './source';

export interface Window {
  /** `[from, until)`; a missing bound is open. */
  readonly from: LegalDate | undefined;
  readonly until: LegalDate | undefined;
}

/** One participant that a party stands for, in one window. */
export interface Holding extends Window {
  readonly participant: string;
  /** What is or was assumed of the participant, its role, its accession or a succession on the way. */
  readonly doubts: readonly Doubt[];
}

/** An assumed fact on the way from a party to a participant. `index` is its place in the list of its kind. */
export type Doubt = Doubted &
  (
    | { readonly kind: 'participant'; readonly id: string }
    | { readonly kind: 'role' | 'succession'; readonly id: string; readonly index: number }
    | { readonly kind: 'role-succession'; readonly role: string; readonly index: number }
    | { readonly kind: 'accession'; readonly index: number }
  );

/**
 * The days `[from, until)` on which an assumed fact is in doubt. A confirmation ends the doubt on its own day:
 * INVARIANT(confirmed-by-day): on a day before `confirmed.on` nobody had found anything yet.
 */
export type Doubted = Window;

/** The doubt about a fact, if it was ever assumed; `confirmed` is that of the part in which it stands. */
export function doubtOf<T extends object>(
  sure: Certainty | undefined,
  confirmed: Confirmation | undefined,
  what: T,
): readonly (T & Doubted)[] {
  if (sure === 'assumed') return [{ ...what, from: undefined, until: undefined }];
  return sure?.startsWith('confirmed:') === true ? [{ ...what, from: undefined, until: confirmed?.on }] : [];
}

/** Whether any of these is in doubt on a day. */
export function isDoubted(doubts: readonly Doubted[], day: LegalDate): boolean {
  return doubts.some(({ from, until }) => within(day, from, until));
}

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
        return instrument.accessions.flatMap(({ as, participant, from, until, sure, confirmed }, index) =>
          as === party.as
            ? [
                {
                  participant,
                  from,
                  until,
                  doubts: [
                    ...doubtOf(sure, confirmed, { kind: 'accession' as const, index }),
                    ...itself(participants.get(participant)),
                  ],
                },
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

/** The doubt whether a participant is who its file says. */
function itself(participant: ParticipantSource | undefined): readonly Doubt[] {
  if (participant === undefined) return [];
  return doubtOf(participant.sure, participant.confirmed, { kind: 'participant' as const, id: participant.id });
}

/** A window cut where any of these begins or ends inside it: together its pieces are the window. */
export function cutAt(window: Window, others: readonly Window[]): Window[] {
  const isInside = (day: LegalDate | undefined): day is LegalDate =>
    day !== undefined &&
    (window.from === undefined || day > window.from) &&
    (window.until === undefined || day < window.until);
  const cuts = [...new Set(others.flatMap(({ from, until }) => [from, until]).filter(isInside))].sort();
  const edges = [window.from, ...cuts, window.until];
  return edges.slice(0, -1).map((from, n) => ({ from, until: edges[n + 1] }));
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
  const doubts = [...before, ...itself(participant)];
  const passed = participant.succeededBy.filter((each) => !each.keeps).map((each) => each.from);
  const until = passed.length === 0 ? undefined : passed.reduce((a, b) => (a < b ? a : b));
  const own = overlap(window, { from: undefined, until });
  const successors = participant.succeededBy.flatMap((each, index) => {
    const rest = overlap(window, { from: each.from, until: undefined });
    if (rest === undefined) return [];
    const onTheWay = [
      ...doubts,
      ...doubtOf(each.sure, participant.confirmed, { kind: 'succession' as const, id, index }),
    ];
    return named(each.participant, participants, rest, onTheWay, path);
  });
  return own === undefined ? successors : [{ participant: id, ...own, doubts }, ...successors];
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
    return days === undefined ? [] : [{ participant: held.participant, ...days, doubts: [...before, ...held.doubts] }];
  });
  const role = roles.get(id);
  const successors = (role?.succeededBy ?? []).flatMap((each, index) => {
    const rest = overlap(window, { from: each.from, until: undefined });
    if (rest === undefined) return [];
    const onTheWay = [
      ...before,
      ...doubtOf(each.sure, role?.confirmed, { kind: 'role-succession' as const, role: id, index }),
    ];
    return holdersOf(each.role, roles, holders, rest, onTheWay, path);
  });
  return [...own, ...successors];
}

function holdersByRole(participants: readonly ParticipantSource[]): Map<string, Holding[]> {
  const holders = new Map<string, Holding[]>();
  for (const participant of participants) {
    const { id, confirmed, roles } = participant;
    for (const [index, each] of roles.entries()) {
      const held: Holding = {
        participant: id,
        from: each.from,
        until: each.until,
        doubts: [...itself(participant), ...doubtOf(each.sure, confirmed, { kind: 'role' as const, id, index })],
      };
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
