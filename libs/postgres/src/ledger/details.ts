/** The details of an entry, part by part in the order of its commitment: body, evidence, then each person. */
export interface LedgerDetails {
  readonly index: number;
  readonly kind: string;
  readonly decidedAt: Date;
  readonly parts: readonly ({ readonly salt: Buffer; readonly content: string } | { readonly erased: Buffer })[];
}
