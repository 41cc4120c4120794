/** Every flow of the sources against `protocols/`, written by hand: permitted for exactly this, and nothing else at all. */
import { dutyName, within } from '#contract';
import { compileRegister, parseRegister, type CompiledRegister, type Permission } from '#register';
import { both, flows, rowsWithoutFlow, sameNamed, systems } from '../../../test/support/flows';
import { readProtocols } from './read';

const today = '2026-11-22';

describe('the flows of the sources', () => {
  let register: CompiledRegister;

  beforeAll(async () => {
    register = compileRegister(parseRegister(await readProtocols('protocols')).source!, 1);
  });

  function words(permission: Permission): string {
    const { catalogue } = register;
    const fields = catalogue.fields.flatMap(({ number, path }) => {
      const duty = permission.duties[number];
      return duty === undefined ? [] : [duty.kind === 'keep' ? path : `${path}=${dutyName(duty)}`];
    });
    const leaf = permission.territory?.leaf;
    return row({
      categories: [...permission.categories].join(' '),
      fields: fields.join(' '),
      via: [...permission.via].join(' '),
      relation: permission.relation,
      territory: permission.territory && [
        permission.territory.id,
        leaf === undefined ? undefined : catalogue.fields[leaf]!.path,
      ],
      consent: permission.consent && permission.doNotContact,
      outsideEea: !permission.transferAllowed,
    });
  }

  it('are permitted today, each for exactly its fields, and nothing else is', () => {
    const expected: string[] = [];
    for (const flow of flows) {
      for (const from of flow.from) {
        for (const to of flow.to) {
          for (const purpose of flow.purposes) {
            for (const instrument of flow.instruments)
              expected.push(`${from} ${to} ${purpose} ${instrument} ${row(flow)}`);
          }
        }
      }
    }
    const found: string[] = [];
    for (const from of register.participants.keys()) {
      for (const to of register.participants.keys()) {
        for (const purpose of register.purposes.keys()) {
          for (const permission of register.permissions(to, purpose, from)) {
            expect(within(today, permission.from, permission.until) && !permission.draft).toBe(true);
            found.push(`${from} ${to} ${purpose} ${permission.instrument} ${words(permission)}`);
          }
        }
      }
    }
    expect(found.filter((each) => !expected.includes(each))).toEqual([]);
    expect(expected.filter((each) => !found.includes(each))).toEqual([]);
    expect(found).toHaveLength(expected.length);
  });

  it('have every number of the sources, but those that are no row or permit nothing', () => {
    const numbered = { I: 9, O: 17, Q: 12, S: 9 };
    const all = Object.entries(numbered).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, at) => `${letter}${at + 1}`),
    );
    // S1 is the relay of I4, I5 and I6.
    const rows = new Set([...flows.flatMap(({ row: named }) => named.split(' ')), 'S1']);
    expect(all.filter((each) => !rows.has(each))).toEqual(rowsWithoutFlow);
    expect(rowsWithoutFlow.filter((each) => rows.has(each))).toEqual([]);
  });

  it('have the participants and systems of the sources, and no others', () => {
    const expected = [...Object.entries(systems), ...sameNamed.map((id) => [id, id] as const)].map(
      ([id, owned]) => `${id}: ${owned}`,
    );
    const found = [...register.participants.values()].map(
      (each) => `${each.id}: ${each.systems.map((system) => system.id).join(' ')}`,
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  it('have a reader for every delivery that the sources give one', () => {
    const reads = (system: string) => [...register.systems.get(system)!.reads].sort();
    expect(reads('dossier')).toEqual(['huurpremie', ...both]);
    expect(reads('huur')).toEqual(['opvolging-huur']);
    expect(reads('vmsw-statistiek')).toEqual(['statistiek-sociale-huur']);
    expect(reads('vmsw')).toEqual(['coordinatie-sociale-huur', 'huurpremie', 'huursubsidie']);
    expect(reads('woonbeleid')).toEqual(['datawarehouse-wonen']);
    expect(reads('leiedal')).toEqual(['lokaal-woonbeleid']);
    const silent = new Set(['shm-antwerpen', 'shm-gent']);
    for (const { to, purposes } of flows) {
      for (const recipient of to.filter((id) => !silent.has(id))) {
        for (const purpose of purposes) {
          const readers = register.participants
            .get(recipient)!
            .systems.filter((system) => system.reads.includes(purpose));
          expect({ recipient, purpose, readers: readers.length > 0 }).toEqual({ recipient, purpose, readers: true });
        }
      }
    }
  });

  it('let only compliance read alerts and only auditor read decisions, and neither send', () => {
    const all = [...register.systems.values()];
    expect(all.filter((system) => system.readsAlerts).map((system) => system.id)).toEqual(['compliance']);
    expect(all.filter((system) => system.readsDecisions).map((system) => system.id)).toEqual(['auditor']);
    expect(
      all
        .filter((system) => !system.sends)
        .map((system) => system.id)
        .sort(),
    ).toEqual(['auditor', 'compliance']);
  });

  it('mark every flow as assumed or not, as the facts do', () => {
    const assumed = (recipient: string, purpose: string, provider: string) =>
      new Set(register.permissions(recipient, purpose, provider).map((each) => each.assumed));
    // The sixteen fields of the Rijksregister stand in the privacy statements; so does everything else about them.
    expect(assumed('woondienst-izegem', 'inschrijving-toewijzing', 'rijksregister')).toEqual(new Set([false]));
    expect(assumed('shm-rand', 'inschrijving-toewijzing', 'rijksregister')).toEqual(new Set([true]));
    expect(assumed('leiedal', 'lokaal-woonbeleid', 'woondienst-izegem')).toEqual(new Set([true]));
  });

  it('hold territories to their dates', () => {
    const [vlabinvest] = register.permissions('vlabinvest', 'toewijzing-vlabinvest', 'shm-rand');
    const [leiedal] = register.permissions('leiedal', 'lokaal-woonbeleid', 'shm-zuid-west');
    const { includes } = vlabinvest!.territory!;
    expect([
      includes('23023', '2024-12-31'),
      includes('23023', today),
      includes('23106', '2024-12-31'),
      includes('23106', today),
    ]).toEqual([true, false, false, true]);
    expect([
      leiedal!.territory!.includes('33029', today),
      leiedal!.territory!.includes('34001', today),
      leiedal!.territory!.includes('36008', today),
    ]).toEqual([true, false, false]);
  });
});

function row(flow: {
  categories: string;
  fields: string;
  via?: string;
  relation?: unknown;
  territory?: unknown;
  consent?: boolean;
  outsideEea?: boolean;
}): string {
  const sorted = (list: string) => list.split(' ').filter(Boolean).sort().join(' ');
  return JSON.stringify([
    sorted(flow.categories),
    sorted(flow.fields),
    flow.via ?? '',
    flow.relation ?? null,
    flow.territory ?? null,
    flow.consent ?? false,
    flow.outsideEea ?? false,
  ]);
}
