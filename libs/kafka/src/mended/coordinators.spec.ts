import type Cluster from 'kafkajs/src/cluster';
import { rememberCoordinators } from './coordinators';

const transaction = { groupId: 'gateway', coordinatorType: 1 };

function cluster(): {
  find: (query: typeof transaction) => Promise<object>;
  asked: () => number;
  at: (ms: number) => void;
} {
  let asked = 0;
  let nowMs = 0;
  const remembered = rememberCoordinators(
    () => Promise.resolve({ answer: ++asked }),
    () => nowMs,
  );
  const self = {} as Cluster;
  return { find: (query) => remembered.call(self, query), asked: () => asked, at: (ms) => (nowMs = ms) };
}

describe('coordinators', () => {
  it('are asked for once a second, not before each step of a transaction', async () => {
    const { find, asked, at } = cluster();
    expect(await find(transaction)).toEqual(await find(transaction));
    at(999);
    await find(transaction);
    expect(asked()).toBe(1);
    at(1_000);
    expect(await find(transaction)).toEqual({ answer: 2 });
  });

  it('are not mistaken for one another: of a group, of a transaction, of another name', async () => {
    const { find, asked } = cluster();
    await find(transaction);
    await find({ ...transaction, coordinatorType: 0 });
    await find({ ...transaction, groupId: 'other' });
    expect(asked()).toBe(3);
  });

  it('are asked for again after a failure', async () => {
    let asked = 0;
    const remembered = rememberCoordinators(() =>
      ++asked === 1 ? Promise.reject(new Error('gone')) : Promise.resolve({}),
    );
    const self = {} as Cluster;
    await expect(remembered.call(self, transaction)).rejects.toThrow('gone');
    await remembered.call(self, transaction);
    expect(asked).toBe(2);
  });
});
