/** The catalogue's files to what the stages walk: numbered fields and a trie over property names. */
import type { Catalogue, CatalogueNode, Field, FieldType, Generalisation, LeafNode, ObjectNode } from './catalogue';
import type { FieldSource, FieldTypeSource, GeneralisationSource, RegisterSource } from './source';

export function compileCatalogue(
  source: Pick<RegisterSource, 'fields' | 'categories' | 'generalisations' | 'participants'>,
): Catalogue {
  const inner = source.categories.filter((category) => category.object !== undefined);
  const innerOf = (path: string) => {
    const index = inner.findIndex((category) => path.startsWith(`${category.object!}.`));
    return index === -1 ? undefined : index;
  };
  const participants = new Set(source.participants.map(({ id }) => id));
  const fields = source.fields.map((each, number) =>
    compileField(each, number, innerOf(each.path), compileType(each.type, participants)),
  );
  const numbers = new Map(fields.map((field) => [field.path, field.number]));
  const persons = new Map(
    inner.map(({ object }, innerCategory) => [object!, { inszField: numbers.get(`${object!}.insz`)!, innerCategory }]),
  );
  const leaves = fields.map((field) => ({ steps: field.path.split('.'), field }));
  return Object.freeze({
    fields,
    words: Math.ceil(fields.length / 32),
    innerCategories: inner.map((category) => category.id),
    root: objectNode('', leaves, persons),
    number: (path: string) => numbers.get(path),
    generalisations: new Map(source.generalisations.map((each) => [each.name, compileGeneralisation(each)])),
  });
}

interface Leaf {
  /** Steps of the path that remain below the node. */
  readonly steps: readonly string[];
  readonly field: Field;
}

type Persons = ReadonlyMap<string, NonNullable<ObjectNode['person']>>;

/** `path` is that of the object itself, as categories name it: `gezin.leden[]`. */
function objectNode(path: string, leaves: readonly Leaf[], persons: Persons): ObjectNode {
  const children = new Map<string, CatalogueNode>();
  const groups = Map.groupBy(leaves, (leaf) => leaf.steps[0]!);
  for (const [step, group] of groups) {
    const isList = step.endsWith('[]');
    const name = isList ? step.slice(0, -2) : step;
    const below = path === '' ? step : `${path}.${step}`;
    const item: ObjectNode | LeafNode =
      group[0]!.steps.length === 1
        ? { kind: 'leaf', field: group[0]!.field }
        : objectNode(
            below,
            group.map(({ steps, field }) => ({ steps: steps.slice(1), field })),
            persons,
          );
    children.set(name, isList ? { kind: 'list', item } : item);
  }
  return { kind: 'object', children, person: persons.get(path) };
}

function compileField(source: FieldSource, number: number, innerCategory: number | undefined, type: FieldType): Field {
  return {
    number,
    path: source.path,
    type,
    identifier: identifierOf(source.type.kind),
    innerCategory,
    dwelling: source.dwelling,
    description: source.description,
  };
}

/** The type says whether a leaf identifies: nobody can forget to mark one. */
function identifierOf(kind: FieldType['kind']): Field['identifier'] {
  switch (kind) {
    case 'insz':
      return 'person';
    case 'id':
      return 'entity';
    case 'email':
    case 'telephone':
      return 'contact';
    default:
      return undefined;
  }
}

function compileType(type: FieldTypeSource, participants: ReadonlySet<string>): FieldType {
  switch (type.kind) {
    case 'code':
      return { kind: 'code', codes: new Set(type.codes) };
    case 'participant':
      return { kind: 'participant', ids: participants };
    default:
      return type as Exclude<FieldType, { readonly kind: 'code' | 'participant' }>;
  }
}

function compileGeneralisation(source: GeneralisationSource): Generalisation {
  if (source.kind !== 'country') return source;
  const groups = new Map(
    Object.entries(source.groups).flatMap(([group, codes]) => codes.map((code) => [code, group] as const)),
  );
  return { kind: 'country', name: source.name, groups, other: source.other, unknown: source.unknown };
}
