/** The names of a register, to pick from: what a request can be composed of. */
import type { FieldTypeSource, RegisterSource } from '#register';

export interface Vocabulary {
  readonly participants: readonly { readonly id: string; readonly name: string; readonly systems: readonly string[] }[];
  readonly purposes: readonly { readonly id: string; readonly name: string; readonly statistical: boolean }[];
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  readonly fields: readonly { readonly path: string; readonly name: string; readonly type: FieldTypeSource['kind'] }[];
  readonly instruments: readonly { readonly id: string; readonly title: string }[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  /** Municipalities that some territory names, by NIS code. */
  readonly territories: readonly { readonly code: string; readonly name: string }[];
}

/** `source` is without cases. `systems` are those that may send. */
export function vocabularyOf(source: RegisterSource): Vocabulary {
  const named = ({ id, title }: { readonly id: string; readonly title: { readonly nl: string } }) => ({
    id,
    name: title.nl,
  });
  const municipalities = new Map(
    source.territories.flatMap(({ members }) => members.map(({ nis, name }) => [nis, name] as const)),
  );
  return {
    participants: source.participants.map(({ id, name, systems }) => ({
      id,
      name: name.nl,
      systems: systems.filter(({ sends }) => sends).map((system) => system.id),
    })),
    purposes: source.purposes.map((purpose) => ({ ...named(purpose), statistical: purpose.statistical })),
    categories: source.categories.map(named),
    fields: source.fields.map(({ path, description, type }) => ({ path, name: description.nl, type: type.kind })),
    instruments: source.instruments.map(({ id, title }) => ({ id, title: title.nl })),
    roles: source.roles.map(named),
    territories: [...municipalities].map(([code, name]) => ({ code, name })).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
