/** The real register asked on other days, and with successions, amendments and accessions that it could have. */
import { readProtocols } from '#protocols';
import type { CompiledRegister } from '#register';
import { answer, registerOf, said, type Question } from './asked';

const statistics: Question = {
  system: 'dossier-zuid-west',
  recipient: 'leiedal',
  purpose: 'lokaal-woonbeleid',
  category: 'kandidaat-huurder',
  fields: ['persoon.insz', 'gezin.grootte', 'persoon.hoofdverblijfplaats.nis'],
};
const premium: Question = {
  system: 'vmsw',
  recipient: 'wonen-vlaanderen',
  purpose: 'huurpremie',
  category: 'kandidaat-huurder',
  fields: ['persoon.insz', 'inschrijving.nieuweWachttijdregel'],
};
const project: Question = {
  system: 'dossier-rand',
  recipient: 'vlabinvest',
  purpose: 'toewijzing-vlabinvest',
  category: 'kandidaat-huurder',
  fields: ['persoon.insz', 'persoon.naam'],
};
const dwelling: Question = {
  system: 'patrimonium-antwerpen',
  recipient: 'stad-antwerpen',
  purpose: 'woninggegevens',
  category: 'woning',
  fields: ['woning.id', 'woning.adres.nis'],
};
const leiedalFile = 'instruments/vtc-2015-9.yaml';

describe('the register on a day', () => {
  let files: ReadonlyMap<string, string>;
  let register: CompiledRegister;

  beforeAll(async () => {
    files = await readProtocols('protocols');
    register = registerOf(files);
  });

  /** The register with files added or changed by one replacement. */
  function changed(changes: Readonly<Record<string, string | readonly [string, string]>>): CompiledRegister {
    const bent = new Map(files);
    for (const [path, change] of Object.entries(changes)) {
      if (typeof change !== 'string') {
        expect(bent.get(path)).toContain(change[0]);
        bent.set(path, bent.get(path)!.replace(change[0], () => change[1]));
      } else bent.set(path, change);
    }
    return registerOf(bent);
  }
  const on = (question: Question, ...days: readonly string[]) => days.map((day) => answer(register, question, day));

  it('answers on 1 March 2021 by what was in force that day, and before an instrument’s first day not at all', () => {
    expect(on(premium, '2019-07-10', '2019-07-11', '2021-03-01')).toEqual(['not-yet-in-force', 'permit', 'permit']);
    expect(on(statistics, '2015-02-17', '2015-02-18', '2021-03-01')).toEqual(['not-yet-in-force', 'permit', 'permit']);
    const child = { system: 'kind-en-gezin', recipient: 'woondienst-izegem', purpose: 'opvolging-huur', category: 'kind' };
    const handicap = { ...child, fields: ['kind.insz', 'kind.handicap'] };
    expect(on(handicap, '2019-02-04', '2021-03-01')).toEqual(['not-yet-in-force', 'permit']);
  });

  it('takes numbers as they are: VTC 9/2015 is older than VTC 8/2015', () => {
    const subsidy = { system: 'dossier', recipient: 'svk-midden-west', purpose: 'huursubsidie', category: 'kandidaat-huurder' };
    expect(on({ ...subsidy, fields: ['persoon.insz'] }, '2015-02-18', '2015-03-25')).toEqual(['not-yet-in-force', 'permit']);
  });

  it('counts Wervik with Leiedal from the first day of which we know, and Kortrijk always', () => {
    const wervik = { ...statistics, nis: '33029' };
    expect(on(wervik, '2021-03-01', '2025-12-31', '2026-01-01')).toEqual(['outside-territory', 'outside-territory', 'permit']);
    expect(on({ ...statistics, nis: '34022' }, '2021-03-01', '2026-01-01')).toEqual(['permit', 'permit']);
    expect(on({ ...statistics, nis: '34001' }, '2026-01-01')).toEqual(['outside-territory']);
  });

  it('follows the mergers of 2025, and no code that a merger of 2019 made', () => {
    for (const nis of ['23023', '23024', '23032'])
      expect(on({ ...project, nis }, '2021-03-01', '2024-12-31', '2025-01-01')).toEqual(['permit', 'permit', 'outside-territory']);
    expect(on({ ...project, nis: '23106' }, '2024-12-31', '2025-01-01')).toEqual(['outside-territory', 'permit']);
    expect(on({ ...project, nis: '23002' }, '2021-03-01', '2026-11-22')).toEqual(['permit', 'permit']);
    expect(on({ ...dwelling, nis: '11002' }, '2024-12-31', '2025-01-01')).toEqual(['permit', 'permit']);
    expect(on({ ...dwelling, nis: '11007' }, '2024-12-31', '2025-01-01')).toEqual(['outside-territory', 'outside-territory']);
    // Aalter, Deinze, Lievegem, Kruisem, Puurs-Sint-Amands, Oudsbergen, Pelt.
    for (const nis of ['44084', '44083', '44085', '45068', '12041', '72042', '72043']) {
      expect(on({ ...project, nis }, '2026-11-22')).toEqual(['outside-territory']);
      expect(on({ ...statistics, nis }, '2026-11-22')).toEqual(['outside-territory']);
    }
  });

  it('lets a woonmaatschappij have what the instruments give to companies and rental offices, from the succession on', () => {
    const merged = changed({
      'participants/wm-proef.yaml':
        'id: wm-proef\nname: { nl: Woonmaatschappij (proef) }\nsure: assumed\nroles: [{ role: woonmaatschappij, from: 2022-07-01 }]\nsystems: { wm-proef: {} }\n',
    });
    const given = { ...statistics, system: 'wm-proef' };
    expect(['2022-12-31', '2023-01-01', '2026-11-22'].map((day) => answer(merged, given, day))).toEqual([
      'not-yet-in-force',
      'permit',
      'permit',
    ]);
    const office = { system: 'dossier', recipient: 'wm-proef', purpose: 'huursubsidie', category: 'kandidaat-huurder', fields: ['persoon.insz'] };
    expect(answer(merged, office, '2022-12-31')).toBe('not-yet-in-force');
    expect(answer(merged, office, '2023-01-01')).toBe('permit');
    expect(answer(merged, given, '2026-11-22', false)).toBe('unconfirmed');
  });

  it('has a woonmaatschappij by succession: before 2023 it had nothing, and from then on what companies and rental offices have', () => {
    const given = { ...statistics, system: 'wm-midden-west' };
    expect(on(given, '2022-12-31', '2023-01-01', '2026-11-22')).toEqual(['not-yet-in-force', 'permit', 'permit']);
    const office = { system: 'dossier', recipient: 'wm-midden-west', purpose: 'huursubsidie', category: 'kandidaat-huurder', fields: ['persoon.insz'] };
    expect(on(office, '2022-12-31', '2023-01-01')).toEqual(['not-yet-in-force', 'permit']);
    expect(answer(register, given, '2026-11-22', false)).toBe('unconfirmed');
  });

  it('has a general protocol that gives from each accession on, and to nobody for who did not join', () => {
    const dwellings = { recipient: 'svk-midden-west', purpose: 'woninggegevens', category: 'woning', fields: ['woning.id', 'woning.type'] };
    const by = (system: string, ...days: readonly string[]) => on({ ...dwellings, system }, ...days);
    expect(by('dossier-zuid-west', '2019-12-31', '2020-01-01')).toEqual(['not-yet-in-force', 'permit']);
    expect(by('wm-midden-west', '2023-06-30', '2023-07-01', '2026-11-22')).toEqual(['not-yet-in-force', 'permit', 'permit']);
    expect(by('patrimonium-gent', '2024-06-01')).toEqual(['no-permission']);
    expect(answer(register, { ...dwellings, system: 'wm-midden-west' }, '2026-11-22', false)).toBe('unconfirmed');
  });

  it('ends what a company had when its role ends', () => {
    const ended = changed({ 'participants/shm-zuid-west.yaml': ['roles: [shm,', 'roles: [{ role: shm, until: 2023-01-01 },'] });
    expect(answer(ended, statistics, '2022-12-31')).toBe('permit');
    expect(answer(ended, statistics, '2023-01-01')).toBe('expired');
  });

  it('passes what a participant had by name to its successor, and to nobody before', () => {
    const province = {
      'participants/provincie-proef.yaml': 'id: provincie-proef\nname: { nl: Provincie (proef) }\nsure: seed\n',
    };
    for (const keeps of [false, true]) {
      const passed = changed({
        ...province,
        'participants/vlabinvest.yaml': [
          'systems:',
          `succeededBy: [{ participant: provincie-proef, from: 2022-01-01, keeps: ${keeps} }]\nsystems:`,
        ],
      });
      const inArea = { ...project, nis: '23002' };
      const toProvince = { ...inArea, recipient: 'provincie-proef' };
      expect(['2021-12-31', '2022-01-01'].map((day) => answer(passed, toProvince, day))).toEqual(['not-yet-in-force', 'permit']);
      expect(['2021-12-31', '2022-01-01'].map((day) => answer(passed, inArea, day))).toEqual(['permit', keeps ? 'permit' : 'expired']);
    }
  });

  it('does not let VMSW’s staff moving make the agency a relay or source: no succession is registered for it', () => {
    expect(answer(register, { ...premium, system: 'wonen-vlaanderen' }, '2023-06-01')).toBe('no-permission');
  });

  it('is suspended for the days of a suspension, and open on the days around it', () => {
    const suspended = changed({
      [leiedalFile]: ['evidence: C', 'evidence: C\nsuspensions: [{ from: 2020-01-01, until: 2020-07-01, reason: onderzoek }]'],
    });
    const days = ['2019-12-31', '2020-01-01', '2020-06-30', '2020-07-01'];
    expect(days.map((day) => answer(suspended, statistics, day))).toEqual(['permit', 'suspended', 'suspended', 'permit']);
  });

  it('expires on its `until`, and goes on where a next version extends it', () => {
    const body = files.get(leiedalFile)!.split('versions:\n')[1]!.split('notes:')[0]!;
    const ended = body.replace('- from: 2015-02-18\n', '- from: 2015-02-18\n    until: 2020-01-01\n');
    const expired = changed({ [leiedalFile]: [body, ended] });
    expect(['2019-12-31', '2020-01-01'].map((day) => answer(expired, statistics, day))).toEqual(['permit', 'expired']);
    const next = body.replace('- from: 2015-02-18', '- from: 2020-01-01').replace('signed: 2015-02-18', 'signed: 2019-12-01');
    const extended = changed({ [leiedalFile]: [body, ended + next] });
    expect(['2019-12-31', '2020-01-01', '2026-11-22'].map((day) => answer(extended, statistics, day))).toEqual([
      'permit',
      'permit',
      'permit',
    ]);
  });

  it('answers by the version of the day when an instrument was amended under its number', () => {
    const body = files.get(leiedalFile)!.split('versions:\n')[1]!.split('notes:')[0]!;
    const amended = changed({
      [leiedalFile]: [
        body,
        body.replace('- from: 2015-02-18\n', '- from: 2015-02-18\n    until: 2017-01-01\n') +
          body.replace('- from: 2015-02-18', '- from: 2017-01-01').replace('          gezin.grootte: { sure: assumed }\n', ''),
      ],
    });
    expect(['2016-12-31', '2017-01-01'].map((day) => answer(amended, statistics, day))).toEqual(['permit', 'expired']);
    const less = { ...statistics, fields: statistics.fields.filter((path) => path !== 'gezin.grootte') };
    expect(['2016-12-31', '2017-01-01'].map((day) => answer(amended, less, day))).toEqual(['permit', 'permit']);
  });

  it('gives a general protocol to who acceded, while it takes part', () => {
    const general = changed({
      'instruments/prot-algemeen-proef.yaml': `id: prot-algemeen-proef
kind: protocol
authority: partijen
title: { nl: Algemeen protocol (proef) }
sure: seed
publications: [{ participant: leiedal, where: op de eigen site }, { participant: vmsw, where: op de eigen site }]
accessions:
  - { participant: shm-gent, as: gever, from: 2020-01-01, until: 2021-01-01 }
versions:
  - from: 2019-01-01
    signed: 2018-12-01
    advices:
      - { participant: leiedal, date: 2018-11-01, outcome: positive }
      - { participant: vmsw, date: 2018-11-02, outcome: positive }
    permissions:
      - provider: { acceded: gever }
        recipient: leiedal
        purpose: toezicht-sociale-huur
        categories: [huurder]
        retention: P1Y
        justification: om het toezicht te houden
        fields: { persoon.insz: }
`,
    });
    const asked = { system: 'patrimonium-gent', recipient: 'leiedal', purpose: 'toezicht-sociale-huur', category: 'huurder', fields: ['persoon.insz'] };
    const days = ['2019-12-31', '2020-01-01', '2020-12-31', '2021-01-01'];
    expect(days.map((day) => answer(general, asked, day))).toEqual(['not-yet-in-force', 'permit', 'permit', 'expired']);
    expect(answer(general, { ...asked, system: 'patrimonium-antwerpen' }, '2020-06-01')).toBe('no-permission');
  });

  it('permits nothing by a draft: undated, unsigned, or waiting for a council', () => {
    const file = 'instruments/prot-vmsw-wv-2019-07-11.yaml';
    const unsigned = changed({ [file]: ['    signed: 2019-07-11\n', ''] });
    const undated = changed({ [file]: ['  - from: 2019-07-11\n    signed', '  - signed'] });
    const waiting = changed({ [file]: ['    signed: 2019-07-11\n', '    signed: 2019-07-11\n    approvals: [{ body: gemeenteraad }]\n'] });
    const approved = changed({ [file]: ['    signed: 2019-07-11\n', '    signed: 2019-07-11\n    approvals: [{ body: gemeenteraad, on: 2019-07-01 }]\n'] });
    expect([unsigned, undated, waiting, approved].map((each) => answer(each, premium, '2021-03-01'))).toEqual(['draft', 'draft', 'draft', 'permit']);
  });

  it('gives nothing by acts whose split nobody knows before all of them are there, or while one of them is suspended', () => {
    const asked = { system: 'rijksregister', recipient: 'woondienst-izegem', purpose: 'opvolging-huur', category: 'huurder', fields: ['persoon.insz', 'persoon.naam'] };
    expect(on(asked, '2005-03-01', '2018-05-15', '2018-05-16')).toEqual(['not-yet-in-force', 'not-yet-in-force', 'permit']);
    const taxes = { ...asked, system: 'fod-financien', fields: ['persoon.insz', 'inkomen.belastbaar'] };
    expect(on(taxes, '2010-01-01', '2013-01-01')).toEqual(['not-yet-in-force', 'permit']);
    const suspended = changed({
      'instruments/rr-2013-79.yaml': [
        'sure: seed\n',
        "sure: seed\nsuspensions:\n  - { from: 2020-01-01, until: 2020-02-01, reason: een onderzoek }\n",
      ],
    });
    expect(answer(suspended, asked, '2020-01-31')).toBe('suspended');
    expect(answer(suspended, asked, '2020-02-01')).toBe('permit');
  });

  it('says which kind of instrument is missing where the sources name none', () => {
    const missing = (system: string, register: CompiledRegister) => {
      const asked = { system, recipient: 'woondienst-izegem', purpose: 'inschrijving-toewijzing', category: 'kandidaat-huurder' };
      return said(register, { ...asked, fields: ['persoon.insz'] }, '2026-11-22');
    };
    // Vehicle registration is federal; a care institution may be private, and what it knows is about health.
    expect(missing('div', register)).toEqual(['no-permission', expect.stringContaining('federaal protocol'), 'register-instrument']);
    expect(missing('zorginstelling', register)).toEqual([
      'no-permission',
      expect.stringContaining('toestemming van de persoon (AVG art. 6; voor gezondheid ook art. 9)'),
      'register-instrument',
    ]);
    expect(missing('ksz', register)[1]).toContain('kamer sociale zekerheid en gezondheid');
    expect(missing('leiedal', register)[1]).toContain('een protocol (e-gov-decreet van 18 juli 2008, art. 8)');
    const silent = changed({ 'participants/div.yaml': ['level: federal\n', ''] });
    expect(missing('div', silent)[1]).toContain('een beraadslaging (voor een federale of sociale bron)');
  });

  it('permits outside a demonstration only what rests on no assumption, or what two people confirmed in a source', () => {
    const city = { ...dwelling, system: 'vmsw', nis: '11002' };
    expect(answer(register, city, '2026-11-22', false)).toBe('unconfirmed');
    const confirmed = changed({
      'instruments/vtc-2010-1.yaml': [
        '    signed: 2010-02-17\n',
        '    signed: 2010-02-17\n    confirmed: { on: 2026-01-05, by: [een jurist, een functionaris], source: 2 }\n',
      ],
    });
    expect(answer(confirmed, city, '2026-11-22', false)).toBe('permit');
    // A confirmed act says nothing of a company that is itself an example: that is confirmed where it stands, or not at all.
    const company = { ...dwelling, nis: '11002' };
    const vouched = '\nconfirmed: { on: 2026-01-05, by: [een jurist, een functionaris], source: 2 }\n';
    const companyOnly = changed({ 'participants/shm-antwerpen.yaml': ['sure: assumed\n', `sure: assumed${vouched}`] });
    const both = changed({
      'instruments/vtc-2010-1.yaml': ['    signed: 2010-02-17\n', `    signed: 2010-02-17\n    ${vouched.trim()}\n`],
      'participants/shm-antwerpen.yaml': ['sure: assumed\n', `sure: assumed${vouched}`],
    });
    expect([confirmed, companyOnly, both].map((each) => answer(each, company, '2026-11-22', false))).toEqual([
      'unconfirmed',
      'unconfirmed',
      'permit',
    ]);
    const known = { system: 'rijksregister', recipient: 'woondienst-izegem', purpose: 'opvolging-huur', category: 'huurder', fields: ['persoon.insz', 'persoon.naam'] };
    expect(answer(register, known, '2026-11-22', false)).toBe('permit');
  });
});
