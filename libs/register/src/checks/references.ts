/** Every name leads to something that is defined, or to a suggestion. */
import { didYouMean, type FaultCode, type Pointer } from '../fault';
import type { Folder } from '../schemas';
import type { Certainty, Confirmation, Party, RegisterSource } from '../source';
import type { Origins } from './origins';
import { permissionsOf } from './walk';

export function checkReferences(source: RegisterSource, origins: Origins, broken: ReadonlySet<Folder>): void {
  const known = (folder: Folder, noun: string, code: FaultCode, names: Iterable<string>) => {
    const set = new Set(names);
    return (name: string, subject: object, pointer: Pointer, part: 'key' | 'value' = 'value') => {
      if (set.has(name) || broken.has(folder)) return;
      const report = part === 'key' ? origins.reportKey : origins.report;
      report.call(origins, subject, pointer, code, `unknown ${noun} \`${name}\``, didYouMean(name, set));
    };
  };
  const ids = (items: readonly { readonly id: string }[]) => items.map((each) => each.id);
  const authority = known('authorities', 'authority', 'unknown-authority', ids(source.authorities));
  const role = known('roles', 'role', 'unknown-role', ids(source.roles));
  const participant = known('participants', 'participant', 'unknown-participant', ids(source.participants));
  const purpose = known('purposes', 'purpose', 'unknown-purpose', ids(source.purposes));
  const category = known('categories', 'category', 'unknown-category', ids(source.categories));
  const territory = known('territories', 'territory', 'unknown-territory', ids(source.territories));
  const instrument = known('instruments', 'instrument', 'unknown-instrument', ids(source.instruments));
  const field = known(
    'fields',
    'field',
    'unknown-field',
    source.fields.map((each) => each.path),
  );
  const classes = known(
    'fields',
    'class',
    'unknown-generalisation',
    source.generalisations.map((each) => each.name),
  );
  const publicSource = known(
    'sources',
    'source',
    'unknown-source',
    source.sources.map((each) => String(each.number)),
  );
  const sure = (mark: Certainty | undefined, subject: object, pointer: Pointer) => {
    // What is inherited is reported once, where it is written.
    if (mark?.startsWith('source:') && origins.isWritten(subject, pointer, mark))
      publicSource(mark.slice('source:'.length), subject, pointer);
  };
  const marks = (all: Readonly<Record<string, Certainty>>, subject: object, pointer: Pointer) => {
    for (const [name, mark] of Object.entries(all)) sure(mark, subject, [...pointer, 'sureOf', name]);
  };

  const confirmation = (by: Confirmation | undefined, subject: object, pointer: Pointer) => {
    if (by !== undefined) publicSource(String(by.source), subject, [...pointer, 'confirmed', 'source']);
  };

  for (const each of source.roles) {
    confirmation(each.confirmed, each, []);
    each.succeededBy.forEach((next, n) => {
      role(next.role, each, ['succeededBy', n, 'role']);
      sure(next.sure, each, ['succeededBy', n, 'sure']);
    });
  }
  for (const each of source.purposes) {
    sure(each.sure, each, ['sure']);
    confirmation(each.confirmed, each, []);
  }
  for (const each of source.participants) {
    sure(each.sure, each, ['sure']);
    confirmation(each.confirmed, each, []);
    if (each.divisionOf !== undefined) participant(each.divisionOf, each, ['divisionOf']);
    each.roles.forEach((holding, n) => {
      role(holding.role, each, ['roles', n]);
      sure(holding.sure, each, ['roles', n, 'sure']);
    });
    each.succeededBy.forEach((next, n) => {
      participant(next.participant, each, ['succeededBy', n, 'participant']);
      sure(next.sure, each, ['succeededBy', n, 'sure']);
    });
    each.partOf.forEach((belonging, n) => sure(belonging.sure, each, ['partOf', n, 'sure']));
    each.notes.forEach((note, n) => sure(note.sure, each, ['notes', n, 'sure']));
    for (const system of each.systems) {
      system.reads.forEach((read, n) => purpose(read, each, ['systems', system.id, 'reads', n]));
    }
  }
  for (const each of source.territories) {
    sure(each.sure, each, ['sure']);
    confirmation(each.confirmed, each, []);
    each.members.forEach((member, n) => sure(member.sure, each, ['members', n, 'sure']));
    each.notes.forEach((note, n) => sure(note.sure, each, ['notes', n, 'sure']));
  }
  for (const each of source.instruments) {
    authority(each.authority, each, ['authority']);
    sure(each.sure, each, ['sure']);
    marks(each.sureOf, each, []);
    each.jointly.forEach((other, n) => instrument(other, each, ['jointly', n]));
    each.extends.forEach((other, n) => instrument(other, each, ['extends', n]));
    each.replaces.forEach((other, n) => instrument(other, each, ['replaces', n]));
    each.publications.forEach((publication, n) => {
      if (publication.participant !== undefined)
        participant(publication.participant, each, ['publications', n, 'participant']);
      sure(publication.sure, each, ['publications', n, 'sure']);
    });
    each.citedAs.forEach((cited, n) => sure(cited.sure, each, ['citedAs', n, 'sure']));
    each.notes.forEach((note, n) => sure(note.sure, each, ['notes', n, 'sure']));
    each.accessions.forEach((accession, n) => {
      participant(accession.participant, each, ['accessions', n, 'participant']);
      sure(accession.sure, each, ['accessions', n, 'sure']);
      confirmation(accession.confirmed, each, ['accessions', n]);
    });
    each.versions.forEach((version, v) => {
      sure(version.sure, each, ['versions', v, 'sure']);
      marks(version.sureOf, each, ['versions', v]);
      version.advices.forEach((advice, n) => {
        participant(advice.participant, each, ['versions', v, 'advices', n, 'participant']);
        sure(advice.sure, each, ['versions', v, 'advices', n, 'sure']);
      });
      version.approvals.forEach((approval, n) => sure(approval.sure, each, ['versions', v, 'approvals', n, 'sure']));
      confirmation(version.confirmed, each, ['versions', v]);
    });
  }
  for (const { instrument: each, permission, at } of permissionsOf(source)) {
    const capacities = new Set(each.accessions.map((accession) => accession.as));
    const party = (named: Party, pointer: Pointer) => {
      if (named.kind === 'participant') participant(named.id, each, pointer);
      else if (named.kind === 'role') role(named.role, each, pointer);
      else if (!capacities.has(named.as)) {
        origins.report(
          each,
          pointer,
          'unknown-capacity',
          `nobody acceded as \`${named.as}\``,
          didYouMean(named.as, capacities),
        );
      }
    };
    permission.providers.forEach((named, n) => party(named, [...at, 'provider', n]));
    permission.recipients.forEach((named, n) => party(named, [...at, 'recipient', n]));
    permission.via.forEach((named, n) => party(named, [...at, 'via', n]));
    permission.purposes.forEach((id, n) => purpose(id, each, [...at, 'purpose', n]));
    permission.categories.forEach((id, n) => category(id, each, [...at, 'categories', n]));
    sure(permission.sure, each, [...at, 'sure']);
    marks(permission.sureOf, each, at);
    if (permission.territory !== undefined) {
      territory(permission.territory.set, each, [...at, 'territory', 'set']);
      sure(permission.territory.sure, each, [...at, 'territory', 'sure']);
      if (permission.territory.leaf !== undefined) field(permission.territory.leaf, each, [...at, 'territory', 'leaf']);
    }
    sure(permission.transfer?.sure, each, [...at, 'transfer', 'sure']);
    sure(permission.processingAgreement?.sure, each, [...at, 'processingAgreement', 'sure']);
    permission.notes.forEach((note, n) => sure(note.sure, each, [...at, 'notes', n, 'sure']));
    for (const rule of permission.fields) {
      field(rule.path, each, [...at, 'fields', rule.path], 'key');
      sure(rule.sure, each, [...at, 'fields', rule.path, 'sure']);
      if (rule.duty.kind === 'generalise') classes(rule.duty.to, each, [...at, 'fields', rule.path, 'duty']);
    }
  }
}
