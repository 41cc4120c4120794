/** What a permission demands of a field before it may leave. `keep` is the absence of a demand. */
export type Duty =
  | { readonly kind: 'keep' }
  | { readonly kind: 'generalise'; readonly to: string }
  | { readonly kind: 'pseudonymise' }
  | { readonly kind: 'suppress' };

export const keep: Duty = Object.freeze({ kind: 'keep' });

const strictness: Record<Duty['kind'], number> = { keep: 0, generalise: 1, pseudonymise: 2, suppress: 3 };

/** The stricter of two duties: suppress, pseudonymise, generalise, keep. Two different generalisations are a register fault. */
export function stricter(a: Duty, b: Duty): Duty {
  return strictness[b.kind] > strictness[a.kind] ? b : a;
}

/** The duty as it is written at the edge: `pseudonymise`, `generalise:leeftijdsklasse`, `suppress`. */
export function dutyName(duty: Duty): string {
  return duty.kind === 'generalise' ? `generalise:${duty.to}` : duty.kind;
}
