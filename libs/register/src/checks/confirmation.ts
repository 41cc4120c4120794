/** A confirmation lifts `assumed` from the part that carries it, so it must be worth it: two people, a source, and nothing left unknown. */
import type { Pointer } from '../fault';
import type { Confirmation, InstrumentSource, RegisterSource, VersionSource } from '../source';
import type { Origins } from './origins';

export function checkConfirmations(source: RegisterSource, origins: Origins): void {
  const { participants, roles, purposes, territories, instruments } = source;
  for (const each of [...participants, ...roles, ...purposes, ...territories])
    checkPeople(each.confirmed, each, [], origins);
  for (const instrument of instruments) {
    instrument.accessions.forEach(({ confirmed }, n) => checkPeople(confirmed, instrument, ['accessions', n], origins));
    instrument.versions.forEach((version, v) => checkVersion(version, v, instrument, origins));
  }
}

/** INVARIANT(two-people): the schema asks two names; one person under two spellings is one person. */
function checkPeople(confirmed: Confirmation | undefined, subject: object, at: Pointer, origins: Origins): void {
  if (confirmed === undefined) return;
  const people = new Set(confirmed.by.map(personKey));
  if (people.size < confirmed.by.length) {
    origins.report(
      subject,
      [...at, 'confirmed', 'by'],
      'confirmation-people',
      'two different people confirm what was assumed',
      'name each once',
    );
  }
}

function checkVersion(version: VersionSource, v: number, instrument: InstrumentSource, origins: Origins): void {
  const { confirmed, signed } = version;
  if (confirmed === undefined) return;
  checkPeople(confirmed, instrument, ['versions', v], origins);
  if (signed !== undefined && confirmed.on < signed) {
    origins.report(
      instrument,
      ['versions', v, 'confirmed', 'on'],
      'confirmation-early',
      `confirmed on ${confirmed.on}, before the act was signed (${signed})`,
    );
  }
  const unknown = unknowns(instrument, version);
  if (unknown.length > 0) {
    origins.report(
      instrument,
      ['versions', v, 'confirmed'],
      'confirmation-unknown',
      `it confirms a version whose ${unknown.join(' and ')} nobody knows`,
      'write what the source says in place of `unknown`',
    );
  }
}

function unknowns(instrument: InstrumentSource, version: VersionSource): string[] {
  const { permissions } = version;
  return [
    ...(version.advices.some((advice) => advice.date === 'unknown') ? ['advice'] : []),
    ...(version.approvals.some((approval) => approval.on === 'unknown') ? ['approval'] : []),
    ...(instrument.publications.some((publication) => publication.where === 'unknown') ? ['publication'] : []),
    ...(permissions.some((each) => each.processingAgreement?.signed === 'unknown') ? ['processing agreement'] : []),
    ...(permissions.some((each) => each.fields.some((rule) => rule.justification === 'unknown'))
      ? ['justification']
      : []),
  ];
}

/** A name without its spelling: case, width and spaces, and characters that nobody sees. */
function personKey(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .trim()
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();
}
