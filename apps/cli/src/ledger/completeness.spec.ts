import { Positions } from '#ledger';
import { missingOfJournal } from './completeness';

describe("control's journal", () => {
  it('lacks what is not numbered on from 0, its first note included', () => {
    const positions = new Positions();
    expect(missingOfJournal(positions)).toEqual([]);
    for (const offset of [1, 2, 4]) positions.add({ topic: 'control', partition: 0, offset });
    positions.add({ topic: 'sluis.in.dossier', partition: 0, offset: 9 });
    expect(missingOfJournal(positions)).toEqual([
      { from: 0, to: 1 },
      { from: 3, to: 4 },
    ]);
  });
});
