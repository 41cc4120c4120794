/**
 * The schemas that a text editor uses while somebody types: those that the register is checked with, in which every place
 * for a name lists the names that this register knows, each with its title. `register check` knows more rules than these.
 */
import { registerSchemas, type RegisterSource } from '#register';

type Schema = { readonly [key: string]: unknown };

interface Choice {
  readonly value: string;
  readonly title: string;
}

/** Name inside `schemas/` to text. A test holds the repository's files to this; `register schemas` writes them elsewhere. */
export function editorSchemas(source: RegisterSource): ReadonlyMap<string, string> {
  const names = namesOf(source);
  const definitions: Record<string, Schema> = Object.fromEntries(
    Object.entries(names).map(([name, choices]) => [name, choice(choices)]),
  );
  return new Map(
    Object.entries(registerSchemas).map(([folder, schema]) => {
      // A case never stands among these files, and names nobody.
      const written = folder === 'cases' ? schema : enriched(schema, { names, definitions }, '');
      return [
        `${folder}.json`,
        `${JSON.stringify({ ...written, ...definitionsUsed(written, definitions) }, null, 2)}\n`,
      ];
    }),
  );
}

interface Context {
  readonly names: Names;
  readonly definitions: Record<string, Schema>;
}

type Names = Readonly<Record<string, readonly Choice[]>>;

/** By kind of name. Confidential instruments are none of an editor's business. */
function namesOf(source: RegisterSource): Names {
  const titled = (items: readonly { readonly id: string; readonly title: { readonly nl: string } }[]) =>
    items.map(({ id, title }) => ({ value: id, title: title.nl }));
  const field = ({ path, description }: RegisterSource['fields'][number]) => ({ value: path, title: description.nl });
  return {
    authority: titled(source.authorities),
    participant: source.participants.map(({ id, name }) => ({ value: id, title: name.nl })),
    role: titled(source.roles),
    purpose: titled(source.purposes),
    category: titled(source.categories),
    territory: titled(source.territories),
    instrument: titled(
      source.instruments.filter(({ confidential, case: person }) => !confidential && person === undefined),
    ),
    field: source.fields.map(field),
    code: source.fields.filter(({ type }) => type.kind === 'nis').map(field),
    duty: [
      { value: 'pseudonymise', title: 'Vervangen door een pseudoniem, per ontvanger en doel verschillend.' },
      { value: 'suppress', title: 'Mag worden aangeboden en wordt weggelaten.' },
      ...source.generalisations.map(({ name }) => ({
        value: `generalise:${name}`,
        title: `Vervangen door een klasse: ${name}.`,
      })),
    ],
    sure: [
      { value: 'seed', title: 'Staat in de privacyverklaringen waarmee het register begon.' },
      { value: 'assumed', title: 'Eigen reconstructie; laat alleen iets door in een demonstratie.' },
      ...source.sources.map(({ number, text }) => ({ value: `source:${number}`, title: text })),
    ],
  };
}

/** Which kind of name stands under a key of the register's files. */
const keys: Readonly<Record<string, string>> = {
  authority: 'authority',
  participant: 'participant',
  divisionOf: 'participant',
  role: 'role',
  purpose: 'purpose',
  reads: 'purpose',
  categories: 'category',
  category: 'category',
  set: 'territory',
  leaf: 'code',
  jointly: 'instrument',
  extends: 'instrument',
  replaces: 'instrument',
  duty: 'duty',
  sure: 'sure',
};

/** `key` is the property that the schema stands under. */
function enriched(schema: Schema, context: Context, key: string): Schema {
  const description = { ...(schema['description'] !== undefined && { description: schema['description'] }) };
  if (['provider', 'recipient', 'via', 'sender'].includes(key) && 'if' in schema) {
    const parties = [
      ref('participant'),
      roleParty,
      ...(JSON.stringify(schema).includes('"acceded"') ? [accededParty] : []),
    ];
    return { ...description, anyOf: [...parties, { type: 'array', minItems: 1, items: { anyOf: parties } }] };
  }
  if (key === 'roles' && schema['type'] === 'array') {
    const dated = (schema['items'] as Schema)['then'] as Schema;
    return { ...schema, items: { anyOf: [ref('role'), enriched(dated, context, '')] } };
  }
  if (key === 'fields' && 'minProperties' in schema && 'propertyNames' in schema) return fieldsMap(schema, context);
  const name = keys[key];
  if (name !== undefined && context.names[name]!.length > 0) {
    if (isName(schema)) return { ...description, ...ref(name) };
    if (schema['type'] === 'array' && isName(schema['items'])) return { ...schema, items: ref(name) };
    // One or a list of it.
    if ('if' in schema && isName(schema['else'])) {
      return { ...description, anyOf: [ref(name), { type: 'array', minItems: 1, items: ref(name) }] };
    }
  }
  return Object.fromEntries(Object.entries(schema).map(([keyword, part]) => [keyword, within(keyword, part, context)]));
}

function within(keyword: string, part: unknown, context: Context): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (keyword === 'properties') {
    return Object.fromEntries(
      Object.entries(part as Record<string, unknown>).map(([key, schema]) => [
        key,
        typeof schema === 'object' && schema !== null ? enriched(schema as Schema, context, key) : schema,
      ]),
    );
  }
  return ['items', 'additionalProperties', 'then', 'else'].includes(keyword)
    ? enriched(part as Schema, context, '')
    : part;
}

function isName(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && (schema as Schema)['type'] === 'string';
}

function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}

function choice(choices: readonly Choice[]): Schema {
  return {
    type: 'string',
    enum: choices.map(({ value }) => value),
    enumDescriptions: choices.map(({ title }) => title),
  };
}

const roleParty: Schema = {
  type: 'object',
  description: 'Ieder die de rol die dag heeft.',
  required: ['role'],
  additionalProperties: false,
  properties: { role: ref('role') },
};

const accededParty: Schema = {
  type: 'object',
  description: 'Wie tot dit instrument toetrad in deze hoedanigheid.',
  required: ['acceded'],
  additionalProperties: false,
  properties: { acceded: { type: 'string' } },
};

/** Every field as a key of its own, so that an editor can complete and explain it; `gezin.leden[].*` for what lies under. */
function fieldsMap(schema: Schema, context: Context): Schema {
  context.definitions['rule'] = enriched(schema['additionalProperties'] as Schema, context, '');
  const fields = context.names['field']!;
  const objects = new Set(
    fields.flatMap(({ value }) => {
      const steps = value.split('.');
      return steps.slice(1).map((_, n) => steps.slice(0, n + 1).join('.'));
    }),
  );
  const shorthand = [...objects].map((object) => ({ value: `${object}.*`, title: `Alle velden onder ${object}.` }));
  return {
    description: schema['description'],
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: Object.fromEntries(
      [...fields, ...shorthand].map(({ value, title }) => [value, { description: title, ...ref('rule') }]),
    ),
  };
}

/** Only the definitions that the schema leads to. */
function definitionsUsed(schema: Schema, definitions: Readonly<Record<string, Schema>>): Schema {
  const used = new Set<string>();
  const look = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/\$defs\/([a-z]+)"/g)) {
      if (used.has(name!)) continue;
      used.add(name!);
      look(definitions[name!]);
    }
  };
  look(schema);
  if (used.size === 0) return {};
  return { $defs: Object.fromEntries([...used].sort().map((name) => [name, definitions[name]])) };
}
