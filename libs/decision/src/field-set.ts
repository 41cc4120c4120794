/**
 * Sets of catalogue fields as words of bits: field `n` is bit `n % 32` of word `n / 32`. A set may be shorter than
 * another.
 */

export function hasField(set: Uint32Array, field: number): boolean {
  return (((set[field >>> 5] ?? 0) >>> (field & 31)) & 1) === 1;
}

export function addField(set: Uint32Array, field: number): void {
  const word = field >>> 5;
  set[word] = (set[word] ?? 0) | (1 << (field & 31));
}

/** Adds every member of `other`. */
export function addAll(set: Uint32Array, other: Uint32Array): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) | (other[word] ?? 0);
}

/** The members of `set` that are not in `other`, as a new set. */
export function without(set: Uint32Array, other: Uint32Array): Uint32Array {
  const left = new Uint32Array(set.length);
  for (let word = 0; word < set.length; word++) left[word] = (set[word] ?? 0) & ~(other[word] ?? 0);
  return left;
}

/** Whether every member of `part` is in `set`. */
export function covers(set: Uint32Array, part: Uint32Array): boolean {
  for (let word = 0; word < part.length; word++) if (((part[word] ?? 0) & ~(set[word] ?? 0)) !== 0) return false;
  return true;
}

/**
 * Whether every member of `part` is in the fields of one of `listings`. Allocates nothing: this is on the way of
 * every permit.
 */
export function coverTogether(listings: readonly { readonly fields: Uint32Array }[], part: Uint32Array): boolean {
  for (let word = 0; word < part.length; word++) {
    let left = part[word] ?? 0;
    for (let index = 0; left !== 0 && index < listings.length; index++) left &= ~(listings[index]?.fields[word] ?? 0);
    if (left !== 0) return false;
  }
  return true;
}

/** The members of `part` that none of `listings` has. */
export function uncoveredBy(listings: readonly { readonly fields: Uint32Array }[], part: Uint32Array): Uint32Array {
  return listings.reduce((left, { fields }) => without(left, fields), part);
}

export function overlaps(a: Uint32Array, b: Uint32Array): boolean {
  for (let word = 0; word < a.length; word++) if (((a[word] ?? 0) & (b[word] ?? 0)) !== 0) return true;
  return false;
}

export function isEmpty(set: Uint32Array): boolean {
  for (let word = 0; word < set.length; word++) if (set[word] !== 0) return false;
  return true;
}

export function sameFields(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let word = 0; word < a.length; word++) if (a[word] !== b[word]) return false;
  return true;
}

/** Field numbers in catalogue order. */
export function fieldsIn(set: Uint32Array): number[] {
  const fields: number[] = [];
  for (let word = 0; word < set.length; word++) {
    let bits = set[word] ?? 0;
    while (bits !== 0) {
      const bit = 31 - Math.clz32(bits & -bits);
      fields.push(word * 32 + bit);
      bits &= bits - 1;
    }
  }
  return fields;
}
