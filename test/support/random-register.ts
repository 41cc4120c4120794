/**
 * Registers that nobody would write, but that have no faults: every construct of the file format, in random mixture, for
 * property tests of whatever reads a register. The catalogue, categories, roles and authorities are the real ones.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { seeded } from './seeded';

export interface RandomRegisterSize {
  /** Permissions in all, over instruments and versions; a few more may be made. */
  readonly permissions: number;
  readonly participants: number;
  readonly purposes: number;
  /** Share of instruments that are about one person, one of `randomPerson`. */
  readonly aboutOne: number;
}

const usual: RandomRegisterSize = { permissions: 40, participants: 10, purposes: 5, aboutOne: 0 };

/** Kinds of instruments about one person, which have an end. */
const personal = ['legal-duty', 'portability', 'vital-interest'];

/** How many people there are in random registers and requests. */
export const randomPersons = 200;

/** The n-th of them, as the token that stands for a number: 26 base32 characters. */
export function randomPerson(n: number): string {
  const letters = [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  return `persoon${letters.padStart(19, 'x')}`;
}

/** Files for `parseRegister`: the same seed and size give the same files. Some instruments stand in `cases/`. */
export function randomRegister(seed: number, size: Partial<RandomRegisterSize> = {}): ReadonlyMap<string, string> {
  return new Maker(seed, { ...usual, ...size }).files();
}

/** The same for fast-check, which shrinks the seed only. */
export function randomRegisters(size: Partial<RandomRegisterSize> = {}): fc.Arbitrary<ReadonlyMap<string, string>> {
  return fc.nat(0x7fff_ffff).map((seed) => randomRegister(seed, size));
}

/** Tests run from the top of the repository, built or not. */
const protocols = join(process.cwd(), 'protocols');
const taken = [
  'fields/velden.yaml',
  'fields/klassen.yaml',
  'categories/categorieen.yaml',
  'roles/rollen.yaml',
  'authorities/instanties.yaml',
];
type Json = Record<string, unknown>;

const partyRoles = ['shm', 'svk', 'ocmw', 'woonmaatschappij'];
const relays = ['relay-a', 'relay-b'];
const rootCategories = ['kandidaat-huurder', 'huurder', 'premie-aanvrager', 'sociaal-ontlener'];
const innerObjects: Record<string, string> = { gezinslid: 'gezin.leden[]', partner: 'partner', kind: 'kind' };
const nisCodes = ['11002', '23002', '33029', '34022', '34040', '36008', '44021', '23106'];
const nisLeaves = ['persoon.hoofdverblijfplaats.nis', 'inschrijving.voorkeurNis'];
/** One class a field, as two would be a fault. */
const classOf: Record<string, string> = {
  'persoon.geboortedatum': 'leeftijdsklasse',
  'persoon.nationaliteit': 'nationaliteitsklasse',
  'inkomen.belastbaar': 'inkomensklasse',
  'inschrijving.datum': 'kwartaal',
  'huur.start': 'jaar',
};
const confirmation = { on: '2026-01-05', by: ['een jurist', 'een functionaris'], source: 1 };
const days = [
  '2009-05-01',
  '2012-03-14',
  '2015-02-18',
  '2019-01-01',
  '2021-07-01',
  '2024-02-29',
  '2027-01-01',
  '2030-06-30',
];

interface RealField {
  readonly path: string;
  readonly type: string;
  readonly dwelling: boolean;
}

interface Real {
  readonly texts: ReadonlyMap<string, string>;
  readonly fields: readonly RealField[];
}

let real: Real | undefined;

function readReal(): Real {
  const texts = new Map(taken.map((path) => [path, readFileSync(join(protocols, path), 'utf8')]));
  const { fields } = parse(texts.get('fields/velden.yaml')!) as { fields: Record<string, Json> };
  return {
    texts,
    fields: Object.entries(fields).map(([path, field]) => ({
      path,
      type: String(field['type']),
      dwelling: field['dwelling'] === true,
    })),
  };
}

class Maker {
  private readonly texts = new Map<string, string>();
  private readonly fields: readonly RealField[];
  private participants: string[] = [];
  private readonly statistical: string[] = [];
  private readonly identified: string[] = [];
  private readonly territories: string[] = [];
  private readonly next: () => number;

  constructor(
    seed: number,
    private readonly size: RandomRegisterSize,
  ) {
    this.next = seeded(seed ^ 0x9e37_79b9);
    real ??= readReal();
    for (const [path, text] of real.texts) this.texts.set(path, text);
    this.fields = real.fields;
  }

  files(): ReadonlyMap<string, string> {
    this.write('sources.yaml', { sources: { '1': 'a public text', '2': 'another public text' } });
    this.confirmRoles();
    this.makePurposes();
    this.makeTerritories();
    this.makeParticipants();
    for (let made = 0, n = 0; made < this.size.permissions; n += 1) made += this.makeInstrument(n);
    return this.texts;
  }

  /** The real roles, whose successions are assumed, with some of them confirmed. */
  private confirmRoles(): void {
    const path = 'roles/rollen.yaml';
    const confirmed = `    confirmed: ${JSON.stringify(confirmation)}\n`;
    this.texts.set(
      path,
      this.texts
        .get(path)!
        .replaceAll(/^ {4}succeededBy: .*\n/gm, (line) => (this.chance(0.3) ? line + confirmed : line)),
    );
  }

  private makePurposes(): void {
    const purposes: Record<string, Json> = {};
    for (let n = 0; n < this.size.purposes; n += 1) {
      const id = `doel-${n}`;
      const statistical = n % 3 === 2;
      (statistical ? this.statistical : this.identified).push(id);
      purposes[id] = { title: { nl: id }, statistical, ...this.marked(this.chance(0.1) ? 'assumed' : 'seed') };
    }
    this.write('purposes/doelen.yaml', { purposes });
  }

  /** How sure it is of something, now and then confirmed by two people. */
  private marked(sure: string | undefined): Json {
    return { ...(sure !== undefined && { sure }), ...(this.chance(0.3) && { confirmed: confirmation }) };
  }

  private makeTerritories(): void {
    for (let n = 0; n < 3; n += 1) {
      const id = `gebied-${n}`;
      this.territories.push(id);
      const members = this.some(nisCodes, 1, 6).flatMap((nis) => {
        const [a, b, c] = this.risingDays(3);
        if (this.chance(0.5)) return [{ nis, name: `Gemeente ${nis}` }];
        if (this.chance(0.5)) return [{ nis, name: `Gemeente ${nis}`, from: a, until: b }];
        return [
          { nis, name: `Gemeente ${nis}`, until: a },
          { nis, name: `Gemeente ${nis}`, from: c },
        ];
      });
      this.write(`territories/${id}.yaml`, { id, title: { nl: id }, ...this.marked(this.mostlySure(0.15)), members });
    }
  }

  private makeParticipants(): void {
    const ids = Array.from({ length: this.size.participants }, (_, n) => `deelnemer-${n}`);
    for (const [n, id] of ids.entries()) {
      const roles = this.some(partyRoles, 0, 2).map((role) => {
        const [from, until] = this.risingDays(2);
        return this.pick<unknown>([
          role,
          role,
          { role, from },
          { role, until },
          { role, from, until, sure: this.mostlySure(0.2) },
        ]);
      });
      // Only towards later ones, so that no succession runs in a circle.
      const successor = n + 1 < ids.length && this.chance(0.15) ? this.pick(ids.slice(n + 1)) : undefined;
      this.write(`participants/${id}.yaml`, {
        id,
        name: { nl: id },
        ...this.marked(this.mostlySure(0.1)),
        ...(this.chance(0.1) && { insideEea: false }),
        ...(roles.length > 0 && { roles }),
        ...(successor && {
          succeededBy: [
            { participant: successor, from: this.pick(days), keeps: this.chance(0.5), sure: this.mostlySure(0.2) },
          ],
        }),
        systems: { [id]: { reads: this.identified }, [`${id}-statistiek`]: { reads: this.statistical } },
      });
    }
    for (const id of relays)
      this.write(`participants/${id}.yaml`, { id, name: { nl: id }, sure: 'seed', systems: { [id]: {} } });
    this.participants = ids;
  }

  /** Answers how many permissions it made. */
  private makeInstrument(n: number): number {
    const aboutOne = this.size.aboutOne > 0 && this.chance(this.size.aboutOne);
    const confidential = aboutOne || this.chance(0.08);
    const id = `instrument-${String(n).padStart(5, '0')}`;
    const kind = aboutOne
      ? this.pick(personal)
      : this.pick(['authorisation', 'authorisation', 'authorisation', 'protocol', 'decree', 'consent']);
    const acceded = this.some(this.participants, 1, 3).map((participant) => {
      const [from, until] = this.risingDays(2);
      return {
        participant,
        as: 'toegetreden',
        from,
        ...(this.chance(0.3) && { until }),
        ...this.marked(this.chance(0.3) ? undefined : this.mostlySure(0.15)),
      };
    });
    const bounds = this.risingDays(this.pick([1, 1, 2, 3]));
    const last = aboutOne ? '2031-01-01' : undefined;
    const versions = bounds.map((from, v) => this.makeVersion(kind, from, bounds[v + 1] ?? last));
    const named = new Set(versions.flatMap((version) => version.named));
    const [from, until] = this.risingDays(2);
    this.write(`${confidential ? 'cases' : 'instruments'}/${id}.yaml`, {
      id,
      kind,
      authority: kind === 'protocol' ? 'partijen' : 'ivc',
      number: `${n}/2015`,
      title: { nl: id },
      sure: this.mostlySure(0.06),
      ...(confidential && { confidential }),
      ...(aboutOne && { case: this.makeCase(kind) }),
      ...(this.chance(0.15) && { suspensions: [{ from, ...(this.chance(0.7) && { until }), reason: 'onderzoek' }] }),
      ...(kind === 'protocol' && {
        publications: [...named].map((participant) => ({ participant, where: 'op de eigen site' })),
      }),
      accessions: acceded,
      versions: versions.map((version) => version.yaml),
    });
    return versions.reduce((sum, version) => sum + version.permissions, 0);
  }

  /** About one person, a few others beside; people are few, so that requests are about them now and then. */
  private makeCase(kind: string): Json {
    const [person, ...others] = this.some(
      Array.from({ length: randomPersons }, (_, n) => randomPerson(n)),
      1,
      6,
    );
    const urgent = kind === 'vital-interest' && this.chance(0.6);
    return {
      person: this.chance(0.5) ? person : [person],
      ...(others.length > 0 && { others }),
      ...(urgent && { reviewBefore: `${this.pick(days)}T${this.pick(['11:59:59', '12:00:00', '12:00:01'])}Z` }),
      approvals: ['een jurist', 'een functionaris'].slice(urgent ? 1 : 0).map((by) => ({ by, on: '2026-01-05' })),
    };
  }

  private makeVersion(kind: string, from: string, until: string | undefined) {
    const permissions = Array.from({ length: this.pick([1, 1, 2, 3]) }, () => this.makePermission());
    const named = [...new Set(permissions.flatMap((permission) => permission.named))];
    const advisers = [...new Set([...named, ...this.participants.slice(0, 2)])];
    const signed = kind === 'protocol' ? !this.chance(0.2) : this.chance(0.5);
    const undated = this.chance(0.05) && !personal.includes(kind);
    const confirmed = this.chance(0.1);
    const yaml = {
      ...(!undated && { from }),
      ...(!undated && until !== undefined && { until }),
      ...(signed && { signed: '2008-06-01' }),
      ...(this.chance(0.03) && { sure: 'assumed' }),
      ...(confirmed && { confirmed: confirmation }),
      ...(kind === 'protocol' && {
        advices: advisers.map((participant) =>
          !confirmed && this.chance(0.03)
            ? { participant, date: 'unknown', sure: 'assumed' }
            : { participant, date: '2008-05-01', outcome: 'positive' },
        ),
      }),
      ...(this.chance(0.1) && { approvals: [{ body: 'gemeenteraad', ...(this.chance(0.7) && { on: '2008-05-20' }) }] }),
      permissions: permissions.map(({ yaml: permission }) =>
        kind === 'protocol' ? { ...permission, ...this.proportion() } : permission,
      ),
    };
    return { yaml, named, permissions: permissions.length };
  }

  /** What a protocol must say of every item of data. */
  private proportion(): Json {
    return { justification: 'nodig voor het doel', retention: this.pick(['P10Y', 'P5Y', 'P6M', 'P90D', 'P1Y6M']) };
  }

  private makePermission() {
    const dwelling = this.chance(0.12);
    const purposes =
      this.chance(0.25) && this.statistical.length > 0
        ? this.some(this.statistical, 1, 1)
        : this.some(this.identified, 1, 2);
    const statistical = this.statistical.includes(purposes[0]!);
    const inner = dwelling ? [] : this.some(Object.keys(innerObjects), 0, 2);
    const paths = dwelling ? this.dwellingPaths() : this.personPaths(inner, statistical);
    const leaf = this.chance(0.25) ? (dwelling ? 'woning.adres.nis' : this.pick(nisLeaves)) : undefined;
    if (leaf !== undefined && !paths.includes(leaf)) paths.push(leaf);
    const fields = Object.fromEntries(paths.map((path) => [path, this.fieldRule(path, statistical)]));
    if (!dwelling && !statistical && this.chance(0.3)) fields['persoon.hoofdverblijfplaats.*'] = {};
    const providers = this.makeParties();
    const recipients = this.makeParties();
    const categories = dwelling ? ['woning'] : [...this.some(rootCategories, 1, 3), ...inner];
    const yaml = {
      provider: providers.yaml,
      recipient: recipients.yaml,
      ...(this.chance(0.3) && { via: this.some(relays, 1, 2) }),
      purpose: purposes.length === 1 && this.chance(0.5) ? purposes[0] : purposes,
      categories,
      ...((leaf !== undefined || this.chance(0.1)) && {
        territory: {
          set: this.pick(this.territories),
          ...(leaf !== undefined && { leaf }),
          ...(this.chance(0.05) && { sure: 'assumed' }),
        },
      }),
      fields,
      ...(!dwelling && this.chance(0.15) && { relation: { caseload: this.pick(['provider', 'recipient']) } }),
      ...(!dwelling && this.chance(0.12) && { consent: true }),
      ...(!dwelling && this.chance(0.12) && { doNotContact: true }),
      ...(this.chance(0.6) && { retention: this.pick(['unknown', 'P10Y', 'P5Y', 'P6M', 'P90D', 'P1Y6M']) }),
      ...(this.chance(0.2) && { transfer: { ground: 'AVG artikel 46' } }),
      ...(this.chance(0.05) && { sureOf: { categories: 'assumed' } }),
      ...(this.chance(0.05) && { sure: this.pick(['source:1', 'assumed']) }),
    };
    return { yaml, named: [...providers.named, ...recipients.named] };
  }

  private makeParties(): { readonly yaml: unknown; readonly named: string[] } {
    const parties = Array.from({ length: this.pick([1, 1, 1, 2]) }, () =>
      this.chance(0.5)
        ? this.pick(this.participants)
        : this.chance(0.75)
          ? { role: this.pick(partyRoles) }
          : { acceded: 'toegetreden' },
    );
    return {
      yaml: parties.length === 1 ? parties[0] : parties,
      named: parties.filter((party): party is string => typeof party === 'string'),
    };
  }

  private personPaths(inner: readonly string[], statistical: boolean): string[] {
    const objects = Object.values(innerObjects).map((object) => `${object}.`);
    const usable = this.fields.filter(
      (field) => !(statistical && ['text', 'email', 'telephone'].includes(field.type) && this.chance(0.9)),
    );
    const ofRoot = usable
      .map((field) => field.path)
      .filter((path) => !objects.some((object) => path.startsWith(object)));
    const paths = ['persoon.insz', ...this.some(ofRoot, 0, 14)];
    for (const category of inner) {
      const object = innerObjects[category]!;
      const own = usable.map((field) => field.path).filter((path) => path.startsWith(`${object}.`));
      paths.push(`${object}.insz`, ...this.some(own, 0, 3));
    }
    return [...new Set(paths)];
  }

  private dwellingPaths(): string[] {
    const own = this.fields.filter((field) => field.dwelling).map((field) => field.path);
    return [...new Set(['woning.id', ...this.some(own, 1, 8)])];
  }

  private fieldRule(path: string, statistical: boolean): Json | null {
    const { type } = this.fields.find((field) => field.path === path)!;
    const sure = this.chance(0.01) ? { sure: 'assumed' } : {};
    if (statistical && (type === 'insz' || type === 'id'))
      return { duty: this.pick(['pseudonymise', 'pseudonymise', 'suppress']), ...sure };
    if (statistical && ['text', 'email', 'telephone'].includes(type)) return { duty: 'suppress', ...sure };
    if (classOf[path] !== undefined && this.chance(0.5)) return { duty: `generalise:${classOf[path]}`, ...sure };
    if ((type === 'insz' || type === 'id') && this.chance(0.1)) return { duty: 'pseudonymise', ...sure };
    if (this.chance(0.06)) return { duty: 'suppress', ...sure };
    return this.chance(0.2) && Object.keys(sure).length === 0 ? null : sure;
  }

  private mostlySure(assumed: number): string {
    return this.chance(assumed) ? 'assumed' : this.pick(['seed', 'source:1', 'source:2']);
  }

  private risingDays(count: number): string[] {
    return this.some(days, count, count).sort();
  }

  private write(path: string, document: unknown): void {
    this.texts.set(path, stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }));
  }

  /** Between `least` and `most` different items, in random order. */
  private some<T>(items: readonly T[], least: number, most: number): T[] {
    const rest = [...items];
    const count = Math.min(rest.length, least + Math.floor(this.next() * (most - least + 1)));
    return Array.from({ length: count }, () => rest.splice(Math.floor(this.next() * rest.length), 1)[0]!);
  }

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)]!;
  }

  private chance(probability: number): boolean {
    return this.next() < probability;
  }
}
