import { topicChanges } from './reconcile-topics';

const wanted = { name: 'sluis.in.dossier', partitions: 2, replication: 1, configs: { 'retention.ms': '7' } };
const changes = (found?: { partitions: number; configs: Record<string, string> }) =>
  topicChanges([wanted], new Map(found && [[wanted.name, found]]));

describe('topic changes', () => {
  it('are none where all is as it should be', () => {
    expect(changes({ partitions: 2, configs: { 'retention.ms': '7' } })).toEqual([]);
  });

  it('create what is missing', () => {
    expect(changes()).toEqual([{ kind: 'create', topic: wanted }]);
  });

  it('set back a setting that was changed by hand, and remove one that was added', () => {
    expect(changes({ partitions: 2, configs: { 'retention.ms': '1', 'retention.bytes': '5' } })).toEqual([
      {
        kind: 'configure',
        topic: wanted.name,
        configs: { 'retention.ms': '7' },
        differs: ['retention.bytes', 'retention.ms'],
      },
    ]);
  });

  it('leave the throttles of a reassignment alone', () => {
    const configs = { 'retention.ms': '7', 'leader.replication.throttled.replicas': '*' };
    expect(changes({ partitions: 2, configs })).toEqual([]);
    const [change] = changes({ partitions: 2, configs: { ...configs, 'retention.ms': '1' } });
    expect(change).toMatchObject({ configs });
  });

  it('add partitions and never ask for fewer', () => {
    const configs = { 'retention.ms': '7' };
    expect(changes({ partitions: 1, configs })).toEqual([{ kind: 'add-partitions', topic: wanted.name, count: 2 }]);
    expect(changes({ partitions: 3, configs })).toEqual([]);
  });

  it('never delete a topic that the register dropped', () => {
    expect(topicChanges([], new Map([['sluis.in.gone', { partitions: 1, configs: {} }]]))).toEqual([]);
  });
});
