import { useMemo } from 'react';
import { useRead } from '../api/query';

/** What the active register calls things, as `GET /register/vocabulary` gives it. */
export interface Vocabulary {
  readonly participants: readonly { readonly id: string; readonly name: string; readonly systems: readonly string[] }[];
  readonly purposes: readonly { readonly id: string; readonly name: string; readonly statistical: boolean }[];
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  readonly fields: readonly { readonly path: string; readonly name: string; readonly type: string }[];
  readonly instruments: readonly { readonly id: string; readonly title: string }[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly territories: readonly { readonly code: string; readonly name: string }[];
}

/** Names by id. Whatever has none, or none yet, is called by its id. */
export interface Names {
  participant(id: string): string;
  purpose(id: string): string;
  category(id: string): string;
  field(path: string): string;
  instrument(id: string): string;
  role(id: string): string;
  /** `Asse (23002)`. */
  municipality(nis: string): string;
  /** Whose system it is. */
  ownerOf(system: string): string | undefined;
}

export function useVocabulary(): Vocabulary | undefined {
  return useRead<Vocabulary>('/register/vocabulary', { staleMs: 300_000 }).data;
}

export function useNames(): Names {
  const vocabulary = useVocabulary();
  return useMemo(() => namesIn(vocabulary), [vocabulary]);
}

export function namesIn(vocabulary: Vocabulary | undefined): Names {
  const {
    participants = [],
    purposes = [],
    categories = [],
    fields = [],
    instruments = [],
    roles = [],
    territories = [],
  } = vocabulary ?? {};
  const named = (all: readonly { id: string; name: string }[]): ((id: string) => string) => {
    const names = new Map(all.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? id;
  };
  const owners = new Map(participants.flatMap(({ id, systems }) => systems.map((system) => [system, id])));
  return {
    participant: named(participants),
    purpose: named(purposes),
    category: named(categories),
    field: named(fields.map(({ path, name }) => ({ id: path, name }))),
    instrument: named(instruments.map(({ id, title }) => ({ id, name: title }))),
    role: named(roles),
    municipality: (nis) => {
      const name = territories.find(({ code }) => code === nis)?.name;
      return name === undefined ? nis : `${name} (${nis})`;
    },
    ownerOf: (system) => owners.get(system),
  };
}
