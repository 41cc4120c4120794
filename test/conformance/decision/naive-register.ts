import type { PlainRequest } from './plain';

/** The register's files as `yaml` reads them, no default filled in. */
export interface Files {
  readonly participants: readonly ParticipantFile[];
  readonly territories: readonly TerritoryFile[];
  readonly instruments: readonly InstrumentFile[];
  readonly roles: Readonly<
    Record<string, { readonly succeededBy?: readonly { role: string; from: string; sure?: string }[]; readonly confirmed?: ConfirmedText }>
  >;
  readonly purposes: Readonly<Record<string, { readonly sure: string; readonly confirmed?: ConfirmedText }>>;
  readonly categories: Readonly<Record<string, unknown>>;
  readonly fields: readonly string[];
}

/** A permission as one provider and one recipient have it, in one window. */
export interface Candidate {
  readonly instrument: string;
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly suspensions: readonly { readonly from: string; readonly until?: string }[];
  readonly draft: boolean;
  readonly assumed: boolean;
  readonly transferAllowed: boolean;
  readonly categories: readonly string[];
  readonly territory: { readonly set: string; readonly leaf?: string } | undefined;
  /** Duty by path, `keep` where the file asks nothing. */
  readonly duties: ReadonlyMap<string, string>;
  readonly relation: 'provider' | 'recipient' | undefined;
  readonly consent: boolean;
  readonly doNotContact: boolean;
  readonly retention: string;
  /** For an act about one person. */
  readonly about: CaseFile | undefined;
}

/** Every permission for the request's recipient and purpose and this provider, which this sender may use. */
export function candidatesOf(files: Files, request: PlainRequest, provider: string, sender: string): Candidate[] {
  const found: Candidate[] = [];
  for (const instrument of files.instruments) {
    for (const version of instrument.versions) {
      for (const permission of version.permissions ?? []) {
        if (!list(permission.purpose).includes(request.purpose)) continue;
        const holdingsOf = (parties: OneOrMore<PartyText> | undefined) =>
          list(parties ?? []).flatMap((party) => holdings(files, instrument, party));
        const holding = (parties: OneOrMore<PartyText> | undefined, participant: string) =>
          holdingsOf(parties).filter((each) => each.participant === participant);
        // The provider may always send what it may give; another only where and while `via` names it.
        const senders =
          provider === sender ? [{ participant: sender, doubts: [] } as Holding] : holding(permission.via, sender);
        for (const giving of holding(permission.provider, provider)) {
          for (const taking of holding(permission.recipient, request.recipient)) {
            for (const [sending, together] of pairs(senders, jointDays(files, instrument, permission))) {
              const windows = [version, giving, taking, sending, ...together];
              const from = latest(windows.map((each) => each.from));
              const until = earliest(windows.map((each) => each.until));
              if (from !== undefined && until !== undefined && from >= until) continue;
              // Two people vouch for what stands where they signed, and for nothing that it points to.
              const doubts = [
                ...(saysAssumed(instrument, version, permission) ? [untilConfirmed(version.confirmed)] : []),
                ...namesAssumed(files, permission, request.purpose),
                ...extended(files, [instrument, ...jointOf(files, instrument, permission)]).flatMap((act) =>
                  act === instrument ? [] : actDoubts(act),
                ),
                ...holdingsOf(permission.via).flatMap((relay) => relay.doubts.map((doubt) => both(doubt, relay))),
                ...giving.doubts,
                ...taking.doubts,
              ];
              for (const days of whileDoubted({ from, until }, doubts)) found.push({
                instrument: instrument.id,
                ...days,
                suspensions: [instrument, ...jointOf(files, instrument, permission)].flatMap((each) => each.suspensions ?? []),
                draft: isDraft(instrument, version),
                transferAllowed:
                  permission.transfer !== undefined || participantOf(files, request.recipient)?.insideEea !== false,
                categories: permission.categories,
                territory: permission.territory,
                duties: dutiesOf(files, permission),
                relation: permission.relation?.caseload,
                consent: permission.consent === true,
                doNotContact: permission.doNotContact === true,
                retention: permission.retention ?? 'unknown',
                about: instrument.case,
              });
            }
          }
        }
      }
    }
  }
  return found;
}

/** Where nobody knows which of several acts gives a field, all must be there. */
function jointOf(files: Files, instrument: InstrumentFile, permission: PermissionFile): readonly InstrumentFile[] {
  if (permission.split !== 'unknown') return [];
  return files.instruments.filter(({ id }) => (instrument.jointly ?? []).includes(id));
}

/** Each way to take one dated version of every joint act. */
function jointDays(files: Files, instrument: InstrumentFile, permission: PermissionFile): Window[][] {
  let ways: Window[][] = [[]];
  for (const other of jointOf(files, instrument, permission)) {
    const dated = other.versions.filter((version) => !isDraft(other, version));
    ways = ways.flatMap((way) => dated.map((version) => [...way, version]));
  }
  return ways;
}

function isDraft({ kind }: InstrumentFile, { from, approvals = [], signed }: VersionFile): boolean {
  return from === undefined || approvals.some(({ on }) => on === undefined) || (kind === 'protocol' && signed === undefined);
}

function pairs<One, Other>(ones: readonly One[], others: readonly Other[]): [One, Other][] {
  return ones.flatMap((one) => others.map((other): [One, Other] => [one, other]));
}

interface Window {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface Holding extends Window {
  readonly participant: string;
  /** Days on which something of it was assumed and not yet confirmed. */
  readonly doubts: readonly Window[];
}

/** The days of something marked, if it is marked `assumed`. */
function doubtOf(mark: string | undefined, confirmed: ConfirmedText | undefined): readonly Window[] {
  return mark === 'assumed' ? [untilConfirmed(confirmed)] : [];
}

function untilConfirmed(confirmed: ConfirmedText | undefined): Window {
  return { until: confirmed?.on };
}

function both(a: Window, b: Window): Window {
  return { from: latest([a.from, b.from]), until: earliest([a.until, b.until]) };
}

function isEmpty({ from, until }: Window): boolean {
  return from !== undefined && until !== undefined && from >= until;
}

/** Each day or longer between two days on which a doubt may begin or end, put together where the answer stays the same. */
function whileDoubted(days: Window, doubts: readonly Window[]): { from: string | undefined; until: string | undefined; assumed: boolean }[] {
  const edges = doubts.flatMap(({ from, until }) => [from, until]).filter((day) => day !== undefined).sort();
  const pieces: { from: string | undefined; until: string | undefined; assumed: boolean }[] = [];
  for (const [n, until] of [...edges, undefined].entries()) {
    const piece = both(days, { from: n === 0 ? undefined : edges[n - 1], until });
    if (isEmpty(piece)) continue;
    const assumed = doubts.some((doubt) => !isEmpty(doubt) && !isEmpty(both(doubt, piece)));
    const last = pieces.at(-1);
    if (last?.assumed === assumed) last.until = piece.until;
    else pieces.push({ from: piece.from, until: piece.until, assumed });
  }
  return pieces;
}

/** These acts, what they extend, what that extends, and so on. */
function extended(files: Files, acts: readonly InstrumentFile[]): readonly InstrumentFile[] {
  const more = files.instruments.filter(
    (each) => !acts.includes(each) && acts.some((act) => (act.extends ?? []).includes(each.id)),
  );
  return more.length === 0 ? acts : extended(files, [...acts, ...more]);
}

/** When another act, on which this one rests, says something assumed: from each dated version to the next. */
function actDoubts(act: InstrumentFile): readonly Window[] {
  const dated = act.versions.filter((version) => !isDraft(act, version));
  return (dated.length === 0 ? act.versions : dated)
    .filter((version) => actMarks(act, version).includes('assumed'))
    .map((version) => ({
      from: version.from,
      until: earliest([...dated.map(({ from }) => from!).filter((from) => from > (version.from ?? '')), version.confirmed?.on]),
    }));
}

/**
 * Who a party is, and when. A successor has it from the day of the succession; the predecessor keeps it only if the
 * file says so.
 */
export function holdings(files: Files, instrument: InstrumentFile, party: PartyText): readonly Holding[] {
  if (typeof party === 'string') return byName(files, party, []);
  if (party.role !== undefined) return byRole(files, party.role, []);
  return (instrument.accessions ?? [])
    .filter((each) => each.as === party.acceded)
    .map(({ participant, from, until, sure, confirmed }) => ({
      participant,
      from,
      until,
      doubts: [...doubtOf(sure ?? instrument.sure, confirmed), ...itself(participantOf(files, participant))],
    }));
}

function byName(files: Files, id: string, before: readonly Window[]): Holding[] {
  const participant = participantOf(files, id);
  if (participant === undefined) return [];
  const doubts = [...before, ...itself(participant)];
  const successions = participant.succeededBy ?? [];
  const until = earliest(successions.filter((each) => each.keeps !== true).map((each) => each.from));
  return [
    { participant: id, until, doubts },
    ...successions.flatMap((each) =>
      byName(files, each.participant, [...doubts, ...doubtOf(each.sure ?? participant.sure, participant.confirmed)]).map(
        (holding) => ({ ...holding, from: latest([holding.from, each.from]) }),
      ),
    ),
  ];
}

function byRole(files: Files, role: string, before: readonly Window[]): Holding[] {
  const own = files.participants.flatMap((participant) =>
    (participant.roles ?? [])
      .map((each) => (typeof each === 'string' ? { role: each } : each))
      .filter((each) => each.role === role)
      .map((each) => ({
        participant: participant.id,
        from: each.from,
        until: each.until,
        doubts: [...before, ...itself(participant), ...doubtOf(each.sure ?? participant.sure, participant.confirmed)],
      })),
  );
  const passed = (files.roles[role]?.succeededBy ?? []).flatMap((each) =>
    byRole(files, each.role, [...before, ...doubtOf(each.sure, files.roles[role]?.confirmed)]).map((holding) => ({
      ...holding,
      from: latest([holding.from, each.from]),
    })),
  );
  return [...own, ...passed];
}

function itself(participant: ParticipantFile | undefined): readonly Window[] {
  return doubtOf(participant?.sure, participant?.confirmed);
}

/** Whether the act itself says anything that is marked `assumed`. */
function saysAssumed(instrument: InstrumentFile, version: VersionFile, permission: PermissionFile): boolean {
  const versionSure = version.sure ?? instrument.sure;
  const permissionSure = permission.sure ?? versionSure;
  const marks = [
    ...actMarks(instrument, version),
    permissionSure,
    ...Object.values(permission.sureOf ?? {}),
    ...Object.values(permission.fields).map((rule) => rule?.sure),
    permission.transfer?.sure,
    permission.territory?.sure,
  ];
  return marks.includes('assumed');
}

/** What the act and one version of it say beside the permissions. */
function actMarks(instrument: InstrumentFile, version: VersionFile): (string | undefined)[] {
  return [
    instrument.sure,
    ...Object.values(instrument.sureOf ?? {}),
    ...(instrument.publications ?? []).map((each) => each.sure),
    version.sure ?? instrument.sure,
    ...(version.advices ?? []).map((each) => each.sure),
    ...(version.approvals ?? []).map((each) => each.sure),
    ...Object.values(version.sureOf ?? {}),
  ];
}

/** When the purpose or the territory that it names is assumed: each is confirmed in its own file, or not at all. */
function namesAssumed(files: Files, permission: PermissionFile, purpose: string): readonly Window[] {
  const goal = files.purposes[purpose];
  const set = files.territories.find((each) => each.id === permission.territory?.set);
  const municipalities = [set?.sure, ...(set?.members ?? []).map((member) => member.sure)];
  return [
    ...doubtOf(goal?.sure, goal?.confirmed),
    ...municipalities.flatMap((mark) => doubtOf(mark, set?.confirmed)),
  ];
}

export function dutiesOf(files: Files, permission: PermissionFile): ReadonlyMap<string, string> {
  let duties = written.get(permission);
  if (duties === undefined) written.set(permission, (duties = writtenOut(files, permission)));
  return duties;
}

/** Shorthand is written out once a permission, or the run would take an hour. */
const written = new WeakMap<PermissionFile, ReadonlyMap<string, string>>();

function writtenOut(files: Files, permission: PermissionFile): ReadonlyMap<string, string> {
  const duties = new Map<string, string>();
  const rules = Object.entries(permission.fields);
  for (const path of files.fields) {
    const fitting = rules
      .filter(([key]) => key === path || (key.endsWith('.*') && path.startsWith(key.slice(0, -1))))
      .sort(([a], [b]) => (a === path ? -1 : b === path ? 1 : b.length - a.length));
    const [first] = fitting;
    if (first !== undefined) duties.set(path, first[1]?.duty ?? 'keep');
  }
  return duties;
}

function participantOf(files: Files, id: string): ParticipantFile | undefined {
  return files.participants.find((each) => each.id === id);
}

function latest(days: readonly (string | undefined)[]): string | undefined {
  return days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
}

function earliest(days: readonly (string | undefined)[]): string | undefined {
  return days.filter((day) => day !== undefined).sort()[0];
}

export function list<T>(value: OneOrMore<T>): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

interface ConfirmedText {
  readonly on: string;
}

export type OneOrMore<T> = T | readonly T[];
export type PartyText = string | { readonly role?: string; readonly acceded?: string };

interface ParticipantFile {
  readonly id: string;
  readonly sure: string;
  readonly confirmed?: ConfirmedText;
  readonly insideEea?: boolean;
  readonly roles?: readonly (string | (Window & { readonly role: string; readonly sure?: string }))[];
  readonly succeededBy?: readonly { participant: string; from: string; keeps?: boolean; sure?: string }[];
  readonly systems?: Readonly<Record<string, unknown>>;
}

interface TerritoryFile {
  readonly id: string;
  readonly sure: string;
  readonly confirmed?: ConfirmedText;
  readonly members: readonly (Window & { readonly nis: string; readonly sure?: string })[];
}

export interface CaseFile {
  readonly person: OneOrMore<string>;
  readonly others?: readonly string[];
  readonly reviewBefore?: string;
}

export interface InstrumentFile {
  readonly id: string;
  readonly kind: string;
  readonly sure: string;
  readonly sureOf?: Readonly<Record<string, string>>;
  readonly confidential?: boolean;
  readonly jointly?: readonly string[];
  readonly extends?: readonly string[];
  readonly case?: CaseFile;
  readonly publications?: readonly { readonly sure?: string }[];
  readonly suspensions?: readonly { readonly from: string; readonly until?: string }[];
  readonly accessions?: readonly (Window & {
    readonly participant: string;
    readonly as: string;
    readonly sure?: string;
    readonly confirmed?: ConfirmedText;
  })[];
  readonly versions: readonly VersionFile[];
}

export interface VersionFile extends Window {
  readonly signed?: string;
  readonly sure?: string;
  readonly sureOf?: Readonly<Record<string, string>>;
  readonly advices?: readonly { readonly sure?: string }[];
  readonly approvals?: readonly { readonly on?: string; readonly sure?: string }[];
  readonly confirmed?: ConfirmedText;
  readonly permissions?: readonly PermissionFile[];
}

export interface PermissionFile {
  readonly provider: OneOrMore<PartyText>;
  readonly recipient: OneOrMore<PartyText>;
  readonly via?: OneOrMore<PartyText>;
  readonly purpose: OneOrMore<string>;
  readonly categories: readonly string[];
  readonly territory?: { readonly set: string; readonly leaf?: string; readonly sure?: string };
  readonly fields: Readonly<Record<string, { readonly duty?: string; readonly sure?: string } | null>>;
  readonly relation?: { readonly caseload: 'provider' | 'recipient' };
  readonly consent?: boolean;
  readonly doNotContact?: boolean;
  readonly retention?: string;
  readonly split?: 'unknown';
  readonly transfer?: { readonly ground: string; readonly sure?: string };
  readonly sure?: string;
  readonly sureOf?: Readonly<Record<string, string>>;
}
