import type { Examination } from '#decision';
import { explainRequest, requestBlocks } from './request';
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
    expect(text).toContain('✓ a-1 (pseudonymise)');
    expect(text).toContain('✗ b-2 noemt het, maar: buiten het gebied');
    expect(text).toContain('✗ geen van deze toestemmingen noemt het');
    expect(text).toContain('✗ buiten het gebied gent');
    expect(text).toContain('? wie krijgt moet een open dossier over de persoon hebben');
  });

  it('says plainly that there is no permission at all', () => {
    const none = explainRequest({ ...examination, none: 'no-permission', candidates: [] });
    expect(renderText(requestBlocks(none, '2021-03-01'), 200)).toContain('Geen enkele toestemming');
  });
});
