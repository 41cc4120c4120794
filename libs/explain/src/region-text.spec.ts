import type { Region } from '#analysis';
import { readProtocols } from '#protocols';
import { parseRegister } from '#register';
import { exampleLine, regionLines, regionNamesOf } from './region-text';

const verdict = {
  duty: 'pseudonymise',
  instruments: ['vtc-2015-9'],
  retention: 'P10Y',
  assumed: true,
  statistical: true,
} as Region['after'];

const region: Region = {
  kind: 'changed',
  recipients: ['leiedal'],
  purposes: ['lokaal-woonbeleid'],
  providers: ['woondienst-izegem'],
  fields: ['persoon.geslacht'],
  before: { ...verdict!, duty: 'keep', retention: 'unknown' },
  after: verdict,
  where: {
    senders: ['self', 'participant vmsw', 'system dossier'],
    bases: ['', 'vtc-2015-9'],
    categories: ['kandidaat-huurder'],
    ownObject: [],
    inside: ['gezinslid'],
    maybeInside: [],
    days: [
      { from: '2015-02-18', until: '2026-01-01' },
      { from: '2026-06-01', until: undefined },
    ],
    territory: { in: ['34022'], missing: true },
    leaves: { 'persoon.hoofdverblijfplaats.nis': { notIn: ['34022'], missing: false } },
    installation: 'operational',
    facts: { consent: 'holds', doNotContact: 'fails', provider: 'fails', recipient: 'holds' },
  },
};

const example = {
  system: 'dossier',
  recipient: 'leiedal',
  purpose: 'lokaal-woonbeleid',
  provider: undefined,
  basis: 'vtc-2015-9',
  category: 'kandidaat-huurder',
  territory: '34022',
  day: '2026-06-01',
  demonstration: true,
  facts: {},
  paths: ['persoon.geslacht'],
  value: {},
} as Parameters<typeof exampleLine>[0];

describe('a region of requests in words', () => {
  it('goes by ids for whoever keeps the files, and by names for whoever does not', async () => {
    const { source } = parseRegister(await readProtocols('protocols'));
    const names = regionNamesOf((path) => `naam van ${path}`, source!);
    expect(regionLines(region, { field: (path) => path })[0]).toBe(
      'aan leiedal, voor lokaal-woonbeleid, van woondienst-izegem',
    );
    const told = [...regionLines(region, names), exampleLine(example, names)].join('\n');
    expect(told).toContain(names.participant('leiedal'));
    expect(told).toContain('Kortrijk, of geen');
    expect(told).toContain('elke behalve Kortrijk');
    expect(told).toContain('op 1 juni 2026: naam van persoon.geslacht');
    expect(told).not.toMatch(/leiedal|lokaal-woonbeleid|woondienst-izegem|kandidaat-huurder|34022|ce_|2026-/);
  });

  it('says in English all that it says in Dutch, with no word of Dutch left', () => {
    const plain = { field: () => 'x', participant: () => 'x', purpose: () => 'x', category: () => 'x' };
    const told = (language: 'nl' | 'en') => [
      ...regionLines(region, plain, language),
      exampleLine(example, plain, language),
    ];
    expect(told('en')).toHaveLength(told('nl').length);
    expect(told('en').join('\n')).not.toMatch(
      /\b(?:de|het|een|geen|niet|van|voor|aan|nu|vroeger|waar|tot|vanaf|verstrekker|ontvanger|over|met|zoals|jaar)\b/,
    );
    expect(told('en')).toContain('from 18 February 2015 until 1 January 2026, from 1 June 2026');
  });
});
