import { makeReady } from './make-ready';

const decision = (n: number): Buffer =>
  Buffer.from(
    JSON.stringify({
      decisionId: `d${n}`,
      effect: 'permit',
      request: { topic: 'sluis.in.woonpunt', partition: 0, offset: n },
      reasons: [],
      clock: { at: Date.UTC(2026, 0, 1) },
    }),
  );
const records = (count: number): { offset: number; value: Buffer }[] =>
  Array.from({ length: count }, (_, offset) => ({ offset, value: decision(offset) }));
const refuse = (offset: number): never => {
  throw new Error(`offset ${offset} is a decision`);
};

describe('making a batch ready', () => {
  it('keeps the order and the offsets, over every slice', async () => {
    const ready = await makeReady(records(300), refuse);
    expect(ready.map(({ offset, prepared }) => [offset, prepared.one.decisionId])).toEqual(
      records(300).map(({ offset }) => [offset, `d${offset}`]),
    );
  });

  it('lets what waits for an answer go on in between', async () => {
    let looked = 0;
    let done = false;
    const look = (): void => {
      if (done) return;
      looked++;
      setImmediate(look);
    };
    setImmediate(look);
    await makeReady(records(1_500), refuse);
    done = true;
    expect(looked).toBeGreaterThan(10);
  });

  it('tells of what is no decision, and leaves only that out', async () => {
    const told: number[] = [];
    const damaged = records(5).map(({ offset, value }) => ({
      offset,
      value: offset === 1 ? null : offset === 3 ? Buffer.from('{"decisionId":') : value,
    }));
    const ready = await makeReady(damaged, (offset) => told.push(offset));
    expect(ready.map(({ offset }) => offset)).toEqual([0, 2, 4]);
    expect(told).toEqual([1, 3]);
  });
});
