/**
 * Pieces that the schemas share. Descriptions are Dutch: editors show them to the people who write the files. A `$comment` is
 * English: it is the hint of the fault, as the rest of it is.
 */
export type JsonSchema = { readonly [key: string]: unknown };

export const id = {
  type: 'string',
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  maxLength: 60,
  description: 'Kleine letters, cijfers en streepjes, zoals `vtc-2015-9`.',
  $comment: 'use lower case letters, digits and hyphens, as in `vtc-2015-9`',
} as const;

/** `fields` paths: `persoon.insz`, `gezin.leden[].insz`. */
export const leaf = {
  type: 'string',
  pattern: '^[a-z][A-Za-z0-9]*(\\[\\])?(\\.[a-z][A-Za-z0-9]*(\\[\\])?)*$',
  maxLength: 120,
} as const;

export const date = {
  type: 'string',
  format: 'date',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: 'Belgische kalenderdag, jjjj-mm-dd.',
} as const;

export const from = { ...date, description: 'Eerste dag waarop het geldt.' } as const;
export const until = {
  ...date,
  description: 'Eerste dag waarop het niet meer geldt; weglaten als geen einde bekend is.',
} as const;

export const sure = {
  type: 'string',
  pattern: '^(seed|assumed|source:[1-9][0-9]{0,3})$',
  description:
    'Hoe zeker: `seed` (uitgangsteksten), `source:N` (openbare bron N van sources.yaml) of `assumed` (eigen reconstructie; laat alleen iets door in een demonstratie).',
  $comment: 'write `seed`, `source:4` with a number of `sources.yaml`, or `assumed`',
} as const;

export const sureOf = {
  type: 'object',
  maxProperties: 40,
  propertyNames: { pattern: '^[a-zA-Z]+$' },
  additionalProperties: sure,
  description: 'Herkomst van één feit van dit niveau, bij naam: `{ categories: assumed }`.',
} as const;

export const line = {
  type: 'string',
  minLength: 1,
  maxLength: 2000,
  // No control characters, and none that turn the direction of what a reader sees.
  pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$',
} as const;

/** Two people and a source: what lifts `assumed` from the part that carries it. */
export function confirmed(what: string): JsonSchema {
  return {
    type: 'object',
    required: ['on', 'by', 'source'],
    additionalProperties: false,
    properties: {
      on: date,
      by: {
        type: 'array',
        minItems: 2,
        maxItems: 10,
        uniqueItems: true,
        items: line,
        $comment: 'two different people must have looked it up, each by name',
      },
      source: { type: 'integer', minimum: 1, maximum: 9999 },
    },
    description: `Twee mensen hebben in een bron van sources.yaml nagekeken ${what}.`,
  };
}

export const text = {
  type: 'object',
  required: ['nl'],
  additionalProperties: false,
  properties: { nl: line },
} as const;

export const notes = {
  type: 'array',
  maxItems: 50,
  description: 'Wat een lezer moet weten en de machine niet afdwingt.',
  items: { type: 'object', required: ['nl'], additionalProperties: false, properties: { nl: line, sure } },
} as const;

/** One or a list of it, without `anyOf`, whose faults nobody can read. */
export function oneOrMore(item: JsonSchema, description: string): JsonSchema {
  return {
    description,
    if: { type: 'array' },
    then: { type: 'array', minItems: 1, maxItems: 200, items: item },
    else: item,
  };
}

export const party: JsonSchema = {
  description: 'Een deelnemer (`leiedal`), een rol (`{ role: shm }`) of wie toetrad (`{ acceded: aanbieder }`).',
  if: { type: 'object' },
  then: {
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
    properties: { role: id, acceded: id },
  },
  else: id,
};

/** An object keyed by id, as `purposes/` and `fields/` use. */
export function mapOf(key: JsonSchema, value: JsonSchema): JsonSchema {
  return { type: 'object', maxProperties: 5000, propertyNames: key, additionalProperties: value };
}

export function file(title: string, description: string, schema: JsonSchema): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    description,
    type: 'object',
    additionalProperties: false,
    ...schema,
  };
}
