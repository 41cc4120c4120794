/** What a compliance officer must look after: what to confirm before going live, what ends, what nobody knows. */
import { within, type LegalDate } from '#contract';
import type { Locate, RegisterSource } from '#register';
import { missingOf, type Missing } from './missing';
import { namesOf } from './names';
import { factsToConfirm, type FactToConfirm } from './to-confirm';

export interface Status {
  readonly at: LegalDate;
  /** Assumed facts that a permission rests on, each once, with what rests on it. Empty: nothing stops going live. */
  readonly toConfirm: readonly FactToConfirm[];
  /** Permissions in force that permit without any of them, and in all. */
  readonly permissions: { readonly confirmed: number; readonly all: number };
  /** What ends within the days that were asked. */
  readonly ending: readonly { readonly on: LegalDate; readonly subject: string; readonly what: string }[];
  readonly drafts: readonly { readonly instrument: string; readonly missing: readonly Missing[] }[];
  readonly suspended: readonly {
    readonly instrument: string;
    readonly until: LegalDate | undefined;
    readonly reason: string;
  }[];
  /** What the register says it does not know. */
  readonly unknown: readonly { readonly subject: string; readonly what: string }[];
  readonly conflicts: readonly { readonly subject: string; readonly what: string }[];
}

export interface StatusQuestion {
  readonly at: LegalDate;
  /** How far ahead `ending` looks. */
  readonly daysAhead: number;
  /** Of this instrument only. */
  readonly instrument?: string | undefined;
}

/** `source` is without cases. */
export function statusOf(source: RegisterSource, question: StatusQuestion, locate?: Locate): Status {
  const { at, daysAhead, instrument: only } = question;
  const asked = (id: string) => only === undefined || id === only;
  const live = source.instruments.filter(({ id }) => asked(id));
  const toConfirm = factsToConfirm(source, at, { instrument: only, locate });
  const key = (instrument: string, version: number, permission: number) => `${instrument} ${version} ${permission}`;
  const doubtful = new Set(
    toConfirm.flatMap(({ permissions }) =>
      permissions.map(({ instrument, version, permission }) => key(instrument, version, permission)),
    ),
  );
  const inForce = live.flatMap((instrument) =>
    instrument.versions.flatMap((version, v) =>
      !version.draft && within(at, version.from, version.until)
        ? version.permissions.map(({ index }) => key(instrument.id, v, index))
        : [],
    ),
  );
  const missing = missingOf(source, at);
  return {
    at,
    // What most rests on comes first: confirming it mends most.
    toConfirm: [...toConfirm].sort((a, b) => b.instruments.length - a.instruments.length),
    permissions: { confirmed: inForce.filter((each) => !doubtful.has(each)).length, all: inForce.length },
    ending: endings(source, at, addDays(at, daysAhead), only),
    drafts: live
      .filter(({ versions }) => versions.some(({ draft }) => draft))
      .map(({ id }) => ({ instrument: id, missing: missing.get(id) ?? [] })),
    suspended: live.flatMap(({ id, suspensions }) =>
      suspensions
        .filter(({ from, until }) => within(at, from, until))
        .map(({ until, reason }) => ({ instrument: id, until, reason })),
    ),
    unknown: unknowns(source, at, only),
    conflicts: live.flatMap(({ id, citedAs }) =>
      citedAs.map(({ text }) => ({ subject: id, what: `wordt elders aangehaald als ${text}` })),
    ),
  };
}

function endings(
  source: RegisterSource,
  at: LegalDate,
  horizon: LegalDate,
  only: string | undefined,
): Status['ending'] {
  const names = namesOf(source);
  const soon = (until: LegalDate | undefined): until is LegalDate =>
    until !== undefined && until > at && until <= horizon;
  const found: { on: LegalDate; subject: string; what: string }[] = [];
  const add = (subject: string, until: LegalDate | undefined, what: string) => {
    if (soon(until)) found.push({ on: until, subject, what });
  };
  for (const { id, versions, suspensions, accessions } of source.instruments) {
    if (only !== undefined && id !== only) continue;
    versions.forEach(({ until }, n) => {
      const next = versions.some(({ from, draft }, m) => m !== n && !draft && from === until);
      add(id, until, next ? 'deze versie eindigt; een volgende begint' : 'deze versie eindigt en niets volgt');
    });
    for (const { until } of suspensions) add(id, until, 'de schorsing eindigt');
    for (const { participant, until } of accessions) add(id, until, `de toetreding van ${participant} eindigt`);
  }
  if (only === undefined) {
    for (const { id, roles } of source.participants)
      for (const { role, until } of roles) add(id, until, `is niet langer ${names.role(role).toLowerCase()}`);
    for (const { id, members } of source.territories)
      for (const { name, until } of members) add(id, until, `${name} hoort er niet meer bij`);
  }
  return found.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function unknowns(source: RegisterSource, at: LegalDate, only: string | undefined): Status['unknown'] {
  const found: { subject: string; what: string }[] = [];
  for (const { id, publications, versions } of source.instruments) {
    if (only !== undefined && id !== only) continue;
    const says = new Set<string>();
    for (const { participant, where } of publications)
      if (where === 'unknown')
        says.add(`waar ${participant ?? 'het'} ${participant === undefined ? 'is bekendgemaakt' : 'het bekendmaakte'}`);
    for (const { advices, approvals, permissions, until } of versions) {
      if (until !== undefined && at >= until) continue;
      for (const { participant, date } of advices)
        if (date === 'unknown') says.add(`de dag van het advies bij ${participant}`);
      for (const { body, on } of approvals) if (on === 'unknown') says.add(`de dag van de goedkeuring door ${body}`);
      for (const { retention, splitUnknown, processingAgreement, fields } of permissions) {
        if (retention === 'unknown') says.add('hoe lang de ontvanger het mag bewaren');
        if (splitUnknown) says.add('welk van de instrumenten welk gegeven geeft');
        if (processingAgreement?.signed === 'unknown') says.add('de dag van de verwerkersovereenkomst');
        if (fields.some(({ justification }) => justification === 'unknown')) says.add('waarom de gegevens nodig zijn');
      }
    }
    for (const what of says) found.push({ subject: id, what });
  }
  if (only === undefined) {
    for (const { id, members } of source.territories)
      for (const { name, sinceUnknown } of members)
        if (sinceUnknown) found.push({ subject: id, what: `sinds wanneer ${name} erbij hoort` });
  }
  return found;
}

function addDays(day: LegalDate, days: number): LegalDate {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
