import { within, type Fact, type PersonCheck, type RecordPerson, type RequestRecord } from '#contract';
import type { Permission } from '#register';
import { contactsOf } from './contacts';
import { blame, type Causes } from './causes';
import type { Asked } from './context';
import { coverTogether, overlaps, uncoveredBy } from './field-set';

/** Outcome of the persons stage for one record. */
export interface PersonsOutcome {
  /** Precise causes; undefined where the record passes. */
  readonly causes: Causes | undefined;
  /**
   * Whether a cause rests on what another than the sender's participant recorded, so that only `not-deliverable` may
   * be told.
   */
  readonly blurred: boolean;
  /** The open permissions whose conditions about every person hold. */
  readonly satisfied: readonly Permission[];
}

/** What the facts say of one person, for this request, today. */
interface Known {
  restricted: boolean;
  objected: boolean;
  /** Whether a restriction or objection was recorded by another than the sender's participant. */
  stoppedByOther: boolean;
  consented: boolean;
  openAtProvider: boolean;
  openAtRecipient: boolean;
  notToContact: boolean;
  notToContactByOther: boolean;
}

/**
 * Asks after every person of a record (GDPR art. 18, 21, 7(3)).
 *
 * INVARIANT(all-person-checks-run): every check runs for every person whatever the first finds, so that time tells
 * nothing. INVARIANT(restriction-trumps-permit): a restriction or objection stops the record, whatever the register
 * permits.
 */
export function askAfterPersons(
  asked: Asked,
  open: readonly Permission[],
  record: RequestRecord,
  position: number,
  checks: PersonCheck[],
): PersonsOutcome {
  if (record.persons.length === 0) return { causes: undefined, blurred: false, satisfied: open };
  if (asked.context.guards.factsStale) return stale(asked);

  const demands = demandsOf(open, record.fields);
  const known: Readonly<Known>[] = [];
  for (const person of record.persons) known.push(knownOf(asked, person));
  if (demands.doNotContact) known[0] = withContacts(asked, record, known[0] ?? nothingKnown);

  let causes: Causes | undefined;
  let blurred = false;
  for (let person = 0; person < known.length; person++) {
    const of = known[person] ?? nothingKnown;
    if (of.restricted || of.objected) {
      causes ??= new Map();
      if (of.restricted) blame(causes, 'subject-restricted', record.fields.length);
      if (of.objected) blame(causes, 'subject-objected', record.fields.length);
      blurred ||= of.stoppedByOther;
    }
    report(checks, position, person, of, demands);
  }

  const satisfied = demands.any ? open.filter((permission) => failedDemands(permission, known) === 0) : open;
  if (!coverTogether(satisfied, record.fields)) {
    causes ??= new Map();
    blurred = uncoveredCauses(asked, open, satisfied, record, known, causes) || blurred;
  }
  return { causes, blurred, satisfied };
}

function stale(asked: Asked): PersonsOutcome {
  const causes: Causes = new Map();
  blame(causes, 'facts-stale', asked.derived.catalogue.words);
  return { causes, blurred: false, satisfied: [] };
}

interface Demands {
  readonly any: boolean;
  readonly consent: boolean;
  readonly openAtProvider: boolean;
  readonly openAtRecipient: boolean;
  readonly doNotContact: boolean;
}

const noDemands: Demands = {
  any: false,
  consent: false,
  openAtProvider: false,
  openAtRecipient: false,
  doNotContact: false,
};

function demandsOf(open: readonly Permission[], fields: Uint32Array): Demands {
  let consent = false;
  let openAtProvider = false;
  let openAtRecipient = false;
  let doNotContact = false;
  for (const permission of open) {
    if (!permission.consent && permission.relation === undefined && !permission.doNotContact) continue;
    if (!overlaps(permission.fields, fields)) continue;
    consent ||= permission.consent;
    openAtProvider ||= permission.relation === 'provider';
    openAtRecipient ||= permission.relation === 'recipient';
    doNotContact ||= permission.doNotContact;
  }
  const any = consent || openAtProvider || openAtRecipient || doNotContact;
  return any ? { any, consent, openAtProvider, openAtRecipient, doNotContact } : noDemands;
}

const nothingKnown: Readonly<Known> = Object.freeze({
  restricted: false,
  objected: false,
  stoppedByOther: false,
  consented: false,
  openAtProvider: false,
  openAtRecipient: false,
  notToContact: false,
  notToContactByOther: false,
});

function knownOf(asked: Asked, person: RecordPerson): Readonly<Known> {
  const { facts, tokens } = asked.context;
  const about = facts.about(tokens.person(person.insz));
  if (about.length === 0) return nothingKnown;
  const known = { ...nothingKnown };
  for (const fact of about) if (applies(asked, fact)) learn(asked, known, fact);
  return known;
}

/** A do-not-contact fact under the record's own contacts counts for its root person. */
function withContacts(asked: Asked, record: RequestRecord, root: Readonly<Known>): Readonly<Known> {
  const { facts, tokens } = asked.context;
  const known = { ...root };
  for (const contact of contactsOf(asked.derived, record)) {
    for (const fact of facts.about(tokens.contact(contact))) {
      if (fact.kind === 'do-not-contact' && applies(asked, fact)) learn(asked, known, fact);
    }
  }
  return known;
}

function applies(asked: Asked, fact: Fact): boolean {
  if (!within(asked.context.clock.today, fact.from, fact.until ?? undefined)) return false;
  return fact.purposes === undefined || fact.purposes.includes(asked.request.purpose);
}

function learn(asked: Asked, known: Known, fact: Fact): void {
  const byProvider = fact.participant === asked.provider;
  const byRecipient = fact.participant === asked.request.recipient;
  const byOwn = fact.participant === asked.own;
  switch (fact.kind) {
    case 'restriction':
    case 'objection':
      if (!byProvider && !byRecipient && !byOwn) return;
      if (fact.kind === 'restriction') known.restricted = true;
      else known.objected = true;
      if (!byOwn) known.stoppedByOther = true;
      return;
    case 'do-not-contact':
      if (!byProvider && !byRecipient) return;
      known.notToContact = true;
      if (!byOwn) known.notToContactByOther = true;
      return;
    case 'consent':
      known.consented ||= byProvider;
      return;
    case 'caseload':
      known.openAtProvider ||= byProvider;
      known.openAtRecipient ||= byRecipient;
      return;
    case 'alias':
      return;
  }
}

const demandBit = { relation: 1, consent: 2, doNotContact: 4 };

/** Which of a permission's conditions about persons fail for any of them, as bits. */
function failedDemands(permission: Permission, known: readonly Readonly<Known>[]): number {
  let failed = 0;
  for (const person of known) {
    if (permission.relation === 'provider' && !person.openAtProvider) failed |= demandBit.relation;
    if (permission.relation === 'recipient' && !person.openAtRecipient) failed |= demandBit.relation;
    if (permission.consent && !person.consented) failed |= demandBit.consent;
    if (permission.doNotContact && person.notToContact) failed |= demandBit.doNotContact;
  }
  return failed;
}

/** Adds why fields are no longer covered by the satisfied permissions alone; whether any of it must be blurred. */
function uncoveredCauses(
  asked: Asked,
  open: readonly Permission[],
  satisfied: readonly Permission[],
  record: RequestRecord,
  known: readonly Readonly<Known>[],
  causes: Causes,
): boolean {
  const words = record.fields.length;
  const uncovered = uncoveredBy(satisfied, record.fields);
  let blurred = false;
  for (const permission of open) {
    const failed = failedDemands(permission, known);
    if (failed === 0 || !overlaps(permission.fields, uncovered)) continue;
    if ((failed & demandBit.relation) !== 0) {
      blame(causes, 'no-relation', words, undefined, permission);
      const keeper = permission.relation === 'recipient' ? asked.request.recipient : asked.provider;
      if (keeper !== asked.own) blurred = true;
    }
    if ((failed & demandBit.consent) !== 0) {
      blame(causes, 'consent-missing', words, undefined, permission);
      if (asked.provider !== asked.own) blurred = true;
    }
    if ((failed & demandBit.doNotContact) !== 0) {
      blame(causes, 'do-not-contact', words, undefined, permission);
      if (known.some((person) => person.notToContactByOther)) blurred = true;
    }
  }
  return blurred;
}

function report(checks: PersonCheck[], record: number, person: number, known: Readonly<Known>, demands: Demands): void {
  const unrelated =
    (demands.openAtProvider && !known.openAtProvider) || (demands.openAtRecipient && !known.openAtRecipient);
  const related = demands.openAtProvider || demands.openAtRecipient;
  checks.push(
    { record, person, check: 'restriction', outcome: known.restricted ? 'fail' : 'pass' },
    { record, person, check: 'objection', outcome: known.objected ? 'fail' : 'pass' },
    { record, person, check: 'consent', outcome: outcome(demands.consent, !known.consented) },
    { record, person, check: 'relation', outcome: outcome(related, unrelated), ...keeperOf(demands, known) },
    { record, person, check: 'do-not-contact', outcome: outcome(demands.doNotContact, known.notToContact) },
  );
}

const providersFile = { keeper: 'provider' } as const;
const recipientsFile = { keeper: 'recipient' } as const;

/** Whoever decides again from the record must know which of two files was missing. */
function keeperOf(
  demands: Demands,
  known: Readonly<Known>,
): { readonly keeper?: 'provider' | 'recipient' } | undefined {
  if (!demands.openAtProvider || !demands.openAtRecipient || known.openAtProvider === known.openAtRecipient)
    return undefined;
  return known.openAtProvider ? recipientsFile : providersFile;
}

function outcome(demanded: boolean, failed: boolean): PersonCheck['outcome'] {
  if (!demanded) return 'not-asked';
  return failed ? 'fail' : 'pass';
}
