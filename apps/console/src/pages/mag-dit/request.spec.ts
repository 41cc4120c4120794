import { askOf, composedOf, searchOf, type Composed } from './request';

const composed: Composed = {
  system: 'fod-financien',
  recipient: 'woondienst-izegem',
  purpose: 'opvolging-huur',
  category: 'huurder',
  fields: ['persoon.insz', 'gezin.leden[].insz'],
  territory: '',
  basis: 'fo-2009-14',
  provider: '',
  at: '2021-03-01',
};

describe('a composed request', () => {
  it('comes back from its address as it was', () => {
    expect(composedOf(new URLSearchParams(searchOf(composed).toString()))).toEqual(composed);
  });

  it('leaves out of its address what is not chosen', () => {
    expect(searchOf({ ...composed, fields: [], basis: '' }).toString()).toBe(
      'system=fod-financien&recipient=woondienst-izegem&purpose=opvolging-huur&category=huurder&at=2021-03-01',
    );
  });

  it('takes each field once, no more than control does, and no day that is none', () => {
    const many = Array.from({ length: 300 }, (_, n) => `a.b${n}`).join(',');
    expect(composedOf(new URLSearchParams({ fields: `${many},a.b1,,` })).fields).toHaveLength(200);
    expect(composedOf(new URLSearchParams({ fields: 'a,a,,a' })).fields).toEqual(['a']);
    expect(composedOf(new URLSearchParams({ at: 'gisteren' })).at).toBe('');
  });

  it('is asked only when whole', () => {
    expect(askOf(composed)).toEqual({
      system: 'fod-financien',
      recipient: 'woondienst-izegem',
      purpose: 'opvolging-huur',
      category: 'huurder',
      fields: composed.fields,
      basis: 'fo-2009-14',
      at: '2021-03-01',
    });
    for (const part of ['system', 'recipient', 'purpose', 'category'] as const) {
      expect(askOf({ ...composed, [part]: '' })).toBeUndefined();
    }
    expect(askOf({ ...composed, fields: [] })).toBeUndefined();
  });
});
