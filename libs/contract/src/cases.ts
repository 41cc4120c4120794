/**
 * Kinds of instruments about one person, each with the one purpose that it can serve: a legal duty, data portability (GDPR
 * art. 20), a vital interest (art. 6(1)(d)).
 */
export const casePurposes = {
  'legal-duty': 'wettelijke-verplichting',
  portability: 'overdraagbaarheid',
  'vital-interest': 'vitaal-belang',
} as const;

export type CaseKind = keyof typeof casePurposes;

export function isCasePurpose(purpose: string): boolean {
  return Object.values<string>(casePurposes).includes(purpose);
}
