import { groupsOf, titleOf } from './groups';

describe('groups of fields', () => {
  it('hold what stands in one object, in the order of the catalogue', () => {
    const paths = ['persoon.insz', 'persoon.overlijden.datum', 'persoon.naam', 'gezin.leden[].insz'];
    expect(groupsOf(paths.map((path) => ({ path }))).map(({ path, fields }) => [path, fields.length])).toEqual([
      ['persoon', 2],
      ['persoon.overlijden', 1],
      ['gezin.leden[]', 1],
    ]);
  });

  it('are named in words', () => {
    expect(titleOf('socialeZekerheid.leefloon')).toBe('Sociale zekerheid › leefloon');
    expect(titleOf('gezin.leden[]')).toBe('Gezin › leden');
  });
});
