import { Positions } from '#ledger';
import { journalCompleteness } from './completeness';

const missing = (positions: Positions, noted: number): object =>
  journalCompleteness(positions, { noted, now: noted }).missing;

describe("control's journal", () => {
  it('lacks what is not numbered on from 0, its first note included', () => {
    const positions = new Positions();
    expect(missing(positions, 0)).toEqual([]);
    for (const offset of [1, 2, 4]) positions.add({ topic: 'control', partition: 0, offset });
    positions.add({ topic: 'sluis.in.dossier', partition: 0, offset: 9 });
    const holes = [
      { from: 0, to: 1 },
      { from: 3, to: 4 },
    ];
    // A note that was made while the ledger was fetched is no hole, and no reason to look less far.
    expect(missing(positions, 3)).toEqual(holes);
    expect(missing(positions, 5)).toEqual(holes);
  });

  it('lacks its last notes where control made more than there are entries', () => {
    const positions = new Positions();
    expect(missing(positions, 2)).toEqual([{ from: 0, to: 2 }]);
    for (const offset of [0, 1, 2]) positions.add({ topic: 'control', partition: 0, offset });
    expect(missing(positions, 3)).toEqual([]);
    expect(missing(positions, 5)).toEqual([{ from: 3, to: 5 }]);
  });

  it('has no entry that control does not know of', () => {
    const positions = new Positions();
    for (const offset of [0, 1, 2]) positions.add({ topic: 'control', partition: 0, offset });
    const invented = (now: number): object => journalCompleteness(positions, { noted: 0, now }).invented;
    expect(invented(3)).toEqual([]);
    expect(invented(1)).toEqual([{ from: 1, to: 3 }]);
  });
});
