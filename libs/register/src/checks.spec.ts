import { faultLine } from './fault';
import { parseRegister } from './parse';
import { specimen } from '../../../test/support/register-specimen';

type Changes = Parameters<typeof specimen>[0];
const instrument = 'instruments/vtc-2015-9.yaml';
const protocol = 'instruments/prot-1.yaml';
const lines = (changes: Changes) => parseRegister(specimen(changes)).faults.map(faultLine);
const withoutPlace = (told: readonly string[]) => told.map((line) => line.replace(/:[0-9]+:[0-9]+:/, ':'));

/** A decree for one recipient and statistical purpose, whose birth date becomes this class. */
function decree(id: string, klass: string, days: string): Changes {
  return {
    [`instruments/${id}.yaml`]: `id: ${id}
kind: decree
authority: partijen
title: { nl: ${id} }
sure: seed
versions:
  - ${days}
    permissions:
      - provider: relais
        recipient: ontvanger
        purpose: statistiek
        categories: [huurder]
        fields: { persoon.insz: { duty: suppress }, persoon.geboortedatum: { duty: 'generalise:${klass}' } }
`,
  };
}

describe('two classes of one field', () => {
  const conflict = (id: string) =>
    `instruments/c.yaml: \`persoon.geboortedatum\` becomes \`kwartaal\` here and \`jaar\` in \`${id}\`, for the same recipient, purpose and provider; choose one class for both`;
  const from = (day: string, until?: string) => `from: ${day}${until === undefined ? '' : `\n    until: ${until}`}`;

  it('are a fault on one day, and none on other days', () => {
    const asked = (days: string) =>
      withoutPlace(
        lines({ ...decree('a', 'jaar', from('2016-01-01', '2017-01-01')), ...decree('c', 'kwartaal', days) }),
      );
    expect(asked(from('2017-01-01'))).toEqual([]);
    expect(asked(from('2016-12-31'))).toEqual([conflict('a')]);
    expect(asked(from('2015-01-01', '2016-01-01'))).toEqual([]);
    expect(asked(from('2015-01-01', '2016-01-02'))).toEqual([conflict('a')]);
  });

  it('are found whichever of several acts asks the other, on the days of each', () => {
    const third = (first: string, second: string, days: string) =>
      withoutPlace(
        lines({ ...decree('a', 'jaar', first), ...decree('b', 'jaar', second), ...decree('c', 'kwartaal', days) }),
      );
    expect(third(from('2015-01-01', '2016-01-01'), from('2015-01-01'), from('2017-01-01'))).toEqual([conflict('b')]);
    expect(third(from('2016-01-01'), from('2015-01-01'), from('2015-01-01', '2015-06-01'))).toEqual([conflict('b')]);
    expect(third(from('2015-01-01'), from('2015-01-01'), from('2015-01-01'))).toEqual([conflict('a')]);
    expect(lines({ ...decree('a', 'jaar', from('2015-01-01')), ...decree('b', 'jaar', from('2015-01-01')) })).toEqual(
      [],
    );
    const reversed = { ...decree('a', 'kwartaal', from('2015-01-01')), ...decree('b', 'jaar', from('2015-01-01')) };
    expect(withoutPlace(lines(reversed))).toEqual([
      conflict('a').replace('c.yaml', 'b.yaml').replace('`kwartaal` here and `jaar`', '`jaar` here and `kwartaal`'),
    ]);
  });
});

describe('a confirmation', () => {
  const confirmed = '    confirmed: { on: 2026-01-05, by: [een, twee], source: 4 }\n';
  const on = (text: string, by = 'een, twee'): Changes => ({
    [protocol]: ['    signed: 2019-12-01\n', `    signed: 2019-12-01\n${text}${confirmed.replace('een, twee', by)}`],
  });
  const unknown = (what: string) =>
    `it confirms a version whose ${what} nobody knows; write what the source says in place of \`unknown\``;

  it('may not leave several things unknown, and is told of all of them', () => {
    const both = specimen(
      on('    approvals: [{ body: raad, on: 2019-01-01 }, { body: gemeenteraad, on: unknown, sure: assumed }]\n'),
    );
    const text = both.get(protocol)!.replace('date: 2019-11-02', 'sure: assumed, date: unknown');
    expect(lines({ [protocol]: text })).toEqual([`${protocol}:14:16: ${unknown('advice and approval')}`]);
  });

  it('may rest on an approval of which the day is known, and on advices, publications and reasons that are', () => {
    expect(lines(on('    approvals: [{ body: raad, on: 2019-01-01 }]\n'))).toEqual([]);
  });

  it('may not leave unknown what one of its permissions or fields alone does not know', () => {
    const text = specimen(on('')).get(protocol)!;
    const [head, permission] = text.split('      - provider: maatschappij\n');
    const [known, rest] = [
      permission!.slice(0, permission!.indexOf('  - from: 2022')),
      permission!.slice(permission!.indexOf('  - from: 2022')),
    ];
    const second = (bent: string) =>
      lines({
        [protocol]: `${head}      - provider: maatschappij\n${known}      - provider: maatschappij\n${bent}${rest}`,
      });
    expect(second(known)).toEqual([]);
    expect(
      second(
        known
          .replace('woning.nis:', 'woning.nis: { justification: unknown }')
          .replace('        categories', '        sure: assumed\n        categories'),
      ),
    ).toContain(`${protocol}:13:16: ${unknown('justification')}`);
    expect(
      second(
        known.replace('categories:', 'processingAgreement: { signed: unknown, sure: assumed }\n        categories:'),
      ),
    ).toEqual([`${protocol}:13:16: ${unknown('processing agreement')}`]);
  });

  it.each([
    ['Proef Persoon, proef persoon'],
    ['Proef Persoon, " Proef  Persoon "'],
    ['"Proef\\tPersoon", Proef Persoon'],
    ['"o\\uFB03cier", officier'],
  ])('is not of two people under two spellings of one name: %s', (by) => {
    expect(lines(on('', by))).toEqual([
      `${protocol}:13:38: two different people confirm what was assumed; name each once`,
    ]);
  });

  it('is of two people whose names differ by a space', () => {
    expect(lines(on('', 'proefpersoon, proef persoon'))).toEqual([]);
  });
});

describe('what an instrument says of another', () => {
  it('cannot be that it is joint with itself, or replaces itself', () => {
    const itself = (text: string) => lines({ [instrument]: ['sure: seed', `sure: seed\n${text}`] });
    expect(itself('jointly: [vtc-2015-9]')).toEqual([
      `${instrument}:7:11: \`vtc-2015-9\` does not name \`vtc-2015-9\` as joint; joint instruments name each other`,
    ]);
    expect(itself('replaces: [vtc-2015-9]')).toEqual([
      `${instrument}:7:12: \`vtc-2015-9\` goes on after 2015-02-18, the day on which this replaces it; give its last version \`until: 2015-02-18\``,
    ]);
  });

  it('cannot be that it replaces what goes on in one of its versions, and may be once all ended', () => {
    const replacing = (more: Changes = {}) =>
      lines({
        ...more,
        'instruments/nieuw.yaml':
          'id: nieuw\nkind: decree\nauthority: vtc\ntitle: { nl: N }\nsure: seed\nreplaces: [prot-1]\nversions: [{ from: 2022-06-01 }, { from: 2022-01-01, until: 2022-06-01 }, {}]\n',
      });
    const open =
      'instruments/nieuw.yaml:6:12: `prot-1` goes on after 2022-01-01, the day on which this replaces it; give its last version `until: 2022-01-01`';
    expect(replacing()).toEqual([open]);
    expect(
      replacing({ [protocol]: ['  - from: 2022-01-01\n    signed: 2021-12-01\n    permissions: []\n', ''] }),
    ).toEqual([]);
    const longer = (until: string) =>
      replacing({
        [protocol]: [
          '  - from: 2022-01-01\n    signed: 2021-12-01\n',
          `  - from: 2022-01-01\n    until: ${until}\n    signed: 2021-12-01\n`,
        ],
      });
    expect(longer('2022-01-02')).toEqual([open]);
  });

  it('may be a number that another authority gave too, or that is another', () => {
    const numbered = (number: string, authority = 'vtc') =>
      lines({
        'instruments/x.yaml': `id: x\nkind: decree\nauthority: ${authority}\nnumber: ${number}\ntitle: { nl: X }\nsure: seed\nversions: [{}]\n`,
      });
    const same = (number: string) => [
      `instruments/x.yaml:4:9: \`vtc\` has given number \`${number}\` to \`vtc-2015-9\` too; correct the number, or make one instrument of the two with a version each`,
    ];
    expect(numbered('09/2015')).toEqual(same('09/2015'));
    expect(numbered('009/2015')).toEqual(same('009/2015'));
    expect(numbered('9/02015')).toEqual(same('9/02015'));
    for (const other of ['90/2015', '9/20150', '9/2105', '0/2015']) expect(numbered(other)).toEqual([]);
    expect(numbered('9/2015', 'partijen')).toEqual([]);
  });
});

describe('a case', () => {
  const approved = '[{ by: jurist, on: 2026-01-05 }, { by: functionaris, on: 2026-01-06 }]';
  const written = (
    kind: string,
    body: string,
    path = 'cases/zaak-1.yaml',
    days = 'from: 2026-01-10, until: 2026-02-10',
  ): Changes => ({
    [path]: `id: zaak-1\nkind: ${kind}\nauthority: vtc\ntitle: { nl: Zaak }\nsure: seed\n${body}versions: [{ ${days} }]\n`,
  });
  const person = `person: ${'a'.repeat(26)}`;
  const confidential = 'confidential: true\n';

  // One case a line, as in a table.
  // prettier-ignore
  it.each<[string, Changes, string[]]>([
    ['has one person', written('legal-duty', confidential), ['cases/zaak-1.yaml:2:7: it needs a `case`: one person; complete the case in control']],
    ['is of a kind that is about one person', written('decree', `${confidential}case:\n  ${person}\n  approvals: ${approved}\n`), ['cases/zaak-1.yaml:2:7: only an instrument about one person has a `case`; complete the case in control']],
    ['says that it is confidential', written('legal-duty', `case:\n  ${person}\n  approvals: ${approved}\n`), ['cases/zaak-1.yaml:1:5: an instrument in `cases/` must say `confidential: true`; public files hold no case; a case says that it is confidential']],
    ['stands in no public file', written('legal-duty', `${confidential}case:\n  ${person}\n  approvals: ${approved}\n`, 'instruments/zaak-1.yaml'), ['instruments/zaak-1.yaml:1:5: a confidential instrument never stands among the public files; enter it in control']],
    ['stands in no public file, whatever it says of itself', written('legal-duty', `case:\n  ${person}\n  approvals: ${approved}\n`, 'instruments/zaak-1.yaml'), ['instruments/zaak-1.yaml:1:5: a confidential instrument never stands among the public files; enter it in control']],
    ['has two approvers', written('legal-duty', `${confidential}case:\n  ${person}\n  approvals: [{ by: jurist, on: 2026-01-05 }]\n`), ['cases/zaak-1.yaml:9:14: a case needs two different approvers; complete the case in control']],
    ['has two approvers who differ', written('portability', `${confidential}case:\n  ${person}\n  approvals: [{ by: jurist, on: 2026-01-05 }, { by: jurist, on: 2026-01-06 }]\n`), ['cases/zaak-1.yaml:9:14: a case needs two different approvers; complete the case in control']],
    ['has one approver at least where it is urgent', written('vital-interest', `${confidential}case:\n  ${person}\n  reviewBefore: 2026-01-11T12:00:00Z\n  approvals: []\n`), ['cases/zaak-1.yaml:10:14: a case needs somebody who answers for it; complete the case in control']],
    ['is reviewed only where it is urgent', written('legal-duty', `${confidential}case:\n  ${person}\n  reviewBefore: 2026-01-11T12:00:00Z\n  approvals: ${approved}\n`), ['cases/zaak-1.yaml:9:17: `reviewBefore` is for vital interest only; complete the case in control']],
    ['is reviewed at an instant that there is', written('vital-interest', `${confidential}case:\n  ${person}\n  reviewBefore: 2026-13-11T12:00:00Z\n  approvals: ${approved}\n`), ['cases/zaak-1.yaml:9:17: `reviewBefore` is no instant; complete the case in control']],
    ['has an end', written('legal-duty', `${confidential}case:\n  ${person}\n  approvals: ${approved}\n`, undefined, 'from: 2026-01-10'), ['cases/zaak-1.yaml:10:12: a case needs an end: `until`; complete the case in control']],
    ['may be urgent, with one approver and a review', written('vital-interest', `${confidential}case:\n  ${person}\n  reviewBefore: 2026-01-11T12:00:00Z\n  approvals: [{ by: jurist, on: 2026-01-05 }]\n`), []],
    ['may be about data that somebody takes along', written('portability', `${confidential}case:\n  ${person}\n  approvals: ${approved}\n`), []],
  ])('%s', (_what, changes, expected) => {
    expect(lines(changes)).toEqual(expected);
  });
});

describe('an authorisation of an authority that closed', () => {
  /** The statistical permission before and after the day of closing, bent apart. */
  const again = (before: (text: string) => string, after: (text: string) => string): Changes => {
    const text = specimen().get(instrument)!;
    const permission = text.slice(text.lastIndexOf('      - provider'));
    const version = (days: string, bent: string) => `  - ${days}\n    permissions:\n${bent}`;
    return {
      [instrument]: `${text.split('versions:')[0]}versions:\n${version('from: 2015-02-18\n    until: 2020-01-01', before(permission))}${version('from: 2020-01-01', after(permission))}`,
    };
  };
  const adding = (line: string) => (text: string) =>
    text.replace('        purpose', `        ${line}\n        purpose`);
  const same = (text: string) => text;
  const gained = (changes: Changes) => lines(changes).map((line) => /gain (.*);/.exec(line)?.[1] ?? line);
  const onConditions = (path: string) =>
    `\`${path}\` from any \`shm\` to \`ontvanger\` for \`statistiek\` about \`huurder\` on these conditions`;

  it.each([
    ['a relay', 'via: relais'],
    ['a file that must be open', 'relation: { caseload: recipient }'],
    ['a consent', 'consent: true'],
    ['people not to be contacted', 'doNotContact: true'],
    ['a territory', 'territory: { set: streek }'],
    ['a leaf that decides', 'territory: { set: streek, leaf: persoon.adres.nis }'],
  ])('goes on with %s that it had', (_what, line) => {
    expect(lines(again(adding(line), adding(line)))).toEqual([]);
  });

  it.each([
    [
      'a file at the recipient for one at the provider',
      'relation: { caseload: recipient }',
      'relation: { caseload: provider }',
    ],
    ['consent for people not to be contacted', 'consent: true', 'doNotContact: true'],
    ['people not to be contacted for consent', 'doNotContact: true', 'consent: true'],
    [
      'a leaf for another',
      'territory: { set: streek, leaf: persoon.adres.nis }',
      'territory: { set: streek, leaf: woning.nis }',
    ],
    [
      'a leaf for the request’s own municipality',
      'territory: { set: streek, leaf: persoon.adres.nis }',
      'territory: { set: streek }',
    ],
  ])('cannot change %s', (_what, before, after) => {
    expect(gained(again(adding(before), adding(after)))).toEqual([onConditions('persoon.insz')]);
  });

  it('cannot give a field under a weaker duty, although another field had that duty', () => {
    const kept = (text: string) =>
      text.replace("persoon.geboortedatum: { duty: 'generalise:jaar' }", 'persoon.geboortedatum: {}');
    const stricter = (text: string) =>
      kept(text).replace('persoon.insz: { duty: pseudonymise }', 'persoon.insz: { duty: suppress }');
    expect(gained(again(stricter, kept))).toEqual([onConditions('persoon.insz')]);
    expect(gained(again(kept, stricter))).toEqual([]);
    expect(gained(again(same, kept))).toEqual([onConditions('persoon.geboortedatum')]);
  });

  it('cannot gain fields, of which five are named', () => {
    const more = (text: string) =>
      text
        .replace(
          '        fields:\n',
          "        fields:\n          persoon.adres.nis: {}\n          persoon.adres.straat: { duty: suppress }\n          'gezin.leden[].insz': { duty: suppress }\n          'gezin.leden[].naam': { duty: suppress }\n          'gezin.codes[]': {}\n          woning.nis: {}\n",
        )
        .replace('[huurder]', '[huurder, gezinslid]');
    expect(gained(again(same, more))).toEqual([
      '`persoon.adres.nis`, `persoon.adres.straat`, `gezin.leden[].insz`, `gezin.leden[].naam`, `gezin.codes[]`',
    ]);
  });
});
