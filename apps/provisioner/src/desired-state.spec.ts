import { idempotencyDays } from '#contract';
import { desiredState } from './desired-state';
import { example, exampleRegister } from './example-register';
import { settingsFrom } from './settings';

const settings = settingsFrom({ SLUIS_VERIFY_KEY: 'key.jwk', KAFKA_PARTNER_BROKERS: 'localhost:9094' });
const state = desiredState(exampleRegister(example), settings);

function rightsOf(principal: string, from = state): string[] {
  return [...from.acls.values()]
    .filter((acl) => acl.principal === principal)
    .map((acl) => `${acl.operation} ${acl.resource} ${acl.name}${acl.pattern === 'prefix' ? '*' : ''}`)
    .sort();
}

describe('desired state', () => {
  it('has the topics that the register calls for, and no other', () => {
    expect([...state.topics.keys()].sort()).toEqual([
      'sluis.alerts.agentschap',
      'sluis.alerts.woondienst',
      'sluis.clock',
      'sluis.decisions',
      'sluis.facts',
      'sluis.in.agentschap',
      'sluis.in.agentschap.reply',
      'sluis.in.dossier',
      'sluis.in.dossier.reply',
      'sluis.out.agentschap.premie',
      'sluis.out.woondienst.premie',
      'sluis.register',
      'sluis.seen.agentschap',
      'sluis.seen.dossier',
    ]);
  });

  it('lets a system write its own ingress, read its own reply and what its file lists, and use groups of its name', () => {
    expect(rightsOf('dossier')).toEqual([
      'read group dossier',
      'read group dossier-client',
      'read group dossier-server',
      'read group dossier.*',
      'read topic sluis.in.dossier.reply',
      'read topic sluis.out.woondienst.premie',
      'write topic sluis.in.dossier',
    ]);
  });

  it('grants nothing for a purpose that a system wants and no permission names', () => {
    expect(rightsOf('agentschap')).toContain('read topic sluis.out.agentschap.premie');
    expect(rightsOf('agentschap')).not.toContain('read topic sluis.out.agentschap.toezicht');
  });

  it('has the topic of a purpose of cases where somebody reads it, whether there is a case or not', () => {
    const reading = {
      ...example,
      participants: { ...example.participants, politie: [{ reads: ['vitaal-belang', 'wettelijke-verplichting'] }] },
    };
    const compiled = exampleRegister(reading);
    const purposes = new Map([
      ...compiled.purposes,
      ['vitaal-belang', { id: 'vitaal-belang', title: { nl: '' }, statistical: false }],
    ]);
    const without = desiredState({ ...compiled, purposes }, settings);
    expect(rightsOf('politie', without)).toContain('read topic sluis.out.politie.vitaal-belang');
    // A purpose that the register does not know has no topic.
    expect([...without.topics.keys()]).not.toContain('sluis.out.politie.wettelijke-verplichting');
    const ofCase = { onePerson: {} } as ReturnType<typeof compiled.permissions>[number];
    const permissions: typeof compiled.permissions = (recipient, purpose, provider) =>
      purpose === 'vitaal-belang' ? [ofCase] : compiled.permissions(recipient, purpose, provider);
    const withCases = desiredState({ ...compiled, purposes, permissions }, settings);
    expect([...withCases.topics.keys()]).toEqual([...without.topics.keys()]);
    expect([...withCases.acls.keys()]).toEqual([...without.acls.keys()]);
  });

  it('gives a system that only reads no ingress', () => {
    const topics = (principal: string) => rightsOf(principal).filter((right) => right.includes(' topic '));
    expect(topics('compliance')).toEqual(['read topic sluis.alerts.woondienst']);
    expect(topics('auditor')).toEqual(['read topic sluis.decisions']);
    expect(topics('statistiek')).toEqual([]);
  });

  it('grants topics by name, never by prefix', () => {
    for (const acl of state.acls.values()) if (acl.resource === 'topic') expect(acl.pattern).toBe('literal');
  });

  it('gives a transactional id to the gateway alone', () => {
    const holders = [...state.acls.values()].filter((acl) => acl.resource === 'transactional-id');
    expect(holders).toEqual([
      { principal: '_gateway', resource: 'transactional-id', pattern: 'prefix', name: '_gateway', operation: 'write' },
    ]);
  });

  it('keeps the group of a system that is called like another one’s client to itself', () => {
    const register = exampleRegister({
      version: 1,
      participants: { a: [{}], b: [{ id: 'a-client' }] },
      permissions: [],
    });
    expect(rightsOf('a', desiredState(register, settings))).not.toContain('read group a-client');
  });

  it('has what the apps need before there is a register, and touches no certificate then', () => {
    const first = desiredState(undefined, settings);
    expect([...first.topics.keys()]).toEqual(['sluis.register', 'sluis.facts', 'sluis.decisions', 'sluis.clock']);
    expect(rightsOf('_control', first)).toEqual([
      'read group _control',
      'read group _control.*',
      'read topic sluis.facts',
      'read topic sluis.register',
      'write topic sluis.facts',
      'write topic sluis.register',
    ]);
    expect(first.systems).toBeUndefined();
  });

  it('keeps ingress plain, bounded, stamped by the broker and seven days', () => {
    expect(state.topics.get('sluis.in.dossier')).toEqual({
      name: 'sluis.in.dossier',
      partitions: 1,
      replication: 1,
      configs: {
        'cleanup.policy': 'delete',
        'compression.type': 'uncompressed',
        'max.message.bytes': '1100000',
        'message.timestamp.type': 'LogAppendTime',
        'min.insync.replicas': '1',
        'retention.ms': '604800000',
        'segment.ms': '86400000',
      },
    });
  });

  it('keeps answered ids a day longer than they are remembered, and longer than the requests themselves', () => {
    const days = (name: string): number => Number(state.topics.get(name)?.configs['retention.ms']) / 86_400_000;
    expect(state.topics.get('sluis.seen.dossier')?.configs['cleanup.policy']).toBe('compact,delete');
    // Contract: requests are kept seven days, their ids remembered eight.
    expect([days('sluis.in.dossier'), idempotencyDays, days('sluis.seen.dossier')]).toEqual([7, 8, 9]);
  });

  it('waits for two copies where there are three', () => {
    const three = desiredState(undefined, { ...settings, replication: 3 });
    for (const topic of three.topics.values()) {
      expect([topic.replication, topic.configs['min.insync.replicas']]).toEqual([3, '2']);
    }
  });
});
