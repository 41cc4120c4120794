import type { FieldRule, FieldSource } from '#register';

/** What a released identifier tells beside itself. */
export interface Revealed {
  /** Path of the INSZ. */
  readonly by: string;
  /** Catalogue fields that it gives away: birth date and sex of the same person, where the catalogue has them. */
  readonly fields: readonly string[];
}

/**
 * An INSZ is made of birth date and sex, so whoever gets it gets both, listed or not. Only where it leaves as it is: a
 * pseudonym tells neither.
 */
export function revealedBy(rules: readonly FieldRule[], catalogue: readonly FieldSource[]): Revealed[] {
  const known = new Map(catalogue.map((field) => [field.path, field]));
  return rules
    .filter(({ path, duty }) => duty.kind === 'keep' && known.get(path)?.type.kind === 'insz')
    .map(({ path }) => ({
      by: path,
      fields: ['geboortedatum', 'geslacht']
        .map((leaf) => `${path.slice(0, path.lastIndexOf('.') + 1)}${leaf}`)
        .filter((sibling) => known.has(sibling)),
    }));
}
