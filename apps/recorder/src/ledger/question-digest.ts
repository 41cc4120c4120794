import { hash } from 'node:crypto';
import { hadStaleFacts, isAskable, type RecordedQuestion, type RecordedShape } from '#contract';

/**
 * What tells a question from all others: 32 hexadecimal digits of SHA-256 over all that an answer rests on beside the register
 * and the day. Requests of the same are answered alike by any register, so a month of them is decided by deciding each
 * question once. No value and no person is part of it. Undefined where nothing was decided, or too little is kept.
 */
export function questionDigest(record: RecordedQuestion): string | undefined {
  if (!isReadable(record) || !isAskable(record)) return undefined;
  const { system, mode, recipient, purpose, provider, category, territory, asked, fields, shapes, demonstration } =
    record;
  const factsStale = hadStaleFacts(record);
  // Parts by name, so that one that is missing is unlike one that is empty.
  const text = JSON.stringify({
    system,
    mode,
    recipient,
    purpose,
    provider,
    category,
    territory,
    asked,
    fields,
    shapes: uncounted(shapes),
    demonstration,
    factsStale,
  });
  return hash('sha256', text, 'hex').slice(0, digestDigits);
}

const digestDigits = 32;

type Shapes = readonly RecordedShape[];

/** How many records are of a shape is the one thing that an answer does not depend on. */
function uncounted(shapes: Shapes): Shapes {
  if (shapes.every(({ count }) => count === undefined)) return shapes;
  return shapes.map(({ count: _count, ...shape }) => shape);
}

/** A record comes from outside: one of another make must stop neither its recorder nor who decides it again. */
function isReadable({ mode, category, territory, fields, shapes, demonstration }: RecordedQuestion): boolean {
  const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
  return (
    isText(mode) &&
    isText(category) &&
    isText(territory) &&
    isList(fields, 'string') &&
    Array.isArray(shapes) &&
    shapes.every(isShape) &&
    typeof demonstration === 'boolean'
  );
}

function isShape(value: unknown): value is RecordedShape {
  if (typeof value !== 'object' || value === null) return false;
  const { count, fields, inner, faults, failed, inside } = value as RecordedShape;
  return (
    (count === undefined || typeof count === 'number') &&
    isList(fields, 'number') &&
    isList(inner, 'string') &&
    isList(faults, 'string') &&
    isList(failed, 'string') &&
    (inside === undefined ||
      (typeof inside === 'object' &&
        inside !== null &&
        Object.values(inside).every((ids: unknown) => ids !== undefined && isList(ids, 'string'))))
  );
}

function isList(value: unknown, of: 'string' | 'number'): boolean {
  return value === undefined || (Array.isArray(value) && value.every((each) => typeof each === of));
}
