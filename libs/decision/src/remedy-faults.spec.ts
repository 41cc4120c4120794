import type { ContentFault, ExchangeRequest, RequestRecord } from '#contract';
import type { Permission } from '#register';
import {
  contextOf,
  permissionOf,
  recordOf,
  requestOf,
  smallCatalogue,
  smallRegister,
} from '../../../test/support/small-register';
import { decide } from './decide';

const insz = 'gezin.leden[].insz';
const naam = 'gezin.leden[].naam';
const unknown = (path: string): ContentFault => ({ code: 'unknown-field', path });
const misshapen = (path: string): ContentFault => ({ code: 'invalid-value', path });
const at = (code: ContentFault['code'], path: string): ContentFault => ({
  code,
  path,
  field: smallCatalogue.number(path)!,
});

function record(paths: readonly string[], faults: readonly ContentFault[], root = 'person-0'): RequestRecord {
  return { ...recordOf(paths, root), faults, faultCount: faults.length };
}

function dropOf(
  records: readonly RequestRecord[],
  more: Partial<ExchangeRequest> = {},
  permissions: readonly Permission[] = [permissionOf()],
): readonly string[] | undefined {
  const asked = { ...requestOf([], more), records };
  return decide(asked, contextOf(smallRegister(permissions))).remedy.find((step) => 'drop' in step)?.drop;
}

describe('what a person without a valid number demands to be dropped', () => {
  const held = ['persoon.insz', 'persoon.naam', insz, naam];

  it('is all that is said of who lives in, and nothing where the root person is meant', () => {
    expect(dropOf([record(held, [at('invalid-identifier', insz)])])).toEqual([insz, naam]);
    expect(dropOf([record(held, [at('invalid-identifier', 'persoon.insz')])])).toBeUndefined();
  });

  it('is nothing where the person inside is the root of this record', () => {
    const asRoot = { ...record(held, [at('invalid-identifier', insz)]), innerCategories: 0 };
    expect(dropOf([asRoot])).toBeUndefined();
  });

  it('is nothing where the number has no place in the catalogue', () => {
    expect(dropOf([record(held, [{ code: 'invalid-identifier', path: 'bijnaam' }])])).toBeUndefined();
  });

  it('is only the name where the number is not there, and then not who lives in elsewhere', () => {
    const nameless = record(['persoon.insz', naam], [at('invalid-identifier', insz)]);
    expect(dropOf([{ ...nameless, persons: nameless.persons.slice(0, 1) }])).toEqual([naam]);
    const other = record(held, [], 'person-1');
    expect(dropOf([{ ...nameless, persons: nameless.persons.slice(0, 1) }, other])).toEqual([naam]);
  });

  it('is who lives in wherever the number goes, in other records too', () => {
    const nobody = record(['persoon.insz', insz], [at('invalid-identifier', insz)]);
    expect(dropOf([nobody, record(['persoon.insz', insz, naam], [], 'person-1')])).toEqual([insz, naam]);
  });

  it('takes one inner category along and leaves the other', () => {
    const both = record([...held, 'partner.insz', 'partner.naam'], [at('invalid-identifier', 'partner.insz')]);
    expect(dropOf([both])).toEqual(['partner.insz', 'partner.naam']);
  });
});

describe('what a record without anybody demands to be dropped', () => {
  const nobody = (faults: readonly ContentFault[]) => record(['huur.prijs', 'huur.start'], faults);
  const dwelling = [permissionOf({ categories: ['woning'] })];

  it('is nothing, unless it is about a dwelling', () => {
    expect(dropOf([nobody([unknown('bijnaam')])])).toBeUndefined();
    expect(dropOf([nobody([unknown('bijnaam')])], { category: 'woning' }, dwelling)).toEqual(['bijnaam']);
    expect(dropOf([nobody([at('invalid-value', 'huur.start')])], { category: 'woning' }, dwelling)).toEqual([
      'huur.start',
    ]);
  });

  it('may be the number of the root person where it is about a dwelling, and only there', () => {
    const held = ['persoon.insz', 'huur.prijs'];
    const listed = (category: string) => [permissionOf({ categories: [category], fields: ['huur.prijs'] })];
    expect(dropOf([recordOf(held)], { category: 'woning' }, listed('woning'))).toEqual(['persoon.insz']);
    expect(dropOf([recordOf(held)], { category: 'huurder' }, listed('huurder'))).toBeUndefined();
  });
});

describe('what a name at fault demands to be dropped', () => {
  const held = ['persoon.insz', 'persoon.naam', 'huur.prijs', insz, naam];

  it('is the object in the wrong shape, without the names and leaves below it', () => {
    expect(dropOf([record(held, [misshapen('gezin'), unknown('gezin.huisdier')])])).toEqual(['gezin']);
    expect(dropOf([record(held, [misshapen('gezin.leden'), unknown('gezin.leden[].huisdier')])])).toEqual([
      'gezin.leden',
    ]);
    expect(dropOf([record(held, [misshapen('huur'), unknown('huurprijs'), unknown('kot.huur.prijs')])])).toEqual([
      'huur',
      'huurprijs',
      'kot.huur.prijs',
    ]);
  });

  it('is an unknown name, whatever stands below it', () => {
    expect(dropOf([record(held, [unknown('kot'), unknown('kot.hoogte')])])).toEqual(['kot', 'kot.hoogte']);
  });

  it('is nothing where the object holds the number of somebody of whom a leaf stays', () => {
    const partner = record(['persoon.insz', 'partner.insz', 'partner.naam'], [misshapen('partner')]);
    expect(dropOf([partner])).toEqual(['partner']);
    expect(dropOf([record(['persoon.insz', 'persoon.naam'], [misshapen('persoon')])])).toBeUndefined();
  });

  it('comes after the leaves, in the order of the alphabet', () => {
    const faults = [unknown('zolder'), unknown('afdak'), at('invalid-value', 'persoon.naam')];
    expect(dropOf([record(held, faults)])).toEqual(['persoon.naam', 'afdak', 'zolder']);
  });

  it('is at most twenty with the leaves, and nothing where they are more', () => {
    const names = Array.from({ length: 19 }, (_, n) => unknown(`naam-${n}`));
    const first = record(held, [...names, at('invalid-value', 'persoon.naam')]);
    expect(dropOf([first])).toHaveLength(20);
    const second = record(held, [at('invalid-value', 'huur.prijs')], 'person-1');
    expect(dropOf([first, second])).toBeUndefined();
  });
});

describe('which of two drops is offered in mode `each`', () => {
  const held = ['persoon.insz', 'persoon.naam', 'huur.start', 'huur.prijs'];
  const offered = (one: readonly ContentFault[], other: readonly ContentFault[]) => {
    const records = [record(held, one), record(held, other, 'person-1')];
    const drops = [records, [...records].reverse()].map((order) => dropOf(order, { mode: 'each' }));
    expect(drops[0]).toEqual(drops[1]);
    return drops[0];
  };

  it('is the shorter one', () => {
    expect(offered([unknown('afdak'), unknown('berging')], [unknown('zolder')])).toEqual(['zolder']);
    expect(offered([at('invalid-value', 'persoon.naam'), unknown('afdak')], [unknown('zolder')])).toEqual(['zolder']);
  });

  it('is of one length the one whose first leaf comes first, and leaves before names', () => {
    const start = at('invalid-value', 'huur.start');
    const prijs = at('invalid-value', 'huur.prijs');
    const naamFault = at('invalid-value', 'persoon.naam');
    expect(offered([naamFault, prijs], [start, prijs])).toEqual(['persoon.naam', 'huur.prijs']);
    expect(offered([naamFault, start], [naamFault, prijs])).toEqual(['persoon.naam', 'huur.start']);
    expect(offered([naamFault, unknown('afdak')], [start, unknown('zolder')])).toEqual(['persoon.naam', 'afdak']);
    expect(offered([naamFault, unknown('zolder')], [start, unknown('afdak')])).toEqual(['persoon.naam', 'zolder']);
  });

  it('is of the same leaves the one whose names come first', () => {
    expect(offered([unknown('afdak')], [unknown('zolder')])).toEqual(['afdak']);
    expect(offered([unknown('a'), unknown('zb')], [unknown('a'), unknown('zc')])).toEqual(['a', 'zb']);
    const start = at('invalid-value', 'huur.start');
    expect(offered([start, unknown('afdak')], [start, unknown('zolder')])).toEqual(['huur.start', 'afdak']);
  });
});
