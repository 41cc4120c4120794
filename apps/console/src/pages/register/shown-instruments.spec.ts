import type { Instrument } from './answers';
import { shownInstruments } from './shown-instruments';

const instrument = (id: string, changes: Partial<Instrument> = {}): Instrument => ({
  id,
  kind: 'authorisation',
  authority: { id: 'vtc', title: 'Vlaamse Toezichtcommissie' },
  number: '9/2015',
  title: 'Gecodeerde gegevens',
  state: 'in-force',
  from: '2015-02-18',
  until: null,
  assumedFacts: 0,
  recipients: ['leiedal'],
  providers: ['woondienst-izegem'],
  ...changes,
});

const all = [
  instrument('vtc-2015-9'),
  instrument('prot-x', { state: 'draft', title: 'Een protocol', recipients: ['vmsw'] }),
];
const ids = (filters: Parameters<typeof shownInstruments>[1]) => shownInstruments(all, filters).map(({ id }) => id);

describe('shownInstruments', () => {
  it('shows all where nothing is asked', () => {
    expect(ids({})).toEqual(['vtc-2015-9', 'prot-x']);
  });

  it('narrows by state, and shows nothing for a state that there is not', () => {
    expect(ids({ state: 'draft' })).toEqual(['prot-x']);
    expect(ids({ state: 'anders' })).toEqual([]);
  });

  it('finds by title, number and party', () => {
    expect(ids({ q: 'protocol' })).toEqual(['prot-x']);
    expect(ids({ q: '9/2015 leiedal' })).toEqual(['vtc-2015-9']);
    expect(ids({ q: 'vmsw', state: 'in-force' })).toEqual([]);
  });
});
