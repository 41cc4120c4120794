import { compileRegister } from './compile';
import { faultLine } from './fault';
import { parseRegister } from './parse';
import { specimen } from '../../../test/support/register-specimen';

type Changes = Parameters<typeof specimen>[0];
const instrument = 'instruments/vtc-2015-9.yaml';
const lines = (changes: Changes) => parseRegister(specimen(changes)).faults.map(faultLine);

function compiled(changes: Changes = {}) {
  const { source, faults } = parseRegister(specimen(changes));
  expect(faults.map(faultLine)).toEqual([]);
  return compileRegister(source!, 1);
}

/** What the first permission of the specimen became, between its usual parties. */
const windows = (changes: Changes, provider = 'maatschappij') =>
  compiled(changes)
    .permissions('ontvanger', 'beheer', provider)
    .filter((each) => each.instrument === 'vtc-2015-9');

describe('the index of permissions', () => {
  it('lists every flow once, with the permissions that a lookup of it gives', () => {
    const register = compiled();
    const flows = [...register.flows()];
    expect(flows.map(({ recipient, purpose, provider }) => `${recipient} ${purpose} ${provider}`).sort()).toEqual([
      'ontvanger beheer maatschappij',
      'ontvanger beheer opvolger',
      'ontvanger statistiek maatschappij',
      'ontvanger statistiek opvolger',
    ]);
    for (const { recipient, purpose, provider, permissions } of flows) {
      expect(permissions).toBe(register.permissions(recipient, purpose, provider));
      expect(Object.isFrozen(permissions)).toBe(true);
      expect(permissions.length).toBeGreaterThan(0);
    }
  });

  it('orders permissions by the id of their instrument, whatever the order of the files, which it leaves alone', () => {
    const { source } = parseRegister(specimen());
    for (const instruments of [source!.instruments, [...source!.instruments].reverse()]) {
      const before = [...instruments];
      const listed = compileRegister({ ...source!, instruments }, 1).permissions('ontvanger', 'beheer', 'maatschappij');
      expect(listed.map((each) => each.instrument)).toEqual(['prot-1', 'vtc-2015-9']);
      expect(instruments).toEqual(before);
    }
  });

  it('gives each permission the set and the duties of its fields, and nothing of the others', () => {
    const [permission] = windows({});
    expect([...permission!.fields]).toEqual([0b11_1011]);
    const none = undefined;
    expect(permission!.duties.map((duty) => duty?.kind)).toEqual([
      'keep',
      'keep',
      none,
      'keep',
      'keep',
      'suppress',
      none,
      none,
      none,
      none,
    ]);
  });

  it('knows participants and instruments as they are written', () => {
    const register = compiled({
      'participants/relais.yaml': [
        'sure: seed',
        'sure: seed\nlevel: flemish\ndivisionOf: maatschappij\nroles: [{ role: wm, from: 2020-01-01, until: 2021-01-01, sure: seed }]',
      ],
    });
    expect(register.participants.get('relais')).toEqual({
      id: 'relais',
      name: { nl: 'Relais' },
      level: 'flemish',
      divisionOf: 'maatschappij',
      insideEea: true,
      roles: [{ role: 'wm', from: '2020-01-01', until: '2021-01-01' }],
      systems: [],
    });
    expect(register.instruments.get('vtc-2015-9')).toEqual({
      id: 'vtc-2015-9',
      title: { nl: 'Machtiging' },
      confidential: false,
    });
    expect(register.purposes.get('statistiek')).toEqual({
      id: 'statistiek',
      title: { nl: 'Statistiek' },
      statistical: true,
    });
    expect(register.categories).toEqual(new Set(['huurder', 'gezinslid', 'woning']));
  });

  it('keeps the suspensions of an instrument, without their reason', () => {
    const suspended =
      'sure: seed\nsuspensions: [{ from: 2020-01-01, until: 2020-02-01, reason: arrest }, { from: 2021-01-01, reason: arrest }]';
    expect(windows({ [instrument]: ['sure: seed', suspended] })[0]!.suspensions).toEqual([
      { from: '2020-01-01', until: '2020-02-01' },
      { from: '2021-01-01', until: undefined },
    ]);
    expect(windows({})[0]!.suspensions).toEqual([]);
  });
});

describe('the windows of a permission with relays', () => {
  const via = (roles: string, version = 'from: 2015-02-18') =>
    windows({
      'roles/r.yaml': 'roles:\n  shm: { title: { nl: SHM } }\n  wm: { title: { nl: WM } }\n  r: { title: { nl: R } }\n',
      'participants/relais.yaml': ['sure: seed', `sure: seed\nroles: [${roles}]`],
      [instrument]: specimen()
        .get(instrument)!
        .replace('via: relais', 'via: { role: r }')
        .replace('from: 2015-02-18', version),
    }).map((each) => [each.from, each.until, [...each.via]]);

  it('are one where no relay begins or ends', () => {
    expect(via('r')).toEqual([['2015-02-18', undefined, ['relais']]]);
    expect(via('{ role: wm, until: 2020-01-01 }')).toEqual([['2015-02-18', undefined, []]]);
  });

  it('are cut where a relay ends, begins, or goes and comes back', () => {
    expect(via('{ role: r, until: 2020-01-01 }')).toEqual([
      ['2015-02-18', '2020-01-01', ['relais']],
      ['2020-01-01', undefined, []],
    ]);
    expect(via('{ role: r, from: 2020-01-01 }')).toEqual([
      ['2015-02-18', '2020-01-01', []],
      ['2020-01-01', undefined, ['relais']],
    ]);
    expect(
      via('{ role: r, from: 2016-01-01, until: 2017-01-01 }, { role: r, from: 2017-01-01, until: 2018-01-01 }'),
    ).toEqual([
      ['2015-02-18', '2016-01-01', []],
      ['2016-01-01', '2017-01-01', ['relais']],
      ['2017-01-01', '2018-01-01', ['relais']],
      ['2018-01-01', undefined, []],
    ]);
  });

  it('are not cut outside the days of the version, nor at its edges', () => {
    const version = 'from: 2015-02-18\n    until: 2018-01-01';
    expect(via('{ role: r, from: 2015-02-18, until: 2018-01-01 }', version)).toEqual([
      ['2015-02-18', '2018-01-01', ['relais']],
    ]);
    expect(via('{ role: r, from: 2010-01-01, until: 2020-01-01 }', version)).toEqual([
      ['2015-02-18', '2018-01-01', ['relais']],
    ]);
    expect(via('{ role: r, from: 2019-01-01 }', version)).toEqual([['2015-02-18', '2018-01-01', []]]);
    expect(via('{ role: r, until: 2015-02-18 }', version)).toEqual([['2015-02-18', '2018-01-01', []]]);
  });
});

describe('a territory', () => {
  const codes = (members: string) => {
    const [permission] = windows({
      'territories/streek.yaml': `id: streek\ntitle: { nl: Streek }\nsure: seed\nmembers:\n${members}`,
    });
    const { territory, assumed } = permission!;
    return { assumed, on: (day: string) => territory!.includes('34022', day), members: territory!.members };
  };

  it('has a member that came back on the days of both its memberships', () => {
    const { on, members, assumed } = codes(
      "  - { nis: '34022', name: K, until: 2020-01-01 }\n  - { nis: '34022', name: K, from: 2022-01-01 }\n",
    );
    expect(['2019-12-31', '2020-01-01', '2021-12-31', '2022-01-01'].map(on)).toEqual([true, false, false, true]);
    expect([...members]).toEqual([
      [
        '34022',
        [
          { from: undefined, until: '2020-01-01' },
          { from: '2022-01-01', until: undefined },
        ],
      ],
    ]);
    expect(assumed).toBe(false);
  });

  it('is assumed where one of its members is, or it is itself', () => {
    expect(codes("  - { nis: '34022', name: K }\n  - { nis: '34023', name: L, sure: assumed }\n").assumed).toBe(true);
    const itself = {
      'territories/streek.yaml':
        "id: streek\ntitle: { nl: S }\nsure: assumed\nmembers:\n  - { nis: '34022', name: K, sure: seed }\n",
    };
    expect(windows(itself)[0]!.assumed).toBe(true);
  });
});

describe('instruments of which nobody knows which gives a field', () => {
  const joint = (versions: string) => ({
    [instrument]: specimen()
      .get(instrument)!
      .replace('sure: seed', 'sure: seed\njointly: [ander]')
      .replace('        via: relais', '        split: unknown\n        via: relais'),
    'instruments/ander.yaml': `id: ander\nkind: decree\nauthority: partijen\ntitle: { nl: A }\nsure: seed\njointly: [vtc-2015-9]\nsuspensions: [{ from: 2021-01-01, reason: arrest }]\nversions: [${versions}]\n`,
  });

  it('give it on the days on which all are in force, and are suspended where one of them is', () => {
    const found = windows(joint('{ from: 2016-01-01, until: 2017-01-01 }, { from: 2018-01-01 }, {}'));
    expect(found.map(({ from, until }) => [from, until])).toEqual([
      ['2016-01-01', '2017-01-01'],
      ['2018-01-01', undefined],
    ]);
    expect(found[0]!.suspensions).toEqual([{ from: '2021-01-01', until: undefined }]);
    expect(windows(joint('{}'))).toEqual([]);
  });
});

describe('an unknown fact', () => {
  const unmarked = '`unknown` must be marked `sure: assumed`; what nobody knows permits only in a demonstration';

  it('of a publication or processing agreement is marked as assumed, where it stands', () => {
    const published = (mark: string) =>
      lines({
        [instrument]: [
          'sure: seed',
          `sure: seed\npublications:\n  - { where: op de eigen site }\n  - where: unknown${mark}`,
        ],
      });
    expect(published('')).toEqual([`${instrument}:9:5: ${unmarked}`]);
    expect(published('\n    sure: assumed')).toEqual([]);
    const agreed = (text: string) =>
      lines({ [instrument]: ['via: relais', `via: relais\n        processingAgreement:\n          ${text}`] });
    expect(agreed('signed: unknown')).toEqual([`${instrument}:12:9: ${unmarked}`]);
    expect(agreed('signed: unknown\n          sure: assumed')).toEqual([]);
    expect(agreed('signed: 2020-01-01')).toEqual([]);
  });
});

describe('a field that came from shorthand', () => {
  it('is found at the longest shorthand that stands for it', () => {
    const fields = (text: string) => lines({ [instrument]: ['          persoon.adres.*: {}\n', text] });
    const pseudonym =
      'only an INSZ or an id can be pseudonymised, not `persoon.adres.straat`; give it a duty that fits, or none';
    expect(fields('          persoon.*: {}\n          persoon.adres.*: { duty: pseudonymise }\n')).toContain(
      `${instrument}:20:11: ${pseudonym}`,
    );
    expect(fields('          persoon.adres.*: { duty: pseudonymise }\n          persoon.*: {}\n')).toContain(
      `${instrument}:19:11: ${pseudonym}`,
    );
  });
});
