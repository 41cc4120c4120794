import type { CompiledRegister } from '#register';

/** What stands in until the first register is published: it knows nothing, so that everything is denied. */
export const emptyRegister: CompiledRegister = {
  version: 0,
  catalogue: {
    fields: [],
    words: 0,
    innerCategories: [],
    root: { kind: 'object', children: new Map(), person: undefined },
    number: () => undefined,
    generalisations: new Map(),
  },
  participants: new Map(),
  systems: new Map(),
  purposes: new Map(),
  categories: new Set<string>(),
  instruments: new Map(),
  permissions: () => [],
  flows: () => [],
};
