import { dutyName, keep, type ExchangeRequest, type ReasonCode, type RequestRecord } from '#contract';
import type { Permission } from '#register';
import { hasFaults, headerCauses } from './content';
import { ask, type Asked, type DecisionContext } from './context';
import { coverTogether, fieldsIn, hasField } from './field-set';
import { candidatesFor, codesOf, conditionCodes, failuresOf } from './permission';

/** What the permission stage saw of one record: every candidate, every condition, held or not. */
export interface Examination {
  /** Why there is no candidate at all; undefined where there is one. */
  readonly none: 'no-permission' | 'basis-mismatch' | undefined;
  /** Place of the record: the first that does not stand, else the first. */
  readonly record: number;
  readonly records: number;
  /** Paths of its fields, in catalogue order. */
  readonly fields: readonly string[];
  /** The nearest first. Without confidential ones. */
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly instrument: string;
  /** `[from, until)` of the window; a draft's is empty of meaning. */
  readonly from: string;
  readonly until: string | undefined;
  /** Conditions that fail for this record, and those that hold, as the codes of their failure. */
  readonly failed: readonly ReasonCode[];
  readonly held: readonly ReasonCode[];
  /** Fields of the record that it lists, with the duty that it asks. */
  readonly lists: readonly { readonly field: string; readonly duty: string }[];
  /** What it asks of the persons of the record, which only the facts can tell. */
  readonly demands: readonly ('open-file-provider' | 'open-file-recipient' | 'consent' | 'do-not-contact')[];
  readonly territory: string | undefined;
}

/**
 * For somebody who wants to know why: not on the way of a request, and never sent to one. Undefined where the request
 * fails before permissions are looked at.
 */
export function examine(request: ExchangeRequest, context: DecisionContext): Examination | undefined {
  const asked = ask(request, context);
  if (headerCauses(asked) !== undefined || request.records.some((record) => hasFaults(asked, record))) return undefined;
  const found = candidatesFor(asked);
  const permissions = typeof found === 'string' ? [] : found;
  const stands = (record: RequestRecord) =>
    coverTogether(
      permissions.filter((permission) => failures(asked, permission, record) === 0),
      record.fields,
    );
  const place = Math.max(
    0,
    request.records.findIndex((record) => !stands(record)),
  );
  const record = request.records[place]!;
  const paths = asked.derived.catalogue.fields;
  const shown = permissions.filter((permission) => !permission.confidential);
  return {
    none: typeof found === 'string' ? found : shown.length === 0 ? 'no-permission' : undefined,
    record: place,
    records: request.records.length,
    fields: fieldsIn(record.fields).map((field) => paths[field]!.path),
    candidates: shown
      .map((permission) => candidate(asked, permission, record))
      .sort((a, b) => distance(a) - distance(b) || (a.instrument < b.instrument ? -1 : 1)),
  };
}

function failures(asked: Asked, permission: Permission, record: RequestRecord): number {
  return failuresOf(asked, permission, record, record.innerCategories, undefined, asked.context.clock.today);
}

function candidate(asked: Asked, permission: Permission, record: RequestRecord): Candidate {
  const failed = codesOf(failures(asked, permission, record));
  const { relation, consent, doNotContact, territory, transferAllowed } = permission;
  const applies = (code: ReasonCode) =>
    (code !== 'outside-territory' || territory !== undefined) && (code !== 'outside-eea' || !transferAllowed);
  return {
    instrument: permission.instrument,
    from: permission.from,
    until: permission.until,
    failed,
    held: conditionCodes.filter((code) => !failed.includes(code) && applies(code)),
    lists: fieldsIn(record.fields)
      .filter((field) => hasField(permission.fields, field))
      .map((field) => ({
        field: asked.derived.catalogue.fields[field]!.path,
        duty: dutyName(permission.duties[field] ?? keep),
      })),
    demands: [
      ...(relation === undefined ? [] : [`open-file-${relation}` as const]),
      ...(consent ? ['consent' as const] : []),
      ...(doNotContact ? ['do-not-contact' as const] : []),
    ],
    territory: territory?.id,
  };
}

/** As the nearest permission of a denial is chosen: failing conditions and fields that it does not list. */
function distance({ failed, lists }: Candidate): number {
  return failed.length - lists.length;
}
