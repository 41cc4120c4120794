import type { Examination } from '#decision';
import { explainRequest, requestBlocks } from './request';
import { requestWords } from './request-words';
import { renderText } from './text';

const open = { from: '2015-01-01', until: undefined, demands: [], territory: undefined, held: [] } as const;
const examination: Examination = {
  none: undefined,
  record: 1,
  records: 3,
  fields: ['persoon.insz', 'persoon.naam', 'huur.start'],
  candidates: [
    {
      ...open,
      instrument: 'a-1',
      failed: [],
      held: ['expired'],
      lists: [{ field: 'persoon.insz', duty: 'pseudonymise' }],
      demands: ['open-file-recipient'],
    },
    {
      ...open,
      instrument: 'b-2',
      failed: ['outside-territory'],
      territory: 'gent',
      lists: [
        { field: 'persoon.insz', duty: 'keep' },
        { field: 'persoon.naam', duty: 'keep' },
      ],
    },
  ],
};

describe('the explanation of a request', () => {
  const explained = explainRequest(examination);
  const text = renderText(requestBlocks(explained, '2021-03-01'), 100);

  it('tells carried from blocked from not listed, field by field', () => {
    expect(explained.fields.map(({ verdict }) => verdict)).toEqual(['carried', 'blocked', 'not-listed']);
    expect(explained.fields[1]!.blockedBy).toEqual([{ instrument: 'b-2', failed: ['outside-territory'] }]);
  });

  it('says so in Dutch, with each condition that holds or fails, and which record it is about', () => {
    expect(text).toContain('(record 2 van 3)');
    expect(text).toContain('✓ a-1 (vervangen door een pseudoniem)');
    expect(text).toContain('✗ b-2 noemt het, maar: buiten het gebied');
    expect(text).toContain('✗ geen van deze toelatingen noemt het');
    expect(text).toContain('✗ buiten het gebied gent');
    expect(text).toContain('? wie krijgt moet een open dossier over de persoon hebben');
  });

  it('says in English all that it says in Dutch, with no word of Dutch left', () => {
    const [first] = examination.candidates;
    const failed = ['draft', 'expired', 'unconfirmed'] as const;
    const demands = ['consent', 'do-not-contact', 'open-file-provider'] as const;
    const candidates = [...examination.candidates, { ...first!, failed, held: ['outside-eea' as const], demands }];
    const [dutch, english] = (['nl', 'en'] as const).map((language) =>
      renderText(requestBlocks(explainRequest({ ...examination, candidates }), '2021-03-01', language), 200),
    );
    expect(english!.split('\n')).toHaveLength(dutch!.split('\n').length);
    expect(english).toContain('on 1 March 2021 (record 2 of 3)');
    expect(english).toContain('✓ a-1 (replaced by a pseudonym)');
    expect(english).not.toMatch(/\b(?:de|het|een|geen|niet|van|voor|wie|noemt|geldt|tot|en|over)\b/);
  });

  it('has an English word for each condition and demand that it has a Dutch one for', () => {
    const { nl, en } = requestWords;
    expect(Object.keys(en.conditions)).toEqual(Object.keys(nl.conditions));
    const said = [
      ...Object.values(en.conditions).flatMap(({ holds, fails }) => [holds, fails]),
      ...Object.values(en.demands),
    ];
    expect(said.length).toBeGreaterThan(25);
    for (const one of said) expect(one).not.toMatch(/\b(?:de|het|een|geen|niet|van|voor|wie|over|met|moet|mag)\b/);
  });

  it('says plainly that there is no permission at all', () => {
    const none = explainRequest({ ...examination, none: 'no-permission', candidates: [] });
    expect(renderText(requestBlocks(none, '2021-03-01'), 200)).toContain('Geen enkele toelating');
  });
});
