import type { DecisionRecord, Reason } from './record';

/** What tells a case from others, as `GET /ledger/cases` lists it. */
export interface CountedCase {
  readonly id: string;
  readonly system: string;
  readonly recipient: string | null;
  readonly purpose: string | null;
  readonly reason: string;
  readonly fields: readonly string[];
  readonly instrument: string | null;
}

/** The case that a denial's reason was counted into: of reasons that are mended field by field, the one of just these fields. */
export function caseOf(
  { system, recipient, purpose, asked, nearest }: DecisionRecord,
  { code, fields = [] }: Reason,
  cases: readonly CountedCase[],
): CountedCase | undefined {
  const same = (one: readonly string[]): boolean =>
    one.length === 0 || (one.length === fields.length && one.every((path) => fields.includes(path)));
  return cases.find(
    (one) =>
      one.system === system &&
      one.recipient === (recipient ?? null) &&
      one.purpose === (purpose ?? null) &&
      one.instrument === (asked ?? nearest ?? null) &&
      one.reason === code &&
      same(one.fields),
  );
}
