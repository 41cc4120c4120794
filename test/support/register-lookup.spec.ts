/** The compiled index against a plain reading of the source, day by day. */
import { within, type LegalDate } from '#contract';
import {
  compileRegister,
  parseRegister,
  type CompiledRegister,
  type InstrumentSource,
  type Party,
  type RegisterSource,
} from '#register';
import { randomRegister } from './random-register';

const days: readonly LegalDate[] = [
  '2009-04-30',
  '2012-03-14',
  '2015-03-01',
  '2020-06-01',
  '2022-12-31',
  '2023-01-01',
  '2026-06-01',
  '2031-01-01',
];

/** Everyone a party stands for on one day, by following roles and successions as they are written. */
function standsFor(source: RegisterSource, instrument: InstrumentSource, party: Party, day: LegalDate): Set<string> {
  if (party.kind === 'acceded') {
    return new Set(
      instrument.accessions
        .filter((each) => each.as === party.as && within(day, each.from, each.until))
        .map((each) => each.participant),
    );
  }
  if (party.kind === 'role') {
    const holders = source.participants.filter((each) =>
      each.roles.some((held) => held.role === party.role && within(day, held.from, held.until)),
    );
    const found = new Set(holders.map((each) => each.id));
    for (const next of source.roles.find((each) => each.id === party.role)!.succeededBy) {
      if (next.from <= day)
        standsFor(source, instrument, { kind: 'role', role: next.role }, day).forEach((id) => found.add(id));
    }
    return found;
  }
  const passed = source.participants
    .find((each) => each.id === party.id)!
    .succeededBy.filter((each) => each.from <= day);
  const found = new Set(passed.some((each) => !each.keeps) ? [] : [party.id]);
  for (const next of passed)
    standsFor(source, instrument, { kind: 'participant', id: next.participant }, day).forEach((id) => found.add(id));
  return found;
}

/** By recipient, purpose and provider: what the source permits on a day, in words. */
function readPlainly(source: RegisterSource, day: LegalDate): Map<string, Set<string>> {
  const permitted = new Map<string, Set<string>>();
  for (const instrument of source.instruments) {
    for (const version of instrument.versions) {
      if (!within(day, version.from, version.until)) continue;
      for (const permission of version.permissions) {
        const all = (parties: readonly Party[]) =>
          new Set(parties.flatMap((party) => [...standsFor(source, instrument, party, day)]));
        const territory =
          permission.territory && source.territories.find((each) => each.id === permission.territory!.set)!;
        const content = JSON.stringify([
          instrument.id,
          instrument.confidential,
          version.draft,
          [...permission.categories].sort(),
          permission.fields.map((rule) => [rule.path, rule.duty]).sort(),
          [...all(permission.via)].sort(),
          permission.relation?.caseload,
          permission.consent,
          permission.doNotContact,
          permission.retention,
          permission.territory?.leaf,
          territory?.members
            .filter((member) => within(day, member.from, member.until))
            .map((member) => member.nis)
            .sort(),
        ]);
        for (const provider of all(permission.providers)) {
          for (const recipient of all(permission.recipients)) {
            for (const purpose of permission.purposes) {
              const key = `${recipient} ${purpose} ${provider}`;
              permitted.set(key, (permitted.get(key) ?? new Set()).add(content));
            }
          }
        }
      }
    }
  }
  return permitted;
}

function readCompiled(
  register: CompiledRegister,
  recipient: string,
  purpose: string,
  provider: string,
  day: LegalDate,
  nisCodes: readonly string[],
): Set<string> {
  const { catalogue } = register;
  const inForce = register
    .permissions(recipient, purpose, provider)
    .filter((each) => within(day, each.from, each.until));
  return new Set(
    inForce.map((each) =>
      JSON.stringify([
        each.instrument,
        each.confidential,
        each.draft,
        [...each.categories].sort(),
        catalogue.fields
          .filter(({ number }) => (each.fields[number >>> 5]! >>> (number & 31)) & 1)
          .map(({ number, path }) => [path, each.duties[number]])
          .sort(),
        [...each.via].sort(),
        each.relation,
        each.consent,
        each.doNotContact,
        each.retention,
        each.territory?.leaf === undefined ? undefined : catalogue.fields[each.territory.leaf]!.path,
        each.territory && nisCodes.filter((nis) => each.territory!.includes(nis, day)),
      ]),
    ),
  );
}

describe('the compiled register', () => {
  it.each([11, 12, 13, 14, 15, 16])(
    'answers on every day what a plain reading of the files answers (seed %i)',
    (seed) => {
      const source = parseRegister(randomRegister(seed, { permissions: 30, participants: 8 })).source!;
      const register = compileRegister(source, 1);
      const nisCodes = [
        ...new Set(source.territories.flatMap((each) => each.members.map((member) => member.nis))),
      ].sort();
      const participants = source.participants.map((each) => each.id);
      let found = 0;
      for (const day of days) {
        const plainly = readPlainly(source, day);
        for (const provider of participants) {
          for (const recipient of participants) {
            for (const { id: purpose } of source.purposes) {
              const expected = plainly.get(`${recipient} ${purpose} ${provider}`) ?? new Set();
              const answered = readCompiled(register, recipient, purpose, provider, day, nisCodes);
              found += answered.size;
              expect({ day, provider, recipient, purpose, answered: [...answered].sort() }).toEqual({
                day,
                provider,
                recipient,
                purpose,
                answered: [...expected].sort(),
              });
            }
          }
        }
      }
      expect(found).toBeGreaterThan(80);
    },
  );

  it('says that every window holds only what its key asks, ordered by instrument', () => {
    const source = parseRegister(randomRegister(17, { permissions: 60 })).source!;
    const register = compileRegister(source, 1);
    for (const { id: recipient } of source.participants) {
      for (const { id: purpose } of source.purposes) {
        for (const { id: provider } of source.participants) {
          const instruments = register.permissions(recipient, purpose, provider).map((each) => each.instrument);
          expect(instruments).toEqual([...instruments].sort());
        }
      }
    }
  });
});
