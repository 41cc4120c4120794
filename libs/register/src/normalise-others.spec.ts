import { normaliseParticipant, normaliseTerritory } from './normalise';
import type { RawParticipant } from './raw';

describe('a participant', () => {
  const raw: RawParticipant = { id: 'gever', name: { nl: 'Gever' }, sure: 'source:4' };

  it('has every default written out', () => {
    expect(normaliseParticipant(raw)).toEqual({
      ...raw,
      kbo: undefined,
      level: undefined,
      divisionOf: undefined,
      partOf: [],
      insideEea: true,
      processor: false,
      roles: [],
      succeededBy: [],
      systems: [],
      notes: [],
    });
    const bareParts = {
      roles: ['shm'],
      succeededBy: [{ participant: 'b', from: '2020-01-01' }],
      systems: { dossier: null },
    };
    expect(normaliseParticipant({ ...raw, ...bareParts, partOf: [{ name: { nl: 'P' } }] })).toMatchObject({
      partOf: [{ name: { nl: 'P' }, from: undefined, until: undefined, sure: 'source:4' }],
      roles: [{ role: 'shm', from: undefined, until: undefined, sure: 'source:4' }],
      succeededBy: [{ participant: 'b', from: '2020-01-01', keeps: false, sure: 'source:4' }],
      systems: [{ id: 'dossier', sends: true, reads: [], readsAlerts: false, readsDecisions: false }],
    });
  });

  it('has what is written as it is written', () => {
    const days = { from: '2020-01-01', until: '2021-01-01', sure: 'seed' as const };
    const written = {
      kbo: '0236506487',
      level: 'flemish' as const,
      divisionOf: 'boven',
      insideEea: false,
      processor: true,
      partOf: [{ name: { nl: 'P' }, ...days }],
      roles: [{ role: 'shm', ...days }],
      succeededBy: [{ participant: 'b', from: '2020-01-01', keeps: true, sure: 'seed' as const }],
      notes: [{ nl: 'Ooit', sure: 'seed' as const }],
    };
    const system = { sends: false, reads: ['doel'], readsAlerts: true, readsDecisions: true };
    expect(normaliseParticipant({ ...raw, ...written, systems: { a: system, b: {} } })).toEqual({
      ...raw,
      ...written,
      systems: [
        { id: 'a', ...system },
        { id: 'b', sends: true, reads: [], readsAlerts: false, readsDecisions: false },
      ],
    });
  });
});

describe('a territory', () => {
  it('has its members with their days, as sure as it is where they do not say', () => {
    const members = [
      { nis: '34022', name: 'Kortrijk' },
      {
        nis: '34023',
        name: 'Kuurne',
        from: '2020-01-01',
        until: '2021-01-01',
        since: 'unknown' as const,
        sure: 'assumed' as const,
      },
    ];
    const { since: _since, ...second } = members[1]!;
    const territory = { id: 'streek', title: { nl: 'Streek' }, sure: 'seed' as const };
    expect(normaliseTerritory({ ...territory, members, notes: [{ nl: 'Ooit' }] })).toEqual({
      ...territory,
      members: [
        { ...members[0], from: undefined, until: undefined, sinceUnknown: false, sure: 'seed' },
        { ...second, sinceUnknown: true },
      ],
      notes: [{ nl: 'Ooit', sure: undefined }],
    });
    expect(normaliseTerritory({ ...territory, members: [] }).notes).toEqual([]);
  });
});
