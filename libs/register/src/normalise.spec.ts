import { normaliseInstrument } from './normalise';
import type { RawInstrument, RawPermission, RawVersion } from './raw';

const catalogue = ['persoon.insz', 'persoon.adres.nis', 'persoon.adres.straat', 'persoon.adres.land.code'];
const expand = (prefix: string) => catalogue.filter((path) => path.startsWith(prefix));
const normalised = (raw: RawInstrument) => {
  const reported: unknown[] = [];
  return { ...normaliseInstrument(raw, expand, (pointer, shorthand) => reported.push([pointer, shorthand])), reported };
};

const bare: RawInstrument = {
  id: 'akte-1',
  kind: 'decree',
  authority: 'vlaanderen',
  title: { nl: 'Akte' },
  sure: 'seed',
  versions: [{}],
};
const permission: RawPermission = {
  provider: 'gever',
  recipient: 'ontvanger',
  purpose: 'doel',
  categories: ['huurder'],
  fields: { 'persoon.insz': null },
};
const withVersion = (version: RawVersion, more: Partial<RawInstrument> = {}) =>
  normalised({ ...bare, ...more, versions: [version] }).versions[0]!;
const withPermission = (more: Partial<RawPermission>, version: RawVersion = {}) =>
  withVersion({ ...version, permissions: [{ ...permission, ...more }] }).permissions[0]!;

describe('an instrument of which little is written', () => {
  it('has every default written out', () => {
    expect(normalised(bare)).toEqual({
      id: 'akte-1',
      kind: 'decree',
      authority: 'vlaanderen',
      number: undefined,
      aliases: [],
      title: { nl: 'Akte' },
      sure: 'seed',
      sureOf: {},
      evidence: undefined,
      confidential: false,
      applicant: undefined,
      legalBases: [],
      citedAs: [],
      jointly: [],
      extends: [],
      replaces: [],
      publications: [],
      suspensions: [],
      accessions: [],
      case: undefined,
      notes: [],
      reported: [],
      versions: [
        {
          from: undefined,
          until: undefined,
          signed: undefined,
          draft: true,
          sure: 'seed',
          sureOf: {},
          doubted: false,
          advices: [],
          approvals: [],
          confirmed: undefined,
          permissions: [],
        },
      ],
    });
  });

  it('permits what it lists, kept as it is, to whom it names, on no condition', () => {
    expect(withPermission({})).toEqual({
      index: 0,
      sure: 'seed',
      sureOf: {},
      categories: ['huurder'],
      purposes: ['doel'],
      via: [],
      providers: [{ kind: 'participant', id: 'gever' }],
      recipients: [{ kind: 'participant', id: 'ontvanger' }],
      fields: [{ path: 'persoon.insz', duty: { kind: 'keep' }, sure: 'seed', justification: undefined }],
      territory: undefined,
      relation: undefined,
      consent: false,
      doNotContact: false,
      retention: 'unknown',
      retentionStated: false,
      retentionAfter: undefined,
      transfer: undefined,
      processingAgreement: undefined,
      grant: undefined,
      ground: undefined,
      splitUnknown: false,
      notes: [],
      assumed: false,
      doubted: false,
    });
  });
});

describe('an instrument of which all is written', () => {
  it('has it as it is written', () => {
    const written = {
      number: '9/2015',
      aliases: ['VTC 9/2015'],
      sureOf: { number: 'source:4' as const },
      evidence: 'A' as const,
      confidential: true,
      applicant: 'wonen',
      legalBases: ['art. 8'],
      jointly: ['a'],
      extends: ['b'],
      citedAs: [{ text: 'VTC 09', sure: 'seed' as const }],
      replaces: ['c'],
      notes: [{ nl: 'Ooit', sure: 'seed' as const }, { nl: 'Nu' }],
    };
    expect(normalised({ ...bare, ...written })).toMatchObject({
      ...written,
      notes: [written.notes[0], { nl: 'Nu', sure: undefined }],
    });
    const publications = [
      { participant: 'gever', where: 'site', date: '2020-01-01', sure: 'source:4' as const },
      { where: 'unknown' },
    ];
    const suspensions = [{ from: '2020-01-01', until: '2021-01-01', reason: 'arrest', order: '1' }];
    const accessions = [
      { participant: 'gever', as: 'gever', from: '2020-01-01', until: '2021-01-01', sure: 'source:4' as const },
      { participant: 'ander', as: 'gever', from: '2020-01-01' },
    ];
    expect(normalised({ ...bare, publications, suspensions, accessions })).toMatchObject({
      publications: [publications[0], { participant: undefined, where: 'unknown', date: undefined, sure: 'seed' }],
      suspensions: [{ from: '2020-01-01', until: '2021-01-01', reason: 'arrest' }],
      accessions: [accessions[0], { ...accessions[1], until: undefined, sure: 'seed' }],
    });
  });

  it('is about one person under one token or several, and about others where it says so', () => {
    const approvals = [{ by: 'jurist', on: '2026-01-05' }];
    const one = { person: 'a', approvals };
    expect(normalised({ ...bare, case: one }).case).toEqual({
      person: ['a'],
      others: [],
      reason: undefined,
      reviewBefore: undefined,
      approvals,
    });
    const more = {
      person: ['a', 'b'],
      others: ['c'],
      reason: 'bevel',
      reviewBefore: '2026-01-11T12:00:00Z',
      approvals,
    };
    expect(normalised({ ...bare, case: more }).case).toEqual(more);
  });

  it('has versions with their advices, approvals and confirmation', () => {
    const advices = [
      {
        participant: 'a',
        date: '2020-01-01',
        outcome: 'negative' as const,
        reason: 'te ruim',
        sure: 'source:4' as const,
      },
      { participant: 'b', date: 'unknown' },
    ];
    const approvals = [{ body: 'gemeenteraad', on: '2020-01-01', sure: 'source:4' as const }, { body: 'raad' }];
    const dates = { from: '2020-01-01', until: '2021-01-01', signed: '2019-12-01' };
    const confirmed = { on: '2026-01-05', by: ['een', 'twee'], source: 4 };
    const sureOf = { from: 'source:4' as const };
    expect(withVersion({ ...dates, sure: 'source:5', sureOf, advices, approvals, confirmed })).toEqual({
      ...dates,
      sure: 'source:5',
      sureOf,
      confirmed,
      doubted: false,
      draft: true,
      permissions: [],
      advices: [advices[0], { ...advices[1], outcome: 'unknown', reason: undefined, sure: 'source:5' }],
      approvals: [approvals[0], { body: 'raad', on: undefined, sure: 'source:5' }],
    });
  });

  it('has permissions with their parties, purposes, conditions and duties', () => {
    const written = {
      relation: { caseload: 'provider' as const },
      consent: true,
      doNotContact: true,
      retention: 'P5Y',
      retentionAfter: { nl: 'na het einde' },
      grant: 'data' as const,
      ground: 'art. 8',
      sureOf: { via: 'source:4' as const },
    };
    expect(
      withPermission({
        ...written,
        provider: ['gever', { role: 'shm' }],
        recipient: [{ acceded: 'ontvanger' }],
        via: { role: 'wm' },
        purpose: ['doel', 'ander'],
        split: 'unknown',
        notes: [{ nl: 'Ooit' }],
        territory: { set: 'streek', leaf: 'persoon.adres.nis', sure: 'source:4' },
        transfer: { ground: 'art. 46', sure: 'source:4' },
        processingAgreement: { signed: '2020-01-01', sure: 'source:4' },
      }),
    ).toMatchObject({
      ...written,
      providers: [
        { kind: 'participant', id: 'gever' },
        { kind: 'role', role: 'shm' },
      ],
      recipients: [{ kind: 'acceded', as: 'ontvanger' }],
      via: [{ kind: 'role', role: 'wm' }],
      purposes: ['doel', 'ander'],
      splitUnknown: true,
      retentionStated: true,
      notes: [{ nl: 'Ooit', sure: undefined }],
      assumed: false,
      territory: { set: 'streek', leaf: 'persoon.adres.nis', sure: 'source:4' },
      transfer: { ground: 'art. 46', sure: 'source:4' },
      processingAgreement: { signed: '2020-01-01', sure: 'source:4' },
    });
    const inherited = { sure: 'source:5' as const, territory: { set: 's' }, transfer: { ground: 'x' } };
    expect(withPermission({ ...inherited, processingAgreement: { signed: 'unknown' } })).toMatchObject({
      territory: { set: 's', leaf: undefined, sure: 'source:5' },
      transfer: { ground: 'x', sure: 'source:5' },
      processingAgreement: { signed: 'unknown', sure: 'source:5' },
      fields: [{ sure: 'source:5' }],
    });
  });
});

describe('the fields of a permission', () => {
  const rules = (fields: RawPermission['fields'], more: Partial<RawPermission> = {}) =>
    withPermission({ fields, ...more }).fields.map(({ path, duty, justification }) => [path, duty, justification]);

  it('have the duty that is written, and the reason of the permission where they have none', () => {
    const fields = {
      a: null,
      b: { duty: 'pseudonymise', justification: 'eigen' },
      c: { duty: 'suppress' },
      d: { duty: 'generalise:jaar' },
    };
    expect(rules(fields, { justification: 'samen' })).toEqual([
      ['a', { kind: 'keep' }, 'samen'],
      ['b', { kind: 'pseudonymise' }, 'eigen'],
      ['c', { kind: 'suppress' }, 'samen'],
      ['d', { kind: 'generalise', to: 'jaar' }, 'samen'],
    ]);
  });

  it('are those that shorthand stands for, of which what is written longest counts, wherever it stands', () => {
    const [wide, longer, exact] = ['persoon.*', 'persoon.adres.*', 'persoon.adres.nis'] as const;
    const marks = {
      [wide]: { duty: 'suppress' },
      [longer]: { duty: 'generalise:jaar' },
      [exact]: { duty: 'pseudonymise' },
    };
    for (const order of [
      [wide, longer, exact],
      [exact, longer, wide],
      [longer, exact, wide],
    ]) {
      const duties = rules(Object.fromEntries(order.map((key) => [key, marks[key]!])));
      expect(new Map(duties.map(([path, duty]) => [path, (duty as { kind: string }).kind]))).toEqual(
        new Map([
          ['persoon.insz', 'suppress'],
          ['persoon.adres.nis', 'pseudonymise'],
          ['persoon.adres.straat', 'generalise'],
          ['persoon.adres.land.code', 'generalise'],
        ]),
      );
    }
  });

  it('are reported where shorthand stands for nothing', () => {
    const versions = [
      {},
      { permissions: [permission, { ...permission, fields: { 'huur.*': null, 'persoon.insz': null } }] },
    ];
    expect(normalised({ ...bare, versions }).reported).toEqual([
      [['versions', 1, 'permissions', 1, 'fields', 'huur.*'], 'huur.*'],
    ]);
  });
});

describe('what is assumed', () => {
  const assumed = (more: Partial<RawInstrument>, version: RawVersion = {}, allowed: Partial<RawPermission> = {}) =>
    withVersion({ ...version, permissions: [{ ...permission, ...allowed }] }, more).permissions[0]!.assumed;
  const mark = { sure: 'assumed' as const };

  it('is a permission of which anything is, in itself, its version or its instrument', () => {
    expect(assumed({})).toBe(false);
    expect(assumed(mark)).toBe(true);
    expect(assumed({ sureOf: { number: 'assumed' } })).toBe(true);
    expect(assumed({ sureOf: { number: 'seed' } })).toBe(false);
    expect(assumed({ publications: [{ where: 'x' }, { where: 'x', ...mark }] })).toBe(true);
    expect(assumed({ publications: [{ where: 'x' }] })).toBe(false);
    expect(assumed({}, mark, { sure: 'seed' })).toBe(true);
    expect(assumed({}, { sureOf: { from: 'assumed' } })).toBe(true);
    expect(assumed({}, { advices: [{ participant: 'a', date: 'unknown', ...mark }] })).toBe(true);
    expect(assumed({}, { approvals: [{ body: 'a' }, { body: 'b', ...mark }] })).toBe(true);
    expect(assumed({}, { advices: [{ participant: 'a', date: 'unknown' }], approvals: [{ body: 'a' }] })).toBe(false);
    expect(assumed({}, {}, mark)).toBe(true);
    expect(assumed({}, {}, { sureOf: { via: 'assumed' } })).toBe(true);
    expect(assumed({}, {}, { territory: { set: 's', ...mark } })).toBe(true);
    expect(assumed({}, {}, { transfer: { ground: 'x', ...mark } })).toBe(true);
    expect(assumed({}, {}, { processingAgreement: { signed: 'x', ...mark } })).toBe(true);
    expect(assumed({}, {}, { fields: { a: null, b: mark } })).toBe(true);
    expect(assumed({}, {}, { territory: { set: 's' }, transfer: { ground: 'x' } })).toBe(false);
  });

  it('is nothing of a version that two people confirmed', () => {
    const confirmed = { on: '2026-01-05', by: ['een', 'twee'], source: 4 };
    expect(assumed(mark, { confirmed }, mark)).toBe(false);
    const of = (more: Partial<RawInstrument>, version: RawVersion = {}, allowed: Partial<RawPermission> = {}) =>
      withVersion({ confirmed, ...version, permissions: [{ ...permission, ...allowed }] }, more).permissions[0]!
        .doubted;
    expect([of({}), of(mark), of({}, mark), of({}, {}, mark), of({}, {}, { fields: { b: mark } })]).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
  });
});

describe('a draft', () => {
  it('is a version without a first day, without an approval’s day, or of a protocol without signature', () => {
    const draft = (version: RawVersion, kind: RawInstrument['kind'] = 'decree') => withVersion(version, { kind }).draft;
    expect(draft({})).toBe(true);
    expect(draft({ from: '2020-01-01' })).toBe(false);
    expect(draft({ from: '2020-01-01' }, 'protocol')).toBe(true);
    expect(draft({ from: '2020-01-01', signed: '2019-01-01' }, 'protocol')).toBe(false);
    expect(draft({ from: '2020-01-01', approvals: [{ body: 'a', on: '2019-01-01' }, { body: 'b' }] })).toBe(true);
    expect(draft({ from: '2020-01-01', approvals: [{ body: 'a', on: '2019-01-01' }] })).toBe(false);
  });
});
