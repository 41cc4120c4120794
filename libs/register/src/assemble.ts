/** Files of sound structure to one `RegisterSource`, then everything that only the whole can tell. */
import { checkCatalogue } from './checks/catalogue';
import { checkConfirmations } from './checks/confirmation';
import { checkGeneralisations } from './checks/generalisations';
import { checkInstruments } from './checks/instruments';
import { checkLegacy } from './checks/legacy';
import { checkParties } from './checks/parties';
import { checkParticipants } from './checks/participants';
import { checkPermissions } from './checks/permissions';
import { checkProtocols } from './checks/protocols';
import { checkReferences } from './checks/references';
import { checkSystems } from './checks/systems';
import { checkTerritories } from './checks/territories';
import { checkWindows } from './checks/windows';
import { Origins, type Report } from './checks/origins';
import type { Fault } from './fault';
import { certainty, normaliseInstrument, normaliseParticipant, normaliseTerritory } from './normalise';
import type {
  RawAuthorities,
  RawCategories,
  RawFields,
  RawInstrument,
  RawParticipant,
  RawPurposes,
  RawRoles,
  RawSources,
  RawTerritory,
} from './raw';
import type { Folder } from './schemas';
import type { FieldSource, FieldTypeSource, GeneralisationSource, RegisterSource } from './source';
import type { Loaded } from './yaml';

/** `broken`: folders with a file that could not be read; names that may stand in it are not called unknown. */
export function assemble(
  loaded: readonly Loaded[],
  broken: ReadonlySet<Folder>,
): { source: RegisterSource; faults: Fault[] } {
  const faults: Fault[] = [];
  const origins = new Origins(faults);
  const source = collect(loaded, origins, broken);
  checkReferences(source, origins, broken);
  checkWindows(source, origins);
  // Rules presume that every name leads somewhere; on a register where one does not, they would only echo it.
  if (faults.length === 0 && broken.size === 0) {
    checkCatalogue(source, origins);
    checkParticipants(source, origins);
    checkTerritories(source, origins);
    checkInstruments(source, origins);
    checkProtocols(source, origins);
    checkConfirmations(source, origins);
    checkLegacy(source, origins);
    checkPermissions(source, origins);
    checkParties(source, origins);
    checkGeneralisations(source, origins);
    checkSystems(source, origins);
  }
  return { source, faults };
}

function collect(loaded: readonly Loaded[], origins: Origins, broken: ReadonlySet<Folder>): RegisterSource {
  const inFolder = <T>(folder: string): { file: Loaded; raw: T }[] =>
    loaded
      .filter((file) => file.path === `${folder}.yaml` || file.path.startsWith(`${folder}/`))
      .map((file) => ({ file, raw: file.value as T }));
  /** Entries of files that are maps by id, each remembered with its place. */
  const entries = <F, V, T extends object>(
    folder: string,
    key: keyof F & string,
    make: (id: string, value: V) => T,
  ): T[] =>
    inFolder<F>(folder).flatMap(({ file, raw }) =>
      Object.entries((raw[key] ?? {}) as Record<string, V>).map(([id, value]) =>
        origins.remember(make(id, value), file, [key, id], id),
      ),
    );
  const files = <R extends { readonly id: string }, T extends object>(
    folder: string,
    make: (raw: R, file: Loaded) => T,
  ): T[] =>
    inFolder<R>(folder).map(({ file, raw }) => {
      if (file.path !== `${folder}/${raw.id}.yaml`) {
        origins.reportAt(
          file,
          ['id'],
          'file-name',
          `the file of \`${raw.id}\` must be called \`${folder}/${raw.id}.yaml\``,
        );
      }
      return origins.remember(make(raw, file), file, [], raw.id);
    });

  const fields = entries<RawFields, NonNullable<RawFields['fields']>[string], FieldSource>(
    'fields',
    'fields',
    fieldSource,
  );
  const paths = fields.map((field) => field.path);
  const expansions = new Map<string, readonly string[]>();
  const expand = (prefix: string) => {
    let found = expansions.get(prefix);
    if (found === undefined) expansions.set(prefix, (found = paths.filter((path) => path.startsWith(prefix))));
    return found;
  };
  const instrument = (raw: RawInstrument, file: Loaded) =>
    normaliseInstrument(raw, expand, (pointer, shorthand) => {
      if (broken.has('fields')) return;
      origins.reportAt(
        file,
        pointer,
        'unknown-field',
        `\`${shorthand}\` stands for no field of the catalogue`,
        '',
        'key',
      );
    });

  const source: RegisterSource = {
    authorities: entries('authorities', 'authorities', (id, raw: RawAuthorities['authorities'][string]) => ({
      id,
      title: raw.title,
      closedOn: raw.closedOn,
      grantsApart: raw.grantsApart ?? false,
    })),
    roles: entries('roles', 'roles', (id, raw: RawRoles['roles'][string]) => ({
      id,
      title: raw.title,
      succeededBy: (raw.succeededBy ?? []).map((next) => ({ ...next, sure: certainty(next.sure, raw.confirmed) })),
      confirmed: raw.confirmed,
    })),
    participants: files<RawParticipant, RegisterSource['participants'][number]>('participants', normaliseParticipant),
    purposes: entries('purposes', 'purposes', (id, raw: RawPurposes['purposes'][string]) => ({
      id,
      title: raw.title,
      statistical: raw.statistical ?? false,
      sure: certainty(raw.sure, raw.confirmed),
      confirmed: raw.confirmed,
    })),
    categories: entries('categories', 'categories', (id, raw: RawCategories['categories'][string]) => ({
      id,
      title: raw.title,
      object: raw.object,
      dwelling: raw.dwelling ?? false,
    })),
    fields,
    generalisations: entries('fields', 'generalisations', generalisationSource),
    territories: files<RawTerritory, RegisterSource['territories'][number]>('territories', normaliseTerritory),
    instruments: [
      ...files<RawInstrument, RegisterSource['instruments'][number]>('instruments', instrument),
      ...files<RawInstrument, RegisterSource['instruments'][number]>('cases', instrument),
    ],
    sources: entries('sources', 'sources', (id, text: RawSources['sources'][string]) => ({ number: Number(id), text })),
    documents: loaded.map((file) => ({ path: file.path, document: file.value })),
  };
  const duplicate: Report = (subject, pointer, code, message, hint) =>
    origins.report(subject, pointer, code, message, hint);
  const { authorities, roles, participants, purposes, categories, territories, instruments } = source;
  for (const items of [authorities, roles, participants, purposes, categories, territories, instruments]) {
    reportDuplicates<{ readonly id: string }>(items, (item) => item.id, duplicate);
  }
  reportDuplicates(source.generalisations, (each) => each.name, duplicate);
  reportDuplicates(source.fields, (field) => field.path, duplicate);
  return source;
}

function reportDuplicates<T extends object>(items: readonly T[], key: (item: T) => string, report: Report): void {
  const seen = new Set<string>();
  for (const item of items) {
    const id = key(item);
    if (seen.has(id)) report(item, [], 'duplicate-id', `\`${id}\` is defined twice`, 'keep one');
    seen.add(id);
  }
}

function fieldSource(path: string, raw: NonNullable<RawFields['fields']>[string]): FieldSource {
  return { path, description: { nl: raw.title }, type: fieldType(raw), dwelling: raw.dwelling ?? false };
}

function fieldType(raw: NonNullable<RawFields['fields']>[string]): FieldTypeSource {
  switch (raw.type) {
    case 'text':
      return { kind: 'text', charactersMax: raw.charactersMax ?? 200 };
    case 'code':
      return { kind: 'code', codes: raw.codes! };
    case 'date':
      return { kind: 'date', partial: raw.partial ?? false };
    case 'integer':
      return { kind: 'integer', min: raw.min!, max: raw.max! };
    default:
      return { kind: raw.type };
  }
}

function generalisationSource(
  name: string,
  raw: NonNullable<RawFields['generalisations']>[string],
): GeneralisationSource {
  switch (raw.kind) {
    case 'age':
      return { kind: 'age', name, lowerBounds: raw.lowerBounds!, unknown: raw.unknown! };
    case 'year':
      return { kind: 'year', name, unknown: raw.unknown };
    case 'quarter':
      return { kind: 'quarter', name };
    case 'amount':
      return { kind: 'amount', name, first: raw.first!, step: raw.step!, last: raw.last! };
    case 'country':
      return { kind: 'country', name, groups: raw.groups!, other: raw.other!, unknown: raw.unknown! };
  }
}
