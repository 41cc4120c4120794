import { join } from 'node:path';
import { faultCodes, faultLine, type FaultCode } from './fault';
import { parseRegister } from './parse';
import { expectReviewed } from '../../../test/support/reviewed';
import { specimen } from '../../../test/support/register-specimen';

const instrument = 'instruments/vtc-2015-9.yaml';
const protocol = 'instruments/prot-1.yaml';

/** The statistical permission of the instrument again from 2020, when its authority has closed, with one change. */
function legacy(before: string, after: string, inBoth = ''): Parameters<typeof specimen>[0] {
  const text = specimen().get(instrument)!;
  const permission = text
    .slice(text.lastIndexOf('      - provider'))
    .replace('        fields:\n', `${inBoth}        fields:\n`);
  const head = text.slice(0, text.indexOf('versions:'));
  if (!permission.includes(before)) throw new Error(`the permission has no \`${before}\``);
  return {
    [instrument]: `${head}versions:\n  - from: 2015-02-18\n    until: 2020-01-01\n    permissions:\n${permission}  - from: 2020-01-01\n    permissions:\n${permission.replace(before, () => after)}`,
  };
}

/** The protocol confirmed, with one more change. */
function confirming([before, after]: readonly [string, string]): Parameters<typeof specimen>[0] {
  const text = specimen().get(protocol)!;
  if (!text.includes(before)) throw new Error(`the protocol has no \`${before}\``);
  return {
    [protocol]: text
      .replace(
        'signed: 2019-12-01\n',
        'signed: 2019-12-01\n    confirmed: { on: 2026-01-05, by: [een, twee], source: 4 }\n',
      )
      .replace(before, () => after),
  };
}

/** What is bent, and the fault it must give: code, place, and words in its message or hint. */
// One case a line, as in a table.
// prettier-ignore
const cases: readonly (readonly [FaultCode, string, Parameters<typeof specimen>[0], string, string])[] = [
  ['unknown-file', 'a file that nothing reads', { 'instruments/Notes.txt': 'x' }, 'instruments/Notes.txt:1:1', 'nothing reads'],
  ['encoding', 'a byte order mark', { [instrument]: ['id: vtc', '\ufeffid: vtc'] }, `${instrument}:1:1`, 'byte order mark'],
  ['encoding', 'bytes that are no UTF-8', { [instrument]: ['sure: seed', 'sure: \ufffd'] }, `${instrument}:6:7`, 'no UTF-8'],
  ['encoding', 'a control character', { [instrument]: ['sure: seed', 'sure: \u007f'] }, `${instrument}:6:7`, 'remove it'],
  ['kbo-check', 'an enterprise number that does not check', { 'participants/maatschappij.yaml': ['sure: seed', "sure: seed\nkbo: '0236506488'"] }, 'participants/maatschappij.yaml:4:6', '`0236506488`'],
  ['yaml-syntax', 'text that is no YAML', { [instrument]: 'id: [' }, `${instrument}:1:`, ''],
  ['yaml-syntax', 'an empty file', { [instrument]: '' }, `${instrument}:1:1`, 'empty'],
  ['yaml-syntax', 'brackets without end', { [instrument]: '['.repeat(20_000) }, `${instrument}:1:`, 'deep'],
  ['too-large', 'a nesting deeper than any file needs', { [instrument]: `a: ${'['.repeat(30)}${']'.repeat(30)}` }, `${instrument}:1:`, ''],
  ['too-large', 'a file beyond its bound', { [instrument]: `#${' '.repeat(4_194_304)}` }, `${instrument}:1:1`, ''],
  ['yaml-feature', 'an anchor', { [instrument]: ['title: { nl', 'title: &a { nl'] }, `${instrument}:5:8`, 'anchor'],
  ['yaml-feature', 'an alias', { [instrument]: ['sure: seed', 'sure: *a'] }, `${instrument}:6:`, ''],
  ['yaml-feature', 'a tag', { [instrument]: ['sure: seed', 'sure: !x seed'] }, `${instrument}:6:`, 'tag'],
  ['yaml-feature', 'a merge key', { [instrument]: ['sure: seed', 'sure: seed\n<<: { evidence: A }'] }, `${instrument}:7:1`, 'merge'],
  ['yaml-feature', 'a second document', { [instrument]: ['sure: seed', '---\nsure: seed'] }, `${instrument}:6:`, ''],
  ['duplicate-key', 'a key that stands twice', { [instrument]: ['sure: seed', 'sure: seed\nsure: assumed'] }, `${instrument}:7:1`, 'twice'],
  ['reserved-key', 'a prototype key', { 'purposes/p.yaml': ['  beheer:', '  __proto__:'] }, 'purposes/p.yaml:2:3', ''],
  ['unknown-key', 'a misspelt key', { [instrument]: ['recipient:', 'recipent:'] }, `${instrument}:12:9`, '`recipient`'],
  ['missing-key', 'a permission without recipient', { [instrument]: ['        recipient: ontvanger\n', ''] }, `${instrument}:`, '`recipient`'],
  ['wrong-type', 'a NIS code without quotes', { 'territories/streek.yaml': ["nis: '34022'", 'nis: 34022'] }, 'territories/streek.yaml:5:12', 'quotes'],
  ['wrong-form', 'a day that no calendar has', { [instrument]: ['2015-02-18', '2015-02-29'] }, `${instrument}:8:11`, '2015-02-29'],
  ['wrong-form', 'an unknown provenance', { [instrument]: ['sure: seed', 'sure: certain'] }, `${instrument}:6:7`, ''],
  ['unknown-value', 'an unknown kind', { [instrument]: ['authorisation', 'authorization'] }, `${instrument}:2:7`, '`authorisation`'],
  ['out-of-bounds', 'a permission without categories', { [instrument]: ['[huurder, gezinslid]', '[]'] }, `${instrument}:14:21`, ''],
  ['file-name', 'an id that is not the name of the file', { [instrument]: ['id: vtc-2015-9', 'id: vtc-2015-8'] }, `${instrument}:1:5`, ''],
  ['duplicate-id', 'a purpose that is defined twice', { 'purposes/q.yaml': 'purposes: { beheer: { title: { nl: X }, sure: seed } }' }, 'purposes/q.yaml:1:', ''],
  ['duplicate-id', 'a system of two participants', { 'participants/relais.yaml': ['sure: seed', 'sure: seed\nsystems: { teller: {} }'] }, 'participants/relais.yaml:', ''],
  ['unknown-authority', 'an unknown authority', { [instrument]: ['authority: vtc', 'authority: vct'] }, `${instrument}:3:12`, '`vtc`'],
  ['unknown-category', 'an unknown category', { [instrument]: ['[huurder, gezinslid]', '[huurders, gezinslid]'] }, `${instrument}:14:22`, '`huurder`'],
  ['unknown-field', 'an unknown field', { [instrument]: ['persoon.naam', 'persoon.naan'] }, `${instrument}:18:11`, '`persoon.naam`'],
  ['unknown-field', 'shorthand for nothing', { [instrument]: ['persoon.adres.*', 'persoon.adress.*'] }, `${instrument}:19:11`, ''],
  ['unknown-generalisation', 'an unknown class', { [instrument]: ['generalise:jaar', 'generalise:jaarr'] }, `${instrument}:28:`, '`jaar`'],
  ['unknown-instrument', 'an unknown joint instrument', { [instrument]: ['sure: seed', 'sure: seed\njointly: [prot-2]'] }, `${instrument}:7:11`, '`prot-1`'],
  ['unknown-participant', 'an unknown recipient', { [instrument]: ['recipient: ontvanger', 'recipient: ontvagner'] }, `${instrument}:12:20`, '`ontvanger`'],
  ['unknown-purpose', 'an unknown purpose', { [instrument]: ['purpose: beheer', 'purpose: behee'] }, `${instrument}:13:18`, '`beheer`'],
  ['unknown-role', 'an unknown role', { [instrument]: ['{ role: shm }', '{ role: sm }'] }, `${instrument}:10:19`, '`shm`'],
  ['unknown-source', 'an unknown source', { [instrument]: ['sure: seed', 'sure: source:5'] }, `${instrument}:6:7`, '`4`'],
  ['unknown-territory', 'an unknown territory', { [instrument]: ['set: streek', 'set: streken'] }, `${instrument}:15:27`, '`streek`'],
  ['unknown-capacity', 'a capacity in which nobody acceded', { [instrument]: ['{ role: shm }', '{ acceded: gever }'] }, `${instrument}:10:19`, ''],
  ['catalogue-shape', 'a leaf that is an object too', { 'fields/f.yaml': ['fields:', 'fields:\n  persoon.adres: { title: X, type: text }'] }, 'fields/f.yaml:', ''],
  ['territory-members', 'a member that is there twice on a day', { 'territories/streek.yaml': ['from: 2025-01-01', 'from: 2025-01-01 }\n  - { nis: "34022", name: Kortrijk'] }, 'territories/streek.yaml:8:', ''],
  ['empty-window', 'a window without a day', { 'participants/opvolger.yaml': ['2024-01-01', '2024-01-01, until: 2024-01-01'] }, 'participants/opvolger.yaml:4:', ''],
  ['succession-cycle', 'a succession in a circle', { 'roles/r.yaml': [ 'wm: { title: { nl: WM }', 'wm: { title: { nl: WM }, succeededBy: [{ role: shm, from: 2024-01-01, sure: seed }]', ], }, 'roles/r.yaml:2:', ''],
  ['division-cycle', 'a division of itself', { 'participants/relais.yaml': ['sure: seed', 'sure: seed\ndivisionOf: relais'] }, 'participants/relais.yaml:4:13', 'is a division of itself'],
  ['extension-cycle', 'an instrument that extends itself', { [protocol]: ['sure: seed', 'sure: seed\nextends: [prot-1]'] }, `${protocol}:6:10`, 'extends itself'],
  ['number-collision', 'one number twice, whatever the spaces and signs', { 'instruments/x.yaml': 'id: x\nkind: decree\nauthority: vtc\nnumber: Nr. 009 - 2015\ntitle: { nl: X }\nsure: seed\nversions: [{}]\n', }, 'instruments/x.yaml:4:9', '`vtc-2015-9`'],
  ['number-collision', 'an alias that is the number of another', { 'instruments/x.yaml': 'id: x\nkind: decree\nauthority: vtc\naliases: [VTC 09/2015]\ntitle: { nl: X }\nsure: seed\nversions: [{}]\n', }, 'instruments/x.yaml:4:11', '`VTC 09/2015` is a name given to `vtc-2015-9` too'],
  ['number-collision', 'one number twice, whatever the zeros', { 'instruments/x.yaml': 'id: x\nkind: decree\nauthority: vtc\nnumber: 09/2015\ntitle: { nl: X }\nsure: seed\nversions: [{}]\n', }, 'instruments/x.yaml:4:9', '`vtc-2015-9`'],
  ['version-overlap', 'two versions on one day', { [protocol]: ['until: 2022-01-01', 'until: 2022-01-02'] }, `${protocol}:26:`, ''],
  ['advice-missing', 'a signed protocol without both advices', { [protocol]: ['      - { participant: ontvanger, date: 2019-11-02, outcome: positive }\n', ''] }, `${protocol}:10:`, '`ontvanger`'],
  ['advice-late', 'an advice on the day of signature', { [protocol]: ['date: 2019-11-02', 'date: 2019-12-01'] }, `${protocol}:15:`, ''],
  ['advice-reason', 'a negative advice without reason', { [protocol]: ['2019-11-02, outcome: positive', '2019-11-02, outcome: negative'] }, `${protocol}:15:`, ''],
  ['unknown-unmarked', 'an unknown date that is not marked as assumed', { [protocol]: ['date: 2019-11-02', 'date: unknown'] }, `${protocol}:15:`, ''],
  ['publication-missing', 'a protocol that a party did not publish', { [protocol]: ['  - { participant: ontvanger, where: op de eigen site }\n', ''] }, `${protocol}:9:`, '`ontvanger`'],
  ['joint-mismatch', 'a joint instrument that does not name it back', { [instrument]: ['sure: seed', 'sure: seed\njointly: [prot-1]'] }, `${instrument}:7:11`, ''],
  ['joint-mismatch', 'an unknown split with nobody named', { [instrument]: ['        via: relais', '        split: unknown\n        via: relais'] }, `${instrument}:`, 'jointly'],
  ['legacy-gain', 'an authorisation signed after its authority closed', { [instrument]: ['  - from: 2015-02-18', '  - from: 2015-02-18\n    signed: 2026-02-18'] }, `${instrument}:`, 'protocol'],
  ['legacy-gain', 'a field that a closed authorisation gains', { [instrument]: [ '    permissions:', '    until: 2020-01-01\n    permissions: []\n  - from: 2020-01-01\n    permissions:', ], }, `${instrument}:11:`, 'protocol'],
  ['confidential-place', 'a confidential instrument among public files', { [instrument]: ['sure: seed', 'sure: seed\nconfidential: true'] }, `${instrument}:1:`, ''],
  ['case-incomplete', 'a legal duty without a person', { [instrument]: ['kind: authorisation', 'kind: legal-duty'] }, `${instrument}:2:7`, ''],
  ['identifier-missing', 'a permission about persons without their INSZ', { [instrument]: ['          persoon.insz: {}\n', ''] }, `${instrument}:16:`, 'suppress'],
  ['identifier-missing', 'fields of a person inside without their INSZ', { [instrument]: ["'gezin.leden[].insz': { duty: suppress }", "'gezin.leden[].naam': {}"] }, `${instrument}:16:`, '`gezinslid`'],
  ['category-missing', 'fields of a category that is not listed', { [instrument]: ['[huurder, gezinslid]', '[huurder]'] }, `${instrument}:14:`, '`gezinslid`'],
  ['dwelling-person', 'a person in a record about a dwelling', { [protocol]: ['woning.nis:', 'persoon.insz:'] }, `${protocol}:25:11`, ''],
  ['dwelling-person', 'dwellings and persons in one permission', { [protocol]: ['[woning]', '[woning, huurder]'] }, `${protocol}:20:`, ''],
  ['statistical-identifier', 'an INSZ to a statistical recipient', { [instrument]: ['{ duty: pseudonymise }', '{}'] }, `${instrument}:27:11`, 'pseudonymise'],
  ['statistical-text', 'a name to a statistical recipient', { [instrument]: ['persoon.naam: { duty: suppress }', 'persoon.naam: {}'] }, `${instrument}:29:11`, ''],
  ['duty-type', 'a pseudonym of a name', { [instrument]: ['persoon.naam: {}', 'persoon.naam: { duty: pseudonymise }'] }, `${instrument}:18:11`, ''],
  ['duty-type', 'a class that does not fit', { [instrument]: ['persoon.naam: {}', "persoon.naam: { duty: 'generalise:jaar' }"] }, `${instrument}:18:11`, ''],
  ['generalisation-conflict', 'two classes of one field on one day', { 'instruments/y.yaml': 'id: y\nkind: decree\nauthority: vtc\ntitle: { nl: Y }\nsure: seed\nversions:\n  - from: 2016-01-01\n    permissions:\n      - provider: maatschappij\n        recipient: ontvanger\n        purpose: statistiek\n        categories: [huurder]\n        fields:\n          persoon.insz: { duty: suppress }\n          persoon.geboortedatum: { duty: "generalise:kwartaal" }\n', }, 'instruments/y.yaml:15:11', '`jaar`'],
  ['territory-leaf', 'a deciding leaf without NIS code', { [instrument]: ['leaf: persoon.adres.nis', 'leaf: persoon.naam'] }, `${instrument}:15:`, ''],
  ['processing-agreement-missing', 'a processor without agreement', { 'participants/ontvanger.yaml': ['sure: seed', 'sure: seed\nprocessor: true'] }, `${protocol}:18:`, ''],
  ['number-grant', 'data under a grant of the number', { [instrument]: ['purpose: beheer', 'purpose: beheer\n        grant: number'] }, `${instrument}:`, ''],
  ['territory-code', 'an arrondissement for its municipalities', { 'territories/streek.yaml': ["'34022'", "'34000'"] }, 'territories/streek.yaml:5:12', '`34000`'],
  ['territory-code', 'the number of no province', { 'territories/streek.yaml': ["'34022'", "'04022'"] }, 'territories/streek.yaml:5:12', '`04022`'],
  ['unknown-unmarked', 'a membership since an unknown day that is not marked as assumed', { 'territories/streek.yaml': ['name: Kortrijk', 'name: Kortrijk, from: 2020-01-01, since: unknown'] }, 'territories/streek.yaml:5:', '`since: unknown`'],
  ['unknown-unmarked', 'a membership since an unknown day with no first day that we know', { 'territories/streek.yaml': ['name: Kortrijk', 'name: Kortrijk, since: unknown, sure: assumed'] }, 'territories/streek.yaml:5:', '`from`'],
  ['approval-late', 'an approval after the first day', { [protocol]: ['    signed: 2019-12-01', '    signed: 2019-12-01\n    approvals: [{ body: gemeenteraad, on: 2020-01-02 }]'] }, `${protocol}:13:17`, '2020-01-02'],
  ['unknown-unmarked', 'an approval on an unknown day that is not marked as assumed', { [protocol]: ['    signed: 2019-12-01', '    signed: 2019-12-01\n    approvals: [{ body: gemeenteraad, on: unknown }]'] }, `${protocol}:13:17`, ''],
  ['signature-late', 'a protocol that holds before its signature', { [protocol]: ['signed: 2019-12-01', 'signed: 2020-01-02'] }, `${protocol}:10:11`, '2020-01-02'],
  ['justification-missing', 'a protocol that does not say why', { [protocol]: ['        justification: om de woning te vinden\n', ''] }, `${protocol}:22:9`, '`woning.id`, `woning.nis` are'],
  ['justification-missing', 'a field that alone has no reason', { [protocol]: ['        justification: om de woning te vinden\n        retention: P5Y\n        fields:\n          woning.id:', '        retention: P5Y\n        fields:\n          woning.id: { justification: a }'] }, `${protocol}:22:9`, '`woning.nis` is'],
  ['unknown-unmarked', 'an unknown reason that is not marked as assumed', { [protocol]: ['om de woning te vinden', 'unknown'] }, `${protocol}:23:9`, ''],
  ['retention-missing', 'a protocol that does not say how long', { [protocol]: ['        retention: P5Y\n', ''] }, `${protocol}:17:9`, 'P10Y'],
  ['unknown-unmarked', 'an unknown retention that is not marked as assumed', { [protocol]: ['retention: P5Y', 'retention: unknown'] }, `${protocol}:22:20`, ''],
  ['confirmation-people', 'one person under two spellings', { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    confirmed: { on: 2026-01-05, by: [Een Jurist, " een  jurist "], source: 4 }'] }, `${instrument}:9:38`, 'two different'],
  ['confirmation-people', 'one person with a character that nobody sees', { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    confirmed: { on: 2026-01-05, by: [een, "een\\u200b"], source: 4 }'] }, `${instrument}:9:38`, 'two different'],
  ['confirmation-people', 'one person twice among three', { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    confirmed: { on: 2026-01-05, by: [een, Een, twee], source: 4 }'] }, `${instrument}:9:38`, 'name each once'],
  ['confirmation-people', 'a participant confirmed by one person twice', { 'participants/ontvanger.yaml': ['sure: seed', 'sure: assumed\nconfirmed: { on: 2026-01-05, by: [Een Jurist, een jurist], source: 4 }'] }, 'participants/ontvanger.yaml:4:34', 'two different'],
  ['confirmation-people', 'a role confirmed by one person twice', { 'roles/r.yaml': ['sure: source:4 }]', 'sure: assumed }], confirmed: { on: 2026-01-05, by: [een, Een], source: 4 }'] }, 'roles/r.yaml:2:', 'two different'],
  ['confirmation-people', 'a purpose confirmed by one person twice', { 'purposes/p.yaml': ['sure: seed', 'sure: assumed, confirmed: { on: 2026-01-05, by: [een, Een], source: 4 }'] }, 'purposes/p.yaml:2:', 'two different'],
  ['confirmation-people', 'a territory confirmed by one person twice', { 'territories/streek.yaml': ['sure: seed', 'sure: assumed\nconfirmed: { on: 2026-01-05, by: [een, Een], source: 4 }'] }, 'territories/streek.yaml:4:34', 'two different'],
  ['confirmation-people', 'an accession confirmed by one person twice', { [protocol]: ['sure: seed', 'sure: seed\naccessions: [{ participant: relais, as: gever, from: 2021-01-01, sure: assumed, confirmed: { on: 2026-01-05, by: [een, Een], source: 4 } }]'] }, `${protocol}:6:`, 'two different'],
  ['out-of-bounds', 'a participant confirmed by one', { 'participants/ontvanger.yaml': ['sure: seed', 'sure: assumed\nconfirmed: { on: 2026-01-05, by: [een], source: 4 }'] }, 'participants/ontvanger.yaml:4:34', ''],
  ['missing-key', 'a participant confirmed without a source', { 'participants/ontvanger.yaml': ['sure: seed', 'sure: assumed\nconfirmed: { on: 2026-01-05, by: [een, twee] }'] }, 'participants/ontvanger.yaml:4:', '`source`'],
  ['unknown-source', 'a participant confirmed from an unknown source', { 'participants/ontvanger.yaml': ['sure: seed', 'sure: assumed\nconfirmed: { on: 2026-01-05, by: [een, twee], source: 5 }'] }, 'participants/ontvanger.yaml:4:55', ''],
  ['unknown-source', 'a role confirmed from an unknown source', { 'roles/r.yaml': ['sure: source:4 }]', 'sure: assumed }], confirmed: { on: 2026-01-05, by: [een, twee], source: 5 }'] }, 'roles/r.yaml:2:', '`5`'],
  ['unknown-source', 'a purpose confirmed from an unknown source', { 'purposes/p.yaml': ['sure: seed', 'sure: assumed, confirmed: { on: 2026-01-05, by: [een, twee], source: 5 }'] }, 'purposes/p.yaml:2:', '`5`'],
  ['unknown-source', 'a territory confirmed from an unknown source', { 'territories/streek.yaml': ['sure: seed', 'sure: assumed\nconfirmed: { on: 2026-01-05, by: [een, twee], source: 5 }'] }, 'territories/streek.yaml:4:55', '`5`'],
  ['unknown-source', 'an accession confirmed from an unknown source', { [protocol]: ['sure: seed', 'sure: seed\naccessions: [{ participant: relais, as: gever, from: 2021-01-01, sure: assumed, confirmed: { on: 2026-01-05, by: [een, twee], source: 5 } }]'] }, `${protocol}:6:`, '`5`'],
  ['confirmation-early', 'a confirmation before the signature', { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    signed: 2015-02-18\n    confirmed: { on: 2015-02-17, by: [een, twee], source: 4 }'] }, `${instrument}:10:22`, '2015-02-17'],
  ['confirmation-unknown', 'a confirmation of what nobody knows', { [protocol]: ['signed: 2019-12-01', 'signed: 2019-12-01\n    approvals: [{ body: gemeenteraad, on: unknown, sure: assumed }]\n    confirmed: { on: 2026-01-05, by: [een, twee], source: 4 }'] }, `${protocol}:14:16`, 'approval'],
  ['confirmation-unknown', 'a confirmation with an unknown advice', confirming(['date: 2019-11-01, outcome: positive', 'date: unknown, sure: assumed']), `${protocol}:13:16`, 'whose advice nobody'],
  ['confirmation-unknown', 'a confirmation with an unknown publication', confirming(['{ participant: ontvanger, where: op de eigen site }', '{ participant: ontvanger, where: unknown, sure: assumed }']), `${protocol}:13:16`, 'whose publication nobody'],
  ['confirmation-unknown', 'a confirmation with an unknown reason', confirming(['justification: om de woning te vinden', 'sure: assumed\n        justification: unknown']), `${protocol}:13:16`, 'whose justification nobody'],
  ['confirmation-unknown', 'a confirmation with an unknown agreement', confirming(['        categories: [woning]', '        categories: [woning]\n        processingAgreement: { signed: unknown, sure: assumed }']), `${protocol}:13:16`, 'whose processing agreement nobody'],
  ['unknown-source', 'a confirmation from an unknown source', { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    confirmed: { on: 2026-01-05, by: [een, twee], source: 5 }'] }, `${instrument}:9:59`, ''],
  ['wrong-form', 'a confirmation on no day', { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    confirmed: { on: soon, by: [een, twee], source: 4 }'] }, `${instrument}:9:22`, ''],
  ['out-of-bounds', 'a confirmation by one', { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    confirmed: { on: 2026-01-05, by: [een], source: 4 }'] }, `${instrument}:9:38`, ''],
  ['replaced-open', 'a replaced instrument that goes on', { [protocol]: ['sure: seed', 'sure: seed\nreplaces: [vtc-2015-9]'] }, `${protocol}:6:12`, '2020-01-01'],
  ['replaced-open', 'an instrument that replaces itself', { [protocol]: ['sure: seed', 'sure: seed\nreplaces: [prot-1]'] }, `${protocol}:6:12`, ''],
  ['unknown-instrument', 'an unknown replaced instrument', { [protocol]: ['sure: seed', 'sure: seed\nreplaces: [vtc-2015-8]'] }, `${protocol}:6:12`, '`vtc-2015-9`'],
  ['unknown-instrument', 'an unknown extended instrument', { [protocol]: ['sure: seed', 'sure: seed\nextends: [vtc-2015-8]'] }, `${protocol}:6:11`, '`vtc-2015-9`'],
  ['legacy-gain', 'a recipient that a closed authorisation gains', legacy('recipient: ontvanger', 'recipient: relais'), `${instrument}:20:5`, 'to `relais`'],
  ['legacy-gain', 'a purpose that a closed authorisation gains', legacy('purpose: statistiek', 'purpose: beheer'), `${instrument}:20:5`, 'for `beheer`'],
  ['legacy-gain', 'a category that a closed authorisation gains', legacy('[huurder]', '[huurder, gezinslid]'), `${instrument}:20:5`, 'about `gezinslid`'],
  ['legacy-gain', 'a provider that a closed authorisation gains', legacy('provider: { role: shm }', 'provider: [{ role: shm }, { role: wm }]'), `${instrument}:20:5`, 'any `wm`'],
  ['legacy-gain', 'a relay that a closed authorisation gains', legacy('recipient: ontvanger', 'recipient: ontvanger\n        via: relais'), `${instrument}:20:5`, ''],
  ['legacy-gain', 'a weaker duty in a closed authorisation', legacy("'generalise:jaar'", "'generalise:kwartaal'"), `${instrument}:20:5`, '`persoon.geboortedatum`'],
  ['legacy-gain', 'a longer retention in a closed authorisation', legacy('retention: P5Y', 'retention: P10Y', '        retention: P5Y\n'), `${instrument}:21:5`, 'conditions'],
  ['legacy-gain', 'a retention that a closed authorisation no longer states', legacy('        retention: P5Y\n', '', '        retention: P5Y\n'), `${instrument}:21:5`, 'conditions'],
  ['legacy-gain', 'a retention that begins later in a closed authorisation', legacy('retention: P5Y', 'retention: P5Y\n        retentionAfter: { nl: het einde van de huur }', '        retention: P5Y\n'), `${instrument}:21:5`, 'conditions'],
  ['legacy-gain', 'a ground for transfer that a closed authorisation gains', legacy('recipient: ontvanger', 'recipient: ontvanger\n        transfer: { ground: art. 46 }'), `${instrument}:20:5`, 'conditions'],
  ['legacy-gain', 'a condition that a closed authorisation loses', legacy('        consent: true\n', '', '        consent: true\n'), `${instrument}:21:5`, 'conditions'],
  ['processor-provider', 'a processor that gives in its own name', { 'participants/maatschappij.yaml': ['sure: seed', 'sure: seed\nprocessor: true'] }, `${protocol}:17:9`, '`maatschappij`'],
  ['relay-inside-recipient', 'a statistical relay that is a division of the recipient', { [instrument]: ['        purpose: statistiek', '        via: relais\n        purpose: statistiek'], 'participants/relais.yaml': ['sure: seed', 'sure: seed\ndivisionOf: ontvanger'] }, `${instrument}:23:9`, '`relais`'],
  ['relay-inside-recipient', 'a statistical relay that is the recipient', { [instrument]: ['        purpose: statistiek', '        via: ontvanger\n        purpose: statistiek'] }, `${instrument}:23:9`, '`ontvanger`'],
  ['grant-missing', 'a permission that does not say which grant it is', { 'authorities/a.yaml': ['closedOn: 2018-06-26', 'closedOn: 2018-06-26, grantsApart: true'] }, `${instrument}:10:9`, 'grant: data'],
  ['empty-window', 'a belonging without a day', { 'participants/relais.yaml': ['sure: seed', 'sure: seed\npartOf: [{ name: { nl: Provincie }, from: 2014-01-01, until: 2014-01-01 }]'] }, 'participants/relais.yaml:4:', ''],
  ['succession-cycle', 'participants that succeed each other', { 'participants/opvolger.yaml': ['sure: seed', 'sure: seed\nsucceededBy: [{ participant: relais, from: 2025-01-01, sure: seed }]'], 'participants/relais.yaml': ['sure: seed', 'sure: seed\nsucceededBy: [{ participant: opvolger, from: 2024-01-01, sure: seed }]'] }, 'participants/opvolger.yaml:4:14', '`opvolger` succeeds itself'],
  ['empty-window', 'a suspension that ends before it begins', { [instrument]: ['sure: seed', 'sure: seed\nsuspensions:\n  - from: 2020-01-01\n    until: 2019-01-01\n    reason: Onderzoek'] }, `${instrument}:9:12`, '2019-01-01'],
  ['empty-window', 'an accession without a day', { [protocol]: ['sure: seed', 'sure: seed\naccessions:\n  - participant: relais\n    as: gever\n    from: 2021-01-01\n    until: 2021-01-01\n    sure: seed'] }, `${protocol}:10:12`, '2021-01-01'],
  ['empty-window', 'a membership that ends before it begins', { 'territories/streek.yaml': ['name: Kortrijk', 'name: Kortrijk, from: 2020-01-01, until: 2019-01-01'] }, 'territories/streek.yaml:5:62', '2019-01-01'],
  ['empty-window', 'a version that ends before it begins', { [protocol]: ['until: 2022-01-01', 'until: 2019-12-31'] }, `${protocol}:11:12`, '2019-12-31'],
  ['dwelling-person', 'consent in a record about a dwelling', { [protocol]: ['        retention: P5Y', '        consent: true\n        retention: P5Y'] }, `${protocol}:22:9`, '`consent`'],
  ['dwelling-person', 'a relation in a record about a dwelling', { [protocol]: ['        retention: P5Y', '        relation: { caseload: recipient }\n        retention: P5Y'] }, `${protocol}:22:9`, '`relation`'],
  ['dwelling-person', 'a do-not-contact list for dwellings', { [protocol]: ['        retention: P5Y', '        doNotContact: true\n        retention: P5Y'] }, `${protocol}:22:9`, '`doNotContact`'],
  ['territory-leaf', 'a deciding leaf that can occur more than once', { 'fields/f.yaml': ["  'gezin.leden[].naam'", "  'gezin.leden[].nis': { title: NIS, type: nis }\n  'gezin.leden[].naam'"], [instrument]: ['leaf: persoon.adres.nis', "leaf: 'gezin.leden[].nis'"] }, `${instrument}:15:`, 'more than once'],
  ['statistical-identifier', 'an INSZ to a recipient that is statistical for one of two purposes', { [instrument]: ["purpose: statistiek\n        categories: [huurder]\n        sure: assumed\n        fields:\n          persoon.insz: { duty: pseudonymise }", "purpose: [beheer, statistiek]\n        categories: [huurder]\n        sure: assumed\n        fields:\n          persoon.insz: {}"] }, `${instrument}:27:11`, 'pseudonymise'],
  ['relay-inside-recipient', 'a relay that is the recipient, for one statistical purpose of two', { [instrument]: ['        purpose: statistiek', '        via: ontvanger\n        purpose: [beheer, statistiek]'] }, `${instrument}:23:9`, '`ontvanger`'],
  ['advice-missing', 'one advice between two roles', { [protocol]: ['      - { participant: ontvanger, date: 2019-11-02, outcome: positive }\n    permissions:\n      - provider: maatschappij\n        recipient: ontvanger', '    permissions:\n      - provider: { role: shm }\n        recipient: { role: wm }'] }, `${protocol}:10:`, '`role:shm`, `role:wm`'],
  ['advice-missing', 'one advice where nobody who acceded is named', { [protocol]: specimen().get(protocol)!.replace(/.*participant: maatschappij, date.*\n/, '').replace('provider: maatschappij', 'provider: { acceded: gever }').replace('sure: seed', 'sure: seed\naccessions: [{ participant: maatschappij, as: gever, from: 2020-01-01, sure: seed }]') }, `${protocol}:`, '`acceded:gever`'],
  ['publication-missing', 'a protocol with a role that only its recipient published', { [protocol]: specimen().get(protocol)!.replace('  - { participant: maatschappij, where: op de eigen site }\n', '').replace('provider: maatschappij', 'provider: { role: shm }') }, `${protocol}:9:5`, '`role:shm`'],
  ['advice-missing', 'one advice where one participant stands on both sides', { [protocol]: specimen().get(protocol)!.replace(/.*participant: ontvanger, date.*\n/, '').replace('recipient: ontvanger', 'recipient: [maatschappij, { role: wm }]') }, `${protocol}:10:`, 'both parties'],
  ['publication-missing', 'one publication where one participant stands on both sides', { [protocol]: specimen().get(protocol)!.replace('  - { participant: ontvanger, where: op de eigen site }\n', '').replace('recipient: ontvanger', 'recipient: [maatschappij, { role: wm }]') }, `${protocol}:9:`, 'both parties'],
  ['yaml-syntax', 'a conflict that Git left', { [instrument]: ['sure: seed\n', '<<<<<<< HEAD\nsure: seed\n=======\nsure: assumed\n>>>>>>> other\n'] }, `${instrument}:6:1`, 'keep one of the two sides'],
  ['out-of-bounds', 'a purpose confirmed by one', { 'purposes/p.yaml': ['sure: seed', 'sure: assumed, confirmed: { on: 2026-01-05, by: [een], source: 4 }'] }, 'purposes/p.yaml:2:', 'two different people'],
  ['statistical-identifier', 'a field of type email to a statistical recipient', { 'fields/f.yaml': ['fields:\n', 'fields:\n  contact.email: { title: X, type: email }\n'], [instrument]: ['          persoon.insz: { duty: pseudonymise }\n', '          persoon.insz: { duty: pseudonymise }\n          contact.email: {}\n'] }, `${instrument}:28:11`, '`contact.email`'],
  ['statistical-identifier', 'a field of type telephone to a statistical recipient', { 'fields/f.yaml': ['fields:\n', 'fields:\n  contact.telefoon: { title: X, type: telephone }\n'], [instrument]: ['          persoon.insz: { duty: pseudonymise }\n', '          persoon.insz: { duty: pseudonymise }\n          contact.telefoon: {}\n'] }, `${instrument}:28:11`, '`contact.telefoon`'],
  ['statistical-identifier', 'a field of type id to a statistical recipient', { 'fields/f.yaml': ['fields:\n', 'fields:\n  gezin.id: { title: X, type: id }\n'], [instrument]: ['          persoon.insz: { duty: pseudonymise }\n', '          persoon.insz: { duty: pseudonymise }\n          gezin.id: {}\n'] }, `${instrument}:28:11`, '`gezin.id`'],
  ['legacy-gain', 'a recipient that a decision of a closed authority gains', { [instrument]: (legacy('recipient: ontvanger', 'recipient: relais')![instrument] as string).replace('kind: authorisation', 'kind: decision') }, `${instrument}:20:5`, 'to `relais`'],
  ['legacy-gain', 'an authorisation signed on the day on which its authority had closed', { [instrument]: ['  - from: 2015-02-18', '  - from: 2015-02-18\n    signed: 2018-06-26'] }, `${instrument}:`, 'protocol'],
  ['mixed-reader', 'a system that reads pseudonyms and numbers', { 'participants/ontvanger.yaml': ['teller: { reads: [statistiek]', 'teller: { reads: [statistiek, beheer]'] }, 'participants/ontvanger.yaml:6:', ''],
];

describe('parseRegister', () => {
  it('finds no fault in the specimen', () => {
    const { source, faults } = parseRegister(specimen());
    expect(faults.map(faultLine)).toEqual([]);
    expect(source?.instruments).toHaveLength(2);
  });

  it.each(cases)('reports %s for %s, at its place', (code, _what, changes, place, words) => {
    const { source, faults } = parseRegister(specimen(changes));
    expect(source).toBeUndefined();
    const fault = faults.find((each) => each.code === code);
    expect(fault === undefined ? faults.map((each) => `${each.code} ${faultLine(each)}`) : code).toBe(code);
    expect(faultLine(fault!)).toContain(place);
    expect(faultLine(fault!)).toContain(words);
  });

  it('says of each in the words that were reviewed', () => {
    // How deep is too deep for the parser depends on the machine.
    const told = cases.flatMap(([code, what, changes]) => {
      if (what === 'brackets without end') return [];
      const { faults } = parseRegister(specimen(changes));
      return [`${code}: ${what}`, ...faults.map((fault) => `  ${faultLine(fault)}`)];
    });
    expectReviewed(join(__dirname, '..', 'fixtures', 'parse.txt'), `${told.join('\n')}\n`);
  });

  it('has a case for every code that it can report', () => {
    expect(faultCodes.filter((code) => !cases.some(([each]) => each === code))).toEqual([]);
  });

  it('does not call a name unknown that may stand in a file it could not read', () => {
    const { faults } = parseRegister(specimen({ 'participants/ontvanger.yaml': 'id: [' }));
    expect(faults.map((fault) => fault.file)).toEqual(['participants/ontvanger.yaml']);
  });

  it('lets a case stand in `cases/` when it has an end and two approvers', () => {
    const file = `id: zaak-1
kind: legal-duty
authority: vtc
title: { nl: Bevel }
sure: seed
confidential: true
case: { person: ${'a'.repeat(26)}, reason: bevel, approvals: [{ by: jurist, on: 2026-01-05 }, { by: functionaris, on: 2026-01-06 }] }
versions: [{ from: 2026-01-10, until: 2026-02-10 }]
`;
    expect(parseRegister(specimen({ 'cases/zaak-1.yaml': file })).faults.map(faultLine)).toEqual([]);
    const faults = parseRegister(specimen({ 'cases/zaak-1.yaml': file.replace(', until: 2026-02-10', '') })).faults;
    expect(faults.map((fault) => fault.code)).toEqual(['case-incomplete']);
  });

  it.each([
    ['one approver alone', 'legal-duty', '', ['jurist'], 'a case needs two different approvers'],
    ['the same approver twice', 'portability', '', ['jurist', 'jurist'], 'a case needs two different approvers'],
    [
      'a review of what is not urgent',
      'legal-duty',
      '2026-01-11T12:00:00Z',
      ['jurist', 'functionaris'],
      'vital interest only',
    ],
    ['one approver and no review', 'vital-interest', '', ['jurist'], 'a case needs two different approvers'],
    ['nobody who answers for it', 'vital-interest', '2026-01-11T12:00:00Z', [], 'a case needs somebody'],
    ['a review on no day', 'vital-interest', '2026-13-11T12:00:00Z', ['jurist'], 'is no instant'],
    ['one approver until a review', 'vital-interest', '2026-01-11T12:00:00Z', ['jurist'], undefined],
    ['two approvers of what was urgent', 'vital-interest', '', ['jurist', 'functionaris'], undefined],
  ])('holds a case to its approvals: %s', (_, kind, review, approvers, fault) => {
    const approvals = approvers.map((by) => `{ by: ${by}, on: 2026-01-05 }`).join(', ');
    const reviewed = review === '' ? '' : `reviewBefore: ${review}, `;
    const file = `id: zaak-1
kind: ${kind}
authority: vtc
title: { nl: Zaak }
sure: seed
confidential: true
case: { person: [${'a'.repeat(26)}], ${reviewed}approvals: [${approvals}] }
versions: [{ from: 2026-01-10, until: 2026-02-10 }]
`;
    const lines = parseRegister(specimen({ 'cases/zaak-1.yaml': file })).faults.map(faultLine);
    if (fault === undefined) expect(lines).toEqual([]);
    else expect(lines).toEqual([expect.stringMatching(/^cases\/zaak-1\.yaml:7:/)]);
    expect(lines.join()).toContain(fault ?? '');
  });

  it('keeps assumed apart: one mark makes the permission assumed, a confirmation lifts it', () => {
    const assumedOf = (changes: Parameters<typeof specimen>[0]) =>
      parseRegister(specimen(changes))
        .source!.instruments.find((each) => each.id === 'vtc-2015-9')!
        .versions[0]!.permissions.map((each) => each.assumed);
    expect(assumedOf({})).toEqual([false, true]);
    expect(assumedOf({ [instrument]: ['persoon.naam: {}', 'persoon.naam: { sure: assumed }'] })).toEqual([true, true]);
    expect(assumedOf({ [instrument]: ['sure: seed', 'sure: seed\nsureOf: { authority: assumed }'] })).toEqual([
      true,
      true,
    ]);
    expect(
      assumedOf({
        [instrument]: [
          '    permissions:',
          '    confirmed: { on: 2026-01-05, by: [een, twee], source: 4 }\n    permissions:',
        ],
      }),
    ).toEqual([false, false]);
  });

  it('takes shorthand for its leaves, and what is written out over shorthand', () => {
    const { source } = parseRegister(
      specimen({
        [instrument]: [
          'persoon.adres.*: {}',
          'persoon.adres.straat: { duty: suppress }\n          persoon.adres.*: {}',
        ],
      }),
    );
    const [permission] = source!.instruments.find((each) => each.id === 'vtc-2015-9')!.versions[0]!.permissions;
    const duties = permission!.fields
      .filter((rule) => rule.path.startsWith('persoon.adres.'))
      .map((rule) => [rule.path, rule.duty.kind]);
    expect(duties).toEqual([
      ['persoon.adres.straat', 'suppress'],
      ['persoon.adres.nis', 'keep'],
    ]);
  });

  it('tells a hundred faults of a file that is full of them, and is done', () => {
    const many = Array.from({ length: 40_000 }, (_, at) => `\nx${at}: 1`).join('');
    const { faults } = parseRegister(specimen({ [instrument]: ['sure: seed', `sure: seed${many}`] }));
    expect(faults).toHaveLength(100);
  });
});
