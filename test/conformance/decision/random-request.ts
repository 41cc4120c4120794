import type { Fact } from '#contract';
import { contacts, type World } from './naive';
import {
  dutiesOf,
  holdings,
  list,
  type Files,
  type InstrumentFile,
  type PermissionFile,
  type VersionFile,
} from './naive-register';
import { randomPerson, randomPersons } from '../../support/random-register/persons';
import type { PlainRecord, PlainRequest } from './plain';

/** One question to both deciders. */
export interface Question {
  readonly request: PlainRequest;
  readonly world: World;
}

/**
 * Questions to one register, mostly around what one of its permissions allows, with one or a few things put wrong, so
 * that about half are permitted and each cause of denial occurs. The same seed gives the same questions.
 */
export class RandomRequests {
  private readonly permissions: { instrument: InstrumentFile; version: VersionFile; permission: PermissionFile }[];
  private readonly standing: readonly Fact[];
  private state: number;

  constructor(
    private readonly files: Files,
    seed: number,
  ) {
    this.state = seed ^ 0x5bd1_e995;
    this.permissions = files.instruments.flatMap((instrument) =>
      instrument.versions.flatMap((version) =>
        (version.permissions ?? []).map((permission) => ({ instrument, version, permission })),
      ),
    );
    this.standing = Array.from({ length: 12 }, () => this.fact(this.person()));
  }

  next(): Question {
    const { instrument, version, permission } = this.pick(this.permissions);
    const givers = list(permission.provider).flatMap((party) => holdings(this.files, instrument, party));
    const takers = list(permission.recipient).flatMap((party) => holdings(this.files, instrument, party));
    const insideOf = (windows: readonly ({ from?: string | undefined; until?: string | undefined } | undefined)[]) =>
      days.filter((day) =>
        windows.every(
          (window) =>
            (window?.from === undefined || window.from <= day) && (window?.until === undefined || day < window.until),
        ),
      );
    let giver = givers.length > 0 ? this.pick(givers) : undefined;
    let taker = takers.length > 0 ? this.pick(takers) : undefined;
    let inside = insideOf([version, giver, taker]);
    for (let tries = 0; tries < 5 && inside.length === 0 && givers.length > 0 && takers.length > 0; tries++) {
      giver = this.pick(givers);
      taker = this.pick(takers);
      inside = insideOf([version, giver, taker]);
    }
    const today = inside.length > 0 && this.chance(0.92) ? this.pick(inside) : this.pick(days);
    const relay = permission.via !== undefined && this.chance(0.35) ? this.relayOf(permission, instrument) : undefined;
    const provider = giver?.participant ?? this.participant();
    const records = Array.from({ length: this.pick([1, 1, 1, 1, 1, 1, 2, 3]) }, () =>
      this.reachable(permission, this.record(permission, instrument)),
    );
    const request: PlainRequest = {
      system: relay ?? provider,
      recipient: taker?.participant ?? this.participant(),
      purpose: this.pick(list(permission.purpose)),
      category: this.rootCategory(permission),
      territory: this.territory(permission),
      provider: relay === undefined ? undefined : provider,
      basis: this.chance(0.1) ? instrument.id : undefined,
      mode: this.chance(0.2) ? 'each' : 'all',
      records,
    };
    const persons = records.flatMap((record) => record.persons.map(({ insz }) => insz));
    const parties = [provider, request.recipient];
    return {
      request: this.chance(0.2) ? this.spoilt(request) : request,
      world: {
        today,
        demonstration: this.chance(0.85),
        facts: [
          ...this.standing,
          ...persons.flatMap((insz) => this.factsFor(insz, parties, permission, request.purpose)),
          ...(permission.doNotContact === true ? records : []).flatMap((record) => this.refusals(record, parties)),
        ],
        guards: {
          registerStale: this.chance(0.002),
          factsStale: this.chance(0.01),
          clockUnsure: this.chance(0.002),
        },
      },
    };
  }

  private record(permission: PermissionFile, { case: about }: InstrumentFile): PlainRecord {
    const root = about !== undefined && this.chance(0.85) ? list(about.person)[0]! : undefined;
    const inside = () =>
      about?.others !== undefined && this.chance(0.6)
        ? this.pick(about.others)
        : root !== undefined && this.chance(0.4)
          ? root
          : this.person();
    const listed = [...dutiesOf(this.files, permission).keys()];
    const paths = new Set(listed.filter((path) => path === permission.territory?.leaf || this.chance(0.6)));
    if (this.chance(0.07)) paths.add(this.pick(this.files.fields));
    if (permission.territory?.leaf !== undefined && this.chance(0.05)) paths.delete(permission.territory.leaf);
    const dwelling = permission.categories.includes('woning');
    const persons: { path: string; category: string | undefined; insz: string }[] = [];
    if (!dwelling) {
      paths.add('persoon.insz');
      persons.push({ path: 'persoon.insz', category: undefined, insz: root ?? this.person() });
    }
    for (const [category, object] of innerObjects) {
      if (![...paths].some((path) => path.startsWith(`${object}.`))) continue;
      const path = `${object}.insz`;
      paths.add(path);
      const count = category === 'gezinslid' ? this.pick([1, 2]) : 1;
      for (let n = 0; n < count; n++) persons.push({ path, category, insz: about === undefined ? this.person() : inside() });
    }
    if (paths.size === 0) paths.add(dwelling ? 'woning.id' : 'persoon.insz');
    const values = Object.fromEntries([...paths].map((path) => [path, this.value(path, permission)]));
    return { values, persons, faults: this.chance(0.012) ? this.faults(values) : [] };
  }

  private faults(values: Readonly<Record<string, string>>): PlainRecord['faults'] {
    return Array.from({ length: this.pick([1, 1, 2]) }, () =>
      this.pick([
        { code: 'unknown-field' as const, path: this.pick(['persoon.bijnaam', 'notitie', 'gezin.huisdier']) },
        { code: 'invalid-value' as const, path: this.pick(Object.keys(values)) },
        { code: 'invalid-identifier' as const, path: 'persoon.insz' },
      ]),
    );
  }

  private factsFor(insz: string, parties: readonly string[], permission: PermissionFile, purpose: string): Fact[] {
    const facts: Fact[] = [];
    if (permission.consent === true && this.chance(0.85)) facts.push(this.fact(insz, 'consent', parties[0], purpose));
    if (permission.relation !== undefined && this.chance(0.85)) {
      facts.push(
        this.fact(insz, 'caseload', permission.relation.caseload === 'provider' ? parties[0] : parties[1], purpose),
      );
    }
    if (this.chance(0.05)) facts.push(this.fact(insz, undefined, this.pick(parties)));
    if (permission.doNotContact === true && this.chance(0.35)) {
      facts.push(this.fact(this.pick([insz, ...reachable]), 'do-not-contact', this.pick([parties[0], ...parties])));
    }
    return facts;
  }

  /** Names with their addresses are rare by chance, and only together do they reach anybody. */
  private reachable(permission: PermissionFile, record: PlainRecord): PlainRecord {
    if (permission.doNotContact !== true) return record;
    return this.apart(() => {
      if (this.chance(0.4)) return record;
      const values = { ...record.values };
      for (const path of dutiesOf(this.files, permission).keys()) {
        const some = reachedBy.get(path);
        if (some !== undefined && this.chance(0.9)) values[path] = this.pick(some);
      }
      return { ...record, values };
    });
  }

  /** Somebody asked not to be reached in one of the ways that the record holds. */
  private refusals(record: PlainRecord, parties: readonly string[]): Fact[] {
    return this.apart(() => {
      const ways = contacts(record);
      if (ways.length === 0 || !this.chance(0.4)) return [];
      return [this.fact(this.pick(ways), 'do-not-contact', this.pick([parties[0], ...parties]))];
    });
  }

  /** Draws that leave all that is drawn after them as it was. */
  private apart<T>(draw: () => T): T {
    const { state } = this;
    this.state = state ^ 0x2545_f491;
    const drawn = draw();
    this.state = state;
    return drawn;
  }

  private fact(token: string, kind?: Fact['kind'], participant = this.participant(), purpose = this.purpose()): Fact {
    const [from = '', until = ''] = [this.pick(days), this.pick(days)].sort();
    const always = this.chance(0.8);
    return {
      id: `${this.state}`,
      kind: kind ?? this.pick(['restriction', 'objection', 'consent', 'caseload', 'do-not-contact']),
      token,
      participant,
      ...(this.chance(0.3) ? { purposes: [this.chance(0.7) ? purpose : this.purpose()] } : {}),
      from: always ? '2000-01-01' : from,
      until: always ? null : until,
    };
  }

  /** The same request with one thing wrong. */
  private spoilt(request: PlainRequest): PlainRequest {
    const wrong: (() => Partial<PlainRequest>)[] = [
      () => ({ recipient: this.participant() }),
      () => ({ purpose: this.purpose() }),
      () => ({ system: this.participant() }),
      () => ({ system: this.participant(), provider: request.provider ?? request.system }),
      () => ({ category: this.pick(Object.keys(this.files.categories)) }),
      () => ({ territory: this.pick([undefined, '99999', ...nisCodes]) }),
      () => ({ basis: this.pick(this.files.instruments).id }),
      () => ({ recipient: 'niemand' }),
      () => ({ provider: 'niemand' }),
      () => ({ system: 'niemand' }),
      () => ({ purpose: 'nergens-voor' }),
      () => ({ category: 'iedereen' }),
      () => ({ basis: 'geen-akte' }),
    ];
    return { ...request, ...this.pick(wrong)() };
  }

  private value(path: string, permission: PermissionFile): string {
    if (path.endsWith('.nis') || path.endsWith('Nis')) return this.insideOf(permission) ?? this.pick(nisCodes);
    switch (path) {
      case 'contact.email':
        return this.pick([' Test.Een@Example.org', 'test.twee@example.org']);
      case 'contact.telefoon':
        return this.pick(['+32 51 30 12 34', '051301235']);
      case 'persoon.naam':
        return this.pick(['testnaam', 'proefnaam']);
      case 'persoon.hoofdverblijfplaats.postcode':
        return '8870';
      case 'persoon.hoofdverblijfplaats.straat':
        return 'teststraat';
      default:
        return '1';
    }
  }

  private territory(permission: PermissionFile): string | undefined {
    if (permission.territory === undefined || this.chance(0.05)) return undefined;
    return this.insideOf(permission);
  }

  /** A municipality that the territory of the permission has on some day, mostly. */
  private insideOf(permission: PermissionFile): string | undefined {
    const members = this.files.territories.find((each) => each.id === permission.territory?.set)?.members ?? [];
    if (members.length === 0 || this.chance(0.05)) return this.pick(nisCodes);
    const settled = members.filter((member) => member.from === undefined && member.until === undefined);
    return this.pick(settled.length > 0 && this.chance(0.7) ? settled : members).nis;
  }

  private rootCategory(permission: PermissionFile): string {
    const roots = permission.categories.filter((category) => !innerObjects.has(category));
    return this.pick(roots.length > 0 ? roots : permission.categories);
  }

  private relayOf(permission: PermissionFile, instrument: InstrumentFile): string {
    const relays = list(permission.via ?? []).flatMap((party) => holdings(this.files, instrument, party));
    return relays.length > 0 ? this.pick(relays).participant : this.participant();
  }

  private participant(): string {
    return this.pick(this.files.participants).id;
  }

  private purpose(): string {
    return this.pick(Object.keys(this.files.purposes));
  }

  private person(): string {
    return randomPerson(Math.floor(this.random() * randomPersons));
  }

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)]!;
  }

  private chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** mulberry32 */
  private random(): number {
    this.state = (this.state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

const innerObjects = new Map([
  ['gezinslid', 'gezin.leden[]'],
  ['partner', 'partner'],
  ['kind', 'kind'],
]);
const nisCodes = ['11002', '23002', '33029', '34022', '34040', '36008', '44021', '23106'];
const reachable = ['test.een@example.org', '051301234', 'testnaam|teststraat 1 1|8870'];
const reachedBy: ReadonlyMap<string, readonly string[]> = new Map([
  ['persoon.naam', ['testnaam', 'proefnaam', ' Tést  Naam']],
  ['persoon.hoofdverblijfplaats.straat', ['teststraat', 'Teststráát']],
  ['persoon.hoofdverblijfplaats.huisnummer', ['1', '12']],
  ['persoon.hoofdverblijfplaats.busnummer', ['1', 'A']],
  ['persoon.hoofdverblijfplaats.postcode', ['8870', '8500']],
]);

/** The days that windows begin and end on in random registers, and the days around them. */
const days = [
  '2009-05-01',
  '2012-03-14',
  '2015-02-18',
  '2019-01-01',
  '2021-07-01',
  '2024-02-29',
  '2027-01-01',
  '2030-06-30',
].flatMap((day) =>
  [-1, 0, 0, 1].map((shift) => new Date(Date.parse(day) + shift * 86_400_000).toISOString().slice(0, 10)),
);
