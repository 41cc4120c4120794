import { createHash } from 'node:crypto';
import { brusselsDate, casePurposes, type CaseKind } from '#contract';
import type { PersonCaseRecord, StoredDocument } from '#postgres';

/** What of a case is published: whom it is about as tokens, what may flow, who answers for it. Never its ground. */
export type PublishedCase = Pick<
  PersonCaseRecord,
  | 'id'
  | 'kind'
  | 'provider'
  | 'recipient'
  | 'categories'
  | 'fields'
  | 'person'
  | 'others'
  | 'untilDay'
  | 'proposedBy'
  | 'proposedAt'
  | 'approvedBy'
  | 'approvedAt'
  | 'reviewBefore'
>;

/** Folder of the documents about one person, which no file in Git can be in. */
export const casesFolder = 'cases/';

/**
 * A case as a document of the register. It holds from the day on which it was approved, an urgent one from its proposal;
 * until a second officer has approved an urgent one, the document itself says at which instant it ends.
 */
export function caseDocument(each: PublishedCase): StoredDocument {
  const { id, kind, provider, recipient, categories, fields, person, others, untilDay } = each;
  const { proposedBy, proposedAt, approvedBy, approvedAt, reviewBefore } = each;
  const approvals = [{ by: proposedBy, on: brusselsDate(proposedAt.getTime()) }];
  if (approvedBy !== null && approvedAt !== null) {
    approvals.push({ by: approvedBy, on: brusselsDate(approvedAt.getTime()) });
  }
  const document = {
    id,
    kind,
    authority: 'verantwoordelijke',
    title: { nl: 'Dossier over één persoon' },
    sure: 'seed',
    confidential: true,
    case: {
      person,
      ...(others.length > 0 && { others }),
      ...(reviewBefore !== null && approvedBy === null && { reviewBefore: reviewBefore.toISOString() }),
      approvals,
    },
    versions: [
      {
        from: reviewBefore === null ? approvals.at(-1)!.on : approvals[0]!.on,
        until: untilDay,
        permissions: [
          {
            provider,
            recipient,
            purpose: casePurposes[kind as CaseKind],
            categories,
            fields: Object.fromEntries(fields.map((path) => [path, {}])),
          },
        ],
      },
    ],
  };
  const path = `${casesFolder}${id}.yaml`;
  const content = JSON.stringify({ path, document });
  return { path, content, hash: createHash('sha256').update(content, 'utf8').digest('hex') };
}
