import { instrument } from './instrument';
import { invariant } from './invariant';
import { authorities, categories, fields, participant, purposes, roles, sources, territory } from './others';
import type { JsonSchema } from './parts';

/** Folder of `protocols/` to the schema of its files. `sources.yaml` stands at the top. */
export const schemas = {
  authorities,
  cases: instrument,
  categories,
  fields,
  instruments: instrument,
  invariants: invariant,
  participants: participant,
  purposes,
  roles,
  sources,
  territories: territory,
} as const satisfies Record<string, JsonSchema>;

export type Folder = keyof typeof schemas;
