/** Who a party of an instrument is, and when: roles, successions and accessions as dated windows per participant. */
import type { LegalDate } from '#contract';
import type { InstrumentSource, ParticipantSource, Party, RegisterSource, RoleSource } from './source';

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
}

export type Resolve = (party: Party, instrument: InstrumentSource) => readonly Holding[];

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
        return remember(byName, party.id, () => named(party.id, participants, always, false, new Set()));
      case 'role':
        return remember(byRole, party.role, () => holdersOf(party.role, roles, holders, always, false, new Set()));
      case 'acceded':
        return instrument.accessions
          .filter((accession) => accession.as === party.as)
          .map(({ participant, from, until, sure }) => ({
            participant,
            from,
            until,
            assumed: sure === 'assumed' || participants.get(participant)?.sure === 'assumed',
          }));
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

function named(
  id: string,
  participants: ReadonlyMap<string, ParticipantSource>,
  window: Window,
  assumed: boolean,
  seen: ReadonlySet<string>,
): Holding[] {
  const participant = participants.get(id);
  if (participant === undefined || seen.has(id)) return [];
  const path = new Set([...seen, id]);
  const sure = assumed || participant.sure === 'assumed';
  const passed = participant.succeededBy.filter((each) => !each.keeps).map((each) => each.from);
  const until = passed.length === 0 ? undefined : passed.reduce((a, b) => (a < b ? a : b));
  const own = overlap(window, { from: undefined, until });
  const successors = participant.succeededBy.flatMap((each) => {
    const rest = overlap(window, { from: each.from, until: undefined });
    return rest === undefined ? [] : named(each.participant, participants, rest, sure || each.sure === 'assumed', path);
  });
  return own === undefined ? successors : [{ participant: id, ...own, assumed: sure }, ...successors];
}

function holdersOf(
  id: string,
  roles: ReadonlyMap<string, RoleSource>,
  holders: ReadonlyMap<string, readonly Holding[]>,
  window: Window,
  assumed: boolean,
  seen: ReadonlySet<string>,
): Holding[] {
  if (seen.has(id)) return [];
  const path = new Set([...seen, id]);
  const own = (holders.get(id) ?? []).flatMap((holding) => {
    const days = overlap(window, holding);
    return days === undefined
      ? []
      : [{ participant: holding.participant, ...days, assumed: assumed || holding.assumed }];
  });
  const successors = (roles.get(id)?.succeededBy ?? []).flatMap((each) => {
    const rest = overlap(window, { from: each.from, until: undefined });
    return rest === undefined
      ? []
      : holdersOf(each.role, roles, holders, rest, assumed || each.sure === 'assumed', path);
  });
  return [...own, ...successors];
}

function holdersByRole(participants: readonly ParticipantSource[]): Map<string, Holding[]> {
  const holders = new Map<string, Holding[]>();
  for (const participant of participants) {
    for (const { role, from, until, sure } of participant.roles) {
      const holding = {
        participant: participant.id,
        from,
        until,
        assumed: sure === 'assumed' || participant.sure === 'assumed',
      };
      const known = holders.get(role);
      if (known === undefined) holders.set(role, [holding]);
      else known.push(holding);
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
