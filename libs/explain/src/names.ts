import type { RegisterSource } from '#register';

/** An id with what officers call it. */
export interface Named {
  readonly id: string;
  readonly title: string;
}

/** Dutch names of everything that a register gives an id. What it does not know is called by its id. */
export interface Names {
  readonly participant: (id: string) => string;
  readonly role: (id: string) => string;
  readonly purpose: (id: string) => string;
  readonly category: (id: string) => string;
  readonly authority: (id: string) => string;
  readonly territory: (id: string) => string;
  readonly field: (path: string) => string;
  readonly instrument: (id: string) => string;
}

/** What a municipality is called in the register's territories, by its NIS code. */
export function municipalityIn({ territories }: RegisterSource): (nis: string) => string {
  const names = new Map(territories.flatMap(({ members }) => members.map(({ nis, name }) => [nis, name] as const)));
  return (nis) => names.get(nis) ?? nis;
}

export function namesOf(source: RegisterSource): Names {
  const lookup = (entries: Iterable<readonly [string, string]>) => {
    const names = new Map(entries);
    return (id: string) => names.get(id) ?? id;
  };
  const titled = (items: readonly { readonly id: string; readonly title: { readonly nl: string } }[]) =>
    lookup(items.map(({ id, title }) => [id, title.nl] as const));
  return {
    participant: lookup(source.participants.map(({ id, name }) => [id, name.nl] as const)),
    role: titled(source.roles),
    purpose: titled(source.purposes),
    category: titled(source.categories),
    authority: titled(source.authorities),
    territory: titled(source.territories),
    field: lookup(source.fields.map(({ path, description }) => [path, description.nl] as const)),
    instrument: titled(source.instruments),
  };
}
