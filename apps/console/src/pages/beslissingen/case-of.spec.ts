import { caseOf, type CountedCase } from './case-of';
import type { DecisionRecord } from './record';

describe('the case of a denial', () => {
  const record = {
    system: 'dossier',
    recipient: 'vlabinvest',
    purpose: 'toewijzing-vlabinvest',
    nearest: 'rr-2013-48',
  } as DecisionRecord;
  const one: CountedCase = {
    id: '7',
    system: 'dossier',
    recipient: 'vlabinvest',
    purpose: 'toewijzing-vlabinvest',
    reason: 'field-not-permitted',
    fields: ['persoon.geslacht'],
    instrument: 'rr-2013-48',
  };
  const reason = { code: 'field-not-permitted', fields: ['persoon.geslacht'] };

  it('is of its system, parties, purpose, instrument, reason and fields', () => {
    expect(caseOf(record, reason, [one])?.id).toBe('7');
    const others: Partial<CountedCase>[] = [
      { system: 'huur' },
      { recipient: 'vmsw' },
      { purpose: null },
      { instrument: null },
      { reason: 'expired' },
      { fields: ['persoon.geslacht', 'persoon.naam'] },
    ];
    for (const other of others) expect(caseOf(record, reason, [{ ...one, ...other }])).toBeUndefined();
  });

  it('is one whatever the fields, where the reason is not mended field by field', () => {
    const expired = { code: 'expired', fields: ['persoon.naam'] };
    expect(caseOf(record, expired, [{ ...one, reason: 'expired', fields: [] }])?.id).toBe('7');
  });
});
