/** Who gets which field: recipients by fields on one day, from what the gateway itself decides with. */
import { dutyName, within, type LegalDate } from '#contract';
import { compileRegister, type Permission, type RegisterSource } from '#register';
import { namesOf, type Named } from './names';

export interface MatrixQuestion {
  readonly at: LegalDate;
  /** Only for this purpose. */
  readonly purpose?: string | undefined;
  /** Only to this recipient; then the columns are its purposes. */
  readonly recipient?: string | undefined;
  /** Only from this provider. */
  readonly provider?: string | undefined;
}

export interface Matrix {
  readonly at: LegalDate;
  readonly by: 'recipient' | 'purpose';
  /** In order of id; only those that get something. */
  readonly columns: readonly Named[];
  /** Every field of the catalogue, in its order, also those that nobody gets. */
  readonly fields: readonly MatrixField[];
}

export interface MatrixField {
  readonly path: string;
  readonly title: string;
  /** By place of the column; empty: the field does not go there. */
  readonly cells: readonly (readonly Given[])[];
}

/** One way in which a field reaches a recipient. */
export interface Given {
  /** As `dutyName` writes it, or `revealed`: not sent, but told by an INSZ that is. */
  readonly how: string;
  readonly instruments: readonly string[];
  readonly purposes: readonly string[];
  readonly providers: readonly string[];
  /** Every permission that gives it so rests on an assumed fact that nobody confirmed. */
  readonly assumed: boolean;
  /** Every permission that gives it so holds under a condition: territory, open file, consent, do-not-contact. */
  readonly conditional: boolean;
}

/**
 * What any permission in force on the day gives: not drafts, nor what is suspended, nor what may not leave the EEA. Where two
 * permissions of one recipient ask different duties both show. `source` is without cases.
 */
export function matrixOf(source: RegisterSource, question: MatrixQuestion): Matrix {
  const register = compileRegister(source, 0);
  const { catalogue } = register;
  const names = namesOf(source);
  const by = question.recipient === undefined ? 'recipient' : 'purpose';
  const columns = new Map<string, Map<number, Map<string, Gathered>>>();
  for (const { recipient, purpose, provider, permissions } of register.flows()) {
    if (question.recipient !== undefined && recipient !== question.recipient) continue;
    if (question.purpose !== undefined && purpose !== question.purpose) continue;
    if (question.provider !== undefined && provider !== question.provider) continue;
    for (const permission of permissions) {
      if (!opens(permission, question.at)) continue;
      const column = by === 'recipient' ? recipient : purpose;
      const cells = remember(columns, column, () => new Map<number, Map<string, Gathered>>());
      for (const [field, how] of released(permission, catalogue)) {
        const ways = remember(cells, field, () => new Map<string, Gathered>());
        gather(remember(ways, how, nothing), permission, purpose, provider);
      }
    }
  }
  const order = [...columns.keys()].sort();
  return {
    at: question.at,
    by,
    columns: order.map((id) => ({ id, title: by === 'recipient' ? names.participant(id) : names.purpose(id) })),
    fields: catalogue.fields.map(({ path, number, description }) => ({
      path,
      title: description.nl,
      cells: order.map((column) => given(columns.get(column)?.get(number))),
    })),
  };
}

function opens(permission: Permission, day: LegalDate): boolean {
  return (
    !permission.confidential &&
    !permission.draft &&
    permission.transferAllowed &&
    within(day, permission.from, permission.until) &&
    !permission.suspensions.some(({ from, until }) => within(day, from, until))
  );
}

type Catalogue = ReturnType<typeof compileRegister>['catalogue'];

/** Fields that the permission gives, and those that an INSZ among them tells: birth date and sex of the same person. */
function* released(permission: Permission, catalogue: Catalogue): Generator<[field: number, how: string]> {
  for (const { number, path, type } of catalogue.fields) {
    const duty = permission.duties[number];
    if (duty === undefined) continue;
    yield [number, dutyName(duty)];
    if (type.kind !== 'insz' || duty.kind !== 'keep') continue;
    for (const leaf of ['geboortedatum', 'geslacht']) {
      const told = catalogue.number(`${path.slice(0, path.lastIndexOf('.') + 1)}${leaf}`);
      if (told !== undefined && permission.duties[told]?.kind !== 'keep') yield [told, 'revealed'];
    }
  }
}

interface Gathered {
  readonly instruments: Set<string>;
  readonly purposes: Set<string>;
  readonly providers: Set<string>;
  assumed: boolean;
  conditional: boolean;
}

const nothing = (): Gathered => ({
  instruments: new Set(),
  purposes: new Set(),
  providers: new Set(),
  assumed: true,
  conditional: true,
});

function gather(way: Gathered, permission: Permission, purpose: string, provider: string): void {
  const { territory, relation, consent, doNotContact } = permission;
  way.instruments.add(permission.instrument);
  way.purposes.add(purpose);
  way.providers.add(provider);
  way.assumed &&= permission.assumed;
  way.conditional &&= territory !== undefined || relation !== undefined || consent || doNotContact;
}

function given(ways: ReadonlyMap<string, Gathered> | undefined): Given[] {
  const order = ['keep', 'generalise', 'pseudonymise', 'suppress', 'revealed'];
  const rank = (how: string) => order.indexOf(how.split(':')[0]!);
  return [...(ways ?? [])]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([how, { instruments, purposes, providers, assumed, conditional }]) => ({
      how,
      instruments: [...instruments].sort(),
      purposes: [...purposes].sort(),
      providers: [...providers].sort(),
      assumed,
      conditional,
    }));
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
