import type { FieldRule, FieldSource } from '#register';
import type { Named } from './names';

/** What a released identifier tells beside itself. */
export interface Revealed {
  /** The INSZ: path and name. */
  readonly by: Named;
  /** Catalogue fields that it gives away: birth date and sex of the same person, where the catalogue has them. */
  readonly fields: readonly Named[];
}

/**
 * An INSZ is made of birth date and sex, so whoever gets it gets both, listed or not. Only where it leaves as it is: a
 * pseudonym tells neither.
 */
export function revealedBy(rules: readonly FieldRule[], catalogue: readonly FieldSource[]): Revealed[] {
  const known = new Map(catalogue.map((field) => [field.path, field]));
  const named = (path: string): Named => ({ id: path, title: known.get(path)!.description.nl });
  return rules
    .filter(({ path, duty }) => duty.kind === 'keep' && known.get(path)?.type.kind === 'insz')
    .map(({ path }) => ({
      by: named(path),
      fields: ['geboortedatum', 'geslacht']
        .map((leaf) => `${path.slice(0, path.lastIndexOf('.') + 1)}${leaf}`)
        .filter((sibling) => known.has(sibling))
        .map(named),
    }));
}
