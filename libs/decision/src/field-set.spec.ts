import fc from 'fast-check';
import { runs } from '../../../test/support/effort';
import {
  addAll,
  addField,
  covers,
  coverTogether,
  fieldsIn,
  hasField,
  isEmpty,
  overlaps,
  sameFields,
  uncoveredBy,
  without,
} from './field-set';

/** Words of a set; another set may have more or fewer. */
const numbers = fc.uniqueArray(fc.oneof(fc.constantFrom(0, 31, 32, 63, 64), fc.nat(95)), { maxLength: 12 });
const one = fc.tuple(numbers, fc.constantFrom(1, 2, 3));

function setOf([fields, words]: readonly [readonly number[], number]): Uint32Array {
  const set = new Uint32Array(words);
  for (const field of fields) if (field >>> 5 < words) addField(set, field);
  return set;
}

const ascending = (fields: Iterable<number>) => [...fields].sort((a, b) => a - b);

/** Checks against sets of numbers, over pairs of sets that may differ in length. */
function likeSets(check: (a: Set<number>, b: Set<number>, as: Uint32Array, bs: Uint32Array) => void): void {
  fc.assert(
    fc.property(one, one, (a, b) => {
      const [as, bs] = [setOf(a), setOf(b)];
      check(new Set(fieldsIn(as)), new Set(fieldsIn(bs)), as, bs);
    }),
    { numRuns: runs(300) },
  );
}

describe('a set of fields', () => {
  it('has what was added to it, in catalogue order, and nothing else', () => {
    fc.assert(
      fc.property(numbers, (fields) => {
        const set = setOf([fields, 3]);
        expect(fieldsIn(set)).toEqual(ascending(fields));
        expect(
          Array.from({ length: 128 }, (_, field) => hasField(set, field) !== fields.includes(field)),
        ).not.toContain(true);
        expect(isEmpty(set)).toBe(fields.length === 0);
      }),
      { numRuns: runs(300) },
    );
  });

  it('loses what another has, and takes what another has as far as it is long', () => {
    likeSets((a, b, as, bs) => {
      expect(fieldsIn(without(as, bs))).toEqual(ascending([...a].filter((field) => !b.has(field))));
      const sum = as.slice();
      addAll(sum, bs);
      expect(fieldsIn(sum)).toEqual(ascending(new Set([...a, ...[...b].filter((field) => field < as.length * 32)])));
      expect(new Set(fieldsIn(as))).toEqual(a);
      expect(sum).toHaveLength(as.length);
    });
  });

  it('covers, overlaps and equals another as sets of numbers do', () => {
    likeSets((a, b, as, bs) => {
      expect(covers(as, bs)).toBe([...b].every((field) => a.has(field)));
      expect(overlaps(as, bs)).toBe([...a].some((field) => b.has(field)));
      expect(sameFields(as, bs)).toBe(as.length === bs.length && String(ascending(a)) === String(ascending(b)));
      expect(sameFields(as, as.slice())).toBe(true);
    });
  });

  it('is covered by several together exactly where nothing is left that none of them has', () => {
    fc.assert(
      fc.property(fc.array(one, { maxLength: 3 }), one, (texts, part) => {
        const listings = texts.map((text) => ({ fields: setOf(text) }));
        const set = setOf(part);
        const all = new Set(listings.flatMap(({ fields }) => fieldsIn(fields)));
        const left = fieldsIn(set).filter((field) => !all.has(field));
        expect(fieldsIn(uncoveredBy(listings, set))).toEqual(left);
        expect(coverTogether(listings, set)).toBe(left.length === 0);
      }),
      { numRuns: runs(300) },
    );
  });
});
