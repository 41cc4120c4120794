import type { Catalogue, CatalogueNode, Field } from '#register';

/** The catalogue's trie with the path of every node, so that a path is only looked up when there is a fault to name. */
export type Plan = PlanObject | PlanList | PlanLeaf;

export interface PlanObject {
  readonly kind: 'object';
  readonly path: string;
  readonly children: ReadonlyMap<string, Plan>;
  /** Set where each such object is a person other than the root. */
  readonly person: PlanPerson | undefined;
}

export interface PlanPerson {
  readonly inszField: number;
  /** Name of the property that holds the INSZ. */
  readonly inszKey: string;
  readonly category: string;
  /** Bit of the category in a set of inner categories. */
  readonly bit: number;
}

export interface PlanList {
  readonly kind: 'list';
  readonly path: string;
  readonly item: PlanObject | PlanLeaf;
}

export interface PlanLeaf {
  readonly kind: 'leaf';
  readonly path: string;
  readonly field: Field;
  readonly word: number;
  readonly bit: number;
}

export interface CataloguePlan {
  readonly root: PlanObject;
  readonly words: number;
  /** INSZ of the root person, as a rule. */
  readonly rootInsz:
    { readonly field: number; readonly path: string; readonly holder: string; readonly key: string } | undefined;
  /** Objects at the top that are persons of their own: by category, for records whose root person they are. */
  readonly topPersons: ReadonlyMap<
    string,
    { readonly name: string; readonly node: PlanObject; readonly person: PlanPerson }
  >;
}

const plans = new WeakMap<Catalogue, CataloguePlan>();

/** The plan of a catalogue, made once for each register version. */
export function planOf(catalogue: Catalogue): CataloguePlan {
  let plan = plans.get(catalogue);
  if (plan === undefined) {
    plan = makePlan(catalogue);
    plans.set(catalogue, plan);
  }
  return plan;
}

const rootInszPath = 'persoon.insz';

function makePlan(catalogue: Catalogue): CataloguePlan {
  const root = planNode(catalogue, catalogue.root, '') as PlanObject;
  const topPersons = new Map<string, { name: string; node: PlanObject; person: PlanPerson }>();
  for (const [name, node] of root.children) {
    if (node.kind === 'object' && node.person !== undefined) {
      topPersons.set(node.person.category, { name, node, person: node.person });
    }
  }
  const field = catalogue.number(rootInszPath);
  return {
    root,
    words: catalogue.words,
    rootInsz: field === undefined ? undefined : { field, path: rootInszPath, holder: 'persoon', key: 'insz' },
    topPersons,
  };
}

function planNode(catalogue: Catalogue, node: CatalogueNode, path: string): Plan {
  switch (node.kind) {
    case 'leaf':
      return {
        kind: 'leaf',
        path,
        field: node.field,
        word: node.field.number >>> 5,
        bit: 1 << (node.field.number & 31),
      };
    case 'list':
      return { kind: 'list', path, item: planNode(catalogue, node.item, `${path}[]`) as PlanObject | PlanLeaf };
    case 'object': {
      const prefix = path === '' ? '' : `${path}.`;
      const children = new Map<string, Plan>();
      for (const [name, child] of node.children) children.set(name, planNode(catalogue, child, prefix + name));
      return { kind: 'object', path, children, person: planPerson(catalogue, node.person) };
    }
  }
}

function planPerson(
  catalogue: Catalogue,
  person: { readonly inszField: number; readonly innerCategory: number } | undefined,
): PlanPerson | undefined {
  if (person === undefined) return undefined;
  const path = catalogue.fields[person.inszField]!.path;
  return {
    inszField: person.inszField,
    inszKey: path.slice(path.lastIndexOf('.') + 1),
    category: catalogue.innerCategories[person.innerCategory]!,
    bit: 1 << person.innerCategory,
  };
}
