import type { Carriage, Clock, Duty, ExchangeRequest } from '#contract';
import type { Catalogue, CatalogueNode, Field, LeafNode, ObjectNode } from '#register';
import { generalise } from './generalise';
import { findLeak, type Hidden } from './leak';
import { TransformFault } from './fault';

export { TransformFault } from './fault';

export interface TransformInput {
  readonly request: ExchangeRequest;
  /** Which record of the request. */
  readonly record: number;
  readonly carriage: Carriage;
  readonly statistical: boolean;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  /** Pseudonym of an identifier in the recipient's domain; throws where its key is missing. */
  readonly pseudonym: (identifier: string) => string;
  /** Headers and key that the delivery will have: they leave too. */
  readonly headers: Readonly<Record<string, string>>;
  readonly key: string;
}

export type Transformed =
  | { readonly kind: 'delivery'; /** JSON text of what leaves. */ readonly value: string }
  | { readonly kind: 'failed'; readonly code: 'identifier-leak' };

/**
 * One record after its obligations (GDPR art. 5(1)(c), 25): a field to suppress is gone and leaves no empty object behind,
 * one to pseudonymise or generalise has its new value in the old place, all else is as it came, in the sender's order
 * without the sender's white space.
 *
 * INVARIANT(no-identifier-survives): no value of an identifier of this record that was suppressed, pseudonymised or
 * generalised occurs anywhere in what leaves; to a statistical recipient no INSZ of the record at all. Else the outcome is
 * `identifier-leak`.
 *
 * Throws `TransformFault` where an obligation cannot be carried out: the field is never passed as it is.
 */
export function transform(input: TransformInput): Transformed {
  const record = input.request.records[input.record];
  if (record === undefined) throw new TransformFault(`couldn't transform record ${input.record}: there is none`);
  if (!input.carriage.altered && !input.statistical) return { kind: 'delivery', value: JSON.stringify(record.data) };

  const work: Work = { input, hidden: { persons: new Set(), tokens: new Set() }, texts: [] };
  // A statistical recipient gets nobody's number, whatever the register says.
  if (input.statistical) for (const { insz } of record.persons) work.hidden.persons.add(insz);
  const data = alterObject(work, input.catalogue.root, record.data);
  const value = JSON.stringify(data ?? {});
  if (work.hidden.persons.size > 0 || work.hidden.tokens.size > 0) {
    for (const name in input.headers) work.texts.push(input.headers[name]!);
    work.texts.push(input.key);
    if (findLeak(work.hidden, work.texts)) return { kind: 'failed', code: 'identifier-leak' };
  }
  return { kind: 'delivery', value };
}

interface Work {
  readonly input: TransformInput;
  /** Identifiers that must not survive. */
  readonly hidden: Hidden;
  /** Every value that leaves, as text; names of properties and headers are ours. */
  readonly texts: string[];
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The object after its obligations; undefined where nothing of it is left. */
function alterObject(work: Work, node: ObjectNode, object: JsonObject): Record<string, unknown> | undefined {
  let altered: Record<string, unknown> | undefined;
  for (const key of Object.keys(object)) {
    const child = node.children.get(key);
    if (child === undefined)
      throw new TransformFault("couldn't transform a record: it has a field outside the catalogue");
    const value = alter(work, child, object[key]);
    if (value !== undefined) (altered ??= {})[key] = value;
  }
  return altered;
}

function alter(work: Work, node: CatalogueNode, value: unknown): unknown {
  switch (node.kind) {
    case 'leaf':
      return alterLeaf(work, node, value);
    case 'object':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misshapen();
      return alterObject(work, node, value as JsonObject);
    case 'list': {
      if (!Array.isArray(value)) throw misshapen();
      const items: unknown[] = [];
      for (const entry of value as readonly unknown[]) {
        const item = alter(work, node.item, entry);
        if (item !== undefined) items.push(item);
      }
      return items.length > 0 ? items : undefined;
    }
  }
}

function alterLeaf(work: Work, { field }: LeafNode, value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') throw misshapen();
  const duty = work.input.carriage.duties[field.number];
  if (duty === undefined) throw new TransformFault(`couldn't transform \`${field.path}\`: no permission carries it`);
  if (duty.kind !== 'keep' && field.identifier !== undefined) hide(work.hidden, field, String(value));
  const altered = carryOut(work.input, duty, field, value);
  if (altered !== undefined) work.texts.push(String(altered));
  return altered;
}

function carryOut(
  { catalogue, clock, pseudonym }: TransformInput,
  duty: Duty,
  field: Field,
  value: string | number | boolean,
): string | number | boolean | undefined {
  switch (duty.kind) {
    case 'keep':
      return value;
    case 'suppress':
      return undefined;
    case 'pseudonymise':
      return pseudonym(String(value));
    case 'generalise': {
      const generalisation = catalogue.generalisations.get(duty.to);
      if (generalisation === undefined) {
        throw new TransformFault(`couldn't generalise \`${field.path}\`: the catalogue has no \`${duty.to}\``);
      }
      return generalise(generalisation, value, clock.today);
    }
    default:
      // INVARIANT(default-deny): a duty that we don't know is not carried out by leaving it.
      throw new TransformFault(`couldn't transform \`${field.path}\`: its duty is not known`);
  }
}

function hide(hidden: Hidden, field: Field, value: string): void {
  (field.identifier === 'person' ? hidden.persons : hidden.tokens).add(value);
}

function misshapen(): TransformFault {
  return new TransformFault("couldn't transform a record: its shape is not the catalogue's");
}
