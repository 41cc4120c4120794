export interface FieldGroup<Field> {
  /** `persoon.hoofdverblijfplaats`: what its fields' paths have in common. */
  readonly path: string;
  readonly title: string;
  readonly fields: readonly Field[];
}

/** Fields by the object that they stand in, in the order of the catalogue. */
export function groupsOf<Field extends { readonly path: string }>(fields: readonly Field[]): FieldGroup<Field>[] {
  const groups = new Map<string, Field[]>();
  for (const field of fields) {
    const path = field.path.slice(0, Math.max(0, field.path.lastIndexOf('.')));
    const group = groups.get(path) ?? [];
    group.push(field);
    groups.set(path, group);
  }
  return [...groups].map(([path, members]) => ({ path, title: titleOf(path), fields: members }));
}

/** `socialeZekerheid.leefloon` as one reads it: `Sociale zekerheid › leefloon`. */
export function titleOf(path: string): string {
  const words = path
    .replaceAll('[]', '')
    .split('.')
    .map((part) => part.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())
    .join(' › ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
