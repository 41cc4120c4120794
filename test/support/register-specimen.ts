/** A small register without faults, for the tests of `libs/register` to bend. */
const files: Readonly<Record<string, string>> = {
  'sources.yaml': `sources:
  '4': a public text
`,
  'authorities/a.yaml': `authorities:
  vtc: { title: { nl: VTC }, closedOn: 2018-06-26 }
  partijen: { title: { nl: Partijen } }
`,
  'roles/r.yaml': `roles:
  shm: { title: { nl: SHM }, succeededBy: [{ role: wm, from: 2023-01-01, sure: source:4 }] }
  wm: { title: { nl: WM } }
`,
  'purposes/p.yaml': `purposes:
  beheer: { title: { nl: Beheer }, sure: seed }
  statistiek: { title: { nl: Statistiek }, sure: seed, statistical: true }
`,
  'categories/c.yaml': `categories:
  huurder: { title: { nl: Huurder } }
  gezinslid: { title: { nl: Gezinslid }, object: 'gezin.leden[]' }
  woning: { title: { nl: Woning }, dwelling: true }
`,
  'fields/f.yaml': `fields:
  persoon.insz: { title: INSZ, type: insz }
  persoon.naam: { title: Naam, type: text }
  persoon.geboortedatum: { title: Geboortedatum, type: date, partial: true }
  persoon.adres.nis: { title: NIS, type: nis }
  persoon.adres.straat: { title: Straat, type: text }
  'gezin.leden[].insz': { title: INSZ, type: insz }
  'gezin.leden[].naam': { title: Naam, type: text }
  'gezin.codes[]': { title: Codes, type: code, codes: [a, b] }
  woning.id: { title: Woning, type: id, dwelling: true }
  woning.nis: { title: NIS, type: nis, dwelling: true }
generalisations:
  jaar: { kind: year }
  kwartaal: { kind: quarter }
`,
  'territories/streek.yaml': `id: streek
title: { nl: Streek }
sure: seed
members:
  - { nis: '34022', name: Kortrijk }
  - { nis: '23023', name: Galmaarden, until: 2025-01-01 }
  - { nis: '23106', name: Pajottegem, from: 2025-01-01 }
`,
  'participants/maatschappij.yaml': `id: maatschappij
name: { nl: Maatschappij }
sure: seed
roles: [shm]
systems:
  dossier: { reads: [beheer] }
  lezer: { sends: false, readsAlerts: true }
`,
  'participants/opvolger.yaml': `id: opvolger
name: { nl: Opvolger }
sure: seed
roles: [{ role: wm, from: 2024-01-01 }]
`,
  'participants/relais.yaml': `id: relais
name: { nl: Relais }
sure: seed
`,
  'participants/ontvanger.yaml': `id: ontvanger
name: { nl: Ontvanger }
sure: seed
systems:
  ontvanger: { reads: [beheer] }
  teller: { reads: [statistiek] }
`,
  'instruments/vtc-2015-9.yaml': `id: vtc-2015-9
kind: authorisation
authority: vtc
number: 9/2015
title: { nl: Machtiging }
sure: seed
versions:
  - from: 2015-02-18
    permissions:
      - provider: { role: shm }
        via: relais
        recipient: ontvanger
        purpose: beheer
        categories: [huurder, gezinslid]
        territory: { set: streek, leaf: persoon.adres.nis }
        fields:
          persoon.insz: {}
          persoon.naam: {}
          persoon.adres.*: {}
          'gezin.leden[].insz': { duty: suppress }
      - provider: { role: shm }
        recipient: ontvanger
        purpose: statistiek
        categories: [huurder]
        sure: assumed
        fields:
          persoon.insz: { duty: pseudonymise }
          persoon.geboortedatum: { duty: 'generalise:jaar' }
          persoon.naam: { duty: suppress }
`,
  'instruments/prot-1.yaml': `id: prot-1
kind: protocol
authority: partijen
title: { nl: Protocol }
sure: seed
publications:
  - { participant: maatschappij, where: op de eigen site }
  - { participant: ontvanger, where: op de eigen site }
versions:
  - from: 2020-01-01
    until: 2022-01-01
    signed: 2019-12-01
    advices:
      - { participant: maatschappij, date: 2019-11-01, outcome: positive }
      - { participant: ontvanger, date: 2019-11-02, outcome: positive }
    permissions:
      - provider: maatschappij
        recipient: ontvanger
        purpose: beheer
        categories: [woning]
        justification: om de woning te vinden
        retention: P5Y
        fields:
          woning.id:
          woning.nis:
  - from: 2022-01-01
    signed: 2021-12-01
    permissions: []
`,
};

/** The specimen with files replaced, or added, or bent by one replacement each (`[before, after]`). */
export function specimen(
  changes: Readonly<Record<string, string | readonly [string, string]>> = {},
): Map<string, string> {
  const bent = new Map(Object.entries(files));
  for (const [path, change] of Object.entries(changes)) {
    if (typeof change === 'string') bent.set(path, change);
    else if (bent.get(path)?.includes(change[0]) === true)
      bent.set(
        path,
        bent.get(path)!.replace(change[0], () => change[1]),
      );
    else throw new Error(`the specimen's \`${path}\` has no \`${change[0]}\``);
  }
  return bent;
}
