import { parse, stringify } from 'yaml';

interface Window {
  readonly from?: string;
  readonly until?: string;
}
type Json = Record<string, unknown>;

/** A day on which nothing was asked yet: what held only then holds on no day of a test. */
const longAgo = { from: '1900-01-01', until: '1900-01-02' };

/** The register's files without whatever does not hold on one day. */
export function onlyOn(day: string, texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...texts].map(([path, text]) => {
      const slice = slices[path.split('/')[0]!];
      return [path, slice === undefined ? text : stringify(slice(parse(text) as Json, day), { aliasDuplicateObjects: false })];
    }),
  );
}

const slices: Readonly<Record<string, (file: Json, day: string) => Json>> = {
  participants: (file, day) => ({
    ...file,
    roles: holding(file['roles'], day),
    succeededBy: begun(file['succeededBy'], day),
  }),
  roles: (file, day) => ({
    roles: Object.fromEntries(
      Object.entries(file['roles'] as Record<string, Json>).map(([id, role]) => [
        id,
        { ...role, succeededBy: begun(role['succeededBy'], day) },
      ]),
    ),
  }),
  territories: (file, day) => {
    const members = holding(file['members'], day);
    return { ...file, members: members.length > 0 ? members : [{ nis: '99999', name: 'Nergens' }] };
  },
  instruments: instrument,
  cases: instrument,
};

function instrument(file: Json, day: string): Json {
  const versions = holding(file['versions'], day);
  const accessions = holding(file['accessions'], day);
  const [acceded] = (file['accessions'] ?? []) as Json[];
  return {
    ...file,
    suspensions: holding(file['suspensions'], day),
    versions: versions.length > 0 ? versions : [longAgo],
    accessions: accessions.length > 0 || acceded === undefined ? accessions : [{ ...acceded, ...longAgo }],
  };
}

function holding(list: unknown, day: string): Window[] {
  return ((list ?? []) as Window[]).filter(
    ({ from, until }) => (from === undefined || from <= day) && (until === undefined || day < until),
  );
}

function begun(list: unknown, day: string): Window[] {
  return ((list ?? []) as Window[]).filter(({ from }) => from! <= day);
}
