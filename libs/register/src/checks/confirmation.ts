/** A confirmation lifts `assumed` from a version, so it must be worth it: two people, a source, and nothing left unknown. */
import type { RegisterSource } from '../source';
import type { Origins } from './origins';

export function checkConfirmations(source: RegisterSource, origins: Origins): void {
  for (const instrument of source.instruments) {
    instrument.versions.forEach((version, v) => {
      if (version.confirmed === undefined) return;
      const at = ['versions', v, 'confirmed'];
      // INVARIANT(two-people): the schema asks two names; one person under two spellings is one person.
      const people = new Set(version.confirmed.by.map(personKey));
      if (people.size < version.confirmed.by.length) {
        origins.report(
          instrument,
          [...at, 'by'],
          'confirmation-people',
          'two different people confirm a version',
          'name each once',
        );
      }
      if (version.signed !== undefined && version.confirmed.on < version.signed) {
        origins.report(
          instrument,
          [...at, 'on'],
          'confirmation-early',
          `confirmed on ${version.confirmed.on}, before the act was signed (${version.signed})`,
        );
      }
      const unknown = unknowns(instrument, version);
      if (unknown.length > 0) {
        origins.report(
          instrument,
          at,
          'confirmation-unknown',
          `it confirms a version whose ${unknown.join(' and ')} nobody knows`,
          'write what the source says in place of `unknown`',
        );
      }
    });
  }
}

function unknowns(
  instrument: RegisterSource['instruments'][number],
  version: RegisterSource['instruments'][number]['versions'][number],
): string[] {
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

function personKey(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
