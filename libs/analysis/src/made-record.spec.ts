import { smallCatalogue, setOf } from '../../../test/support/small-register';
import { makeRecord } from './made-record';

describe('makeRecord', () => {
  it('writes each leaf where its path says, and tells fields of the catalogue from other names', () => {
    const made = makeRecord(smallCatalogue, [
      ['gezin.leden[].insz', '1'],
      ['persoon.vreemd', '2'],
      ['gezin.leden[].naam', '3'],
      ['persoon.nis', undefined],
    ]);
    expect(made.data).toEqual({ gezin: { leden: [{ insz: '1', naam: '3' }] } });
    expect(made.fields).toEqual(setOf(['gezin.leden[].insz', 'gezin.leden[].naam', 'persoon.nis']));
    expect(made.known.map(({ path }) => path)).toEqual(['gezin.leden[].insz', 'gezin.leden[].naam', 'persoon.nis']);
    expect(made.unknown).toEqual(['persoon.vreemd']);
  });
});
