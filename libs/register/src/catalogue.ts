/**
 * The field catalogue as the stages use it: every leaf that may occur in a record, its type, and a trie over property
 * names, so that a record is walked once and each leaf becomes a number.
 */
export interface Catalogue {
  /** All fields; a field's number is its place here. Stable within one register version only. */
  readonly fields: readonly Field[];
  /** Words in a field set (`Uint32Array`): fields / 32, rounded up. */
  readonly words: number;
  /** Categories that people inside a record have (`gezinslid`, `partner`, `kind`); bit n of a category set. */
  readonly innerCategories: readonly string[];
  /** Top of the trie: what a record may hold. */
  readonly root: ObjectNode;
  /** Number of a path such as `gezin.leden[].insz`, or undefined. */
  number(path: string): number | undefined;
  /** Generalisations by name, with their bounds from the catalogue files. */
  readonly generalisations: ReadonlyMap<string, Generalisation>;
}

export type CatalogueNode = ObjectNode | ListNode | LeafNode;

export interface ObjectNode {
  readonly kind: 'object';
  readonly children: ReadonlyMap<string, CatalogueNode>;
  /** Set where each such object is a person other than the root: number of its INSZ field and index of its inner category. */
  readonly person: { readonly inszField: number; readonly innerCategory: number } | undefined;
}

/** A JSON array: of objects (`gezin.leden[]`) or of leaves (`premie.ontbrekendeStukken[]`). */
export interface ListNode {
  readonly kind: 'list';
  readonly item: ObjectNode | LeafNode;
}

export interface LeafNode {
  readonly kind: 'leaf';
  readonly field: Field;
}

export interface Field {
  readonly number: number;
  readonly path: string;
  readonly type: FieldType;
  /**
   * `person`: an INSZ, which names a data subject of the record. `entity`: an id of a household or dwelling.
   * `contact`: reaches a person. Undefined: no identifier.
   */
  readonly identifier: 'person' | 'entity' | 'contact' | undefined;
  /** Index of the inner category whose person this leaf is about, or undefined: about the root person or the dwelling. */
  readonly innerCategory: number | undefined;
  /** Whether a record about a `woning` may hold it. */
  readonly dwelling: boolean;
  readonly description: { readonly nl: string };
}

export type FieldType =
  | { readonly kind: 'insz' }
  | { readonly kind: 'text'; readonly charactersMax: number }
  | { readonly kind: 'code'; readonly codes: ReadonlySet<string> }
  | { readonly kind: 'date'; readonly partial: boolean }
  | { readonly kind: 'year' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'nis' }
  | { readonly kind: 'country' }
  | { readonly kind: 'id' }
  /** A participant of the register by its id: any other text could be anything, also where texts may not go. */
  | { readonly kind: 'participant'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'email' }
  | { readonly kind: 'telephone' };

/**
 * A catalogue function that coarsens a value. The shapes are code, the bounds are data:
 * `age` maps a birth date to an age class on the decision's Brussels date, `year` and `quarter` cut a date,
 * `amount` maps an integer to a band, `country` maps a country code to a group.
 */
export type Generalisation =
  | { readonly kind: 'age'; readonly name: string; readonly lowerBounds: readonly number[]; readonly unknown: string }
  | { readonly kind: 'year'; readonly name: string; readonly unknown: string | undefined }
  | { readonly kind: 'quarter'; readonly name: string }
  | {
      readonly kind: 'amount';
      readonly name: string;
      readonly first: number;
      readonly step: number;
      readonly last: number;
    }
  | {
      readonly kind: 'country';
      readonly name: string;
      readonly groups: ReadonlyMap<string, string>;
      readonly other: string;
      readonly unknown: string;
    };
