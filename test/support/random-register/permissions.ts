import type { Json, Luck } from './luck';
import type { RealField } from './real';

/** What instruments may name. */
export interface Names {
  readonly fields: readonly RealField[];
  readonly participants: readonly string[];
  readonly relays: readonly string[];
  readonly territories: readonly string[];
  /** Purposes by what is delivered for them. */
  readonly statistical: readonly string[];
  readonly identified: readonly string[];
}

export const partyRoles = ['shm', 'svk', 'ocmw', 'woonmaatschappij'];
const rootCategories = ['kandidaat-huurder', 'huurder', 'premie-aanvrager', 'sociaal-ontlener'];
const innerObjects: Record<string, string> = { gezinslid: 'gezin.leden[]', partner: 'partner', kind: 'kind' };
const nisLeaves = ['persoon.hoofdverblijfplaats.nis', 'inschrijving.voorkeurNis'];
/** One class a field, as two would be a fault. */
const classOf: Record<string, string> = {
  'persoon.geboortedatum': 'leeftijdsklasse',
  'persoon.nationaliteit': 'nationaliteitsklasse',
  'inkomen.belastbaar': 'inkomensklasse',
  'inschrijving.datum': 'kwartaal',
  'huur.start': 'jaar',
};

/** Permissions of random content, each as a version of an instrument lists it. */
export class RandomPermissions {
  constructor(
    private readonly luck: Luck,
    private readonly names: Names,
  ) {}

  make() {
    const dwelling = this.luck.chance(0.12);
    const purposes =
      this.luck.chance(0.25) && this.names.statistical.length > 0
        ? this.luck.some(this.names.statistical, 1, 1)
        : this.luck.some(this.names.identified, 1, 2);
    const statistical = this.names.statistical.includes(purposes[0]!);
    const inner = dwelling ? [] : this.luck.some(Object.keys(innerObjects), 0, 2);
    const paths = dwelling ? this.dwellingPaths() : this.personPaths(inner, statistical);
    const leaf = this.luck.chance(0.25) ? (dwelling ? 'woning.adres.nis' : this.luck.pick(nisLeaves)) : undefined;
    if (leaf !== undefined && !paths.includes(leaf)) paths.push(leaf);
    const fields = Object.fromEntries(paths.map((path) => [path, this.fieldRule(path, statistical)]));
    if (!dwelling && !statistical && this.luck.chance(0.3)) fields['persoon.hoofdverblijfplaats.*'] = {};
    const providers = this.makeParties();
    const recipients = this.makeParties();
    const categories = dwelling ? ['woning'] : [...this.luck.some(rootCategories, 1, 3), ...inner];
    const yaml = {
      provider: providers.yaml,
      recipient: recipients.yaml,
      ...(this.luck.chance(0.3) && { via: this.luck.some(this.names.relays, 1, 2) }),
      purpose: purposes.length === 1 && this.luck.chance(0.5) ? purposes[0] : purposes,
      categories,
      ...((leaf !== undefined || this.luck.chance(0.1)) && {
        territory: {
          set: this.luck.pick(this.names.territories),
          ...(leaf !== undefined && { leaf }),
          ...(this.luck.chance(0.05) && { sure: 'assumed' }),
        },
      }),
      fields,
      ...(!dwelling && this.luck.chance(0.15) && { relation: { caseload: this.luck.pick(['provider', 'recipient']) } }),
      ...(!dwelling && this.luck.chance(0.12) && { consent: true }),
      ...(!dwelling && this.luck.chance(0.12) && { doNotContact: true }),
      ...(this.luck.chance(0.6) && { retention: this.luck.pick(['unknown', 'P10Y', 'P5Y', 'P6M', 'P90D', 'P1Y6M']) }),
      ...(this.luck.chance(0.2) && { transfer: { ground: 'AVG artikel 46' } }),
      ...(this.luck.chance(0.05) && { sureOf: { categories: 'assumed' } }),
      ...(this.luck.chance(0.05) && { sure: this.luck.pick(['source:1', 'assumed']) }),
    };
    return { yaml, named: [...providers.named, ...recipients.named] };
  }

  private makeParties(): { readonly yaml: unknown; readonly named: string[] } {
    const parties = Array.from({ length: this.luck.pick([1, 1, 1, 2]) }, () =>
      this.luck.chance(0.5)
        ? this.luck.pick(this.names.participants)
        : this.luck.chance(0.75)
          ? { role: this.luck.pick(partyRoles) }
          : { acceded: 'toegetreden' },
    );
    return {
      yaml: parties.length === 1 ? parties[0] : parties,
      named: parties.filter((party): party is string => typeof party === 'string'),
    };
  }

  private personPaths(inner: readonly string[], statistical: boolean): string[] {
    const objects = Object.values(innerObjects).map((object) => `${object}.`);
    const usable = this.names.fields.filter(
      (field) => !(statistical && ['text', 'email', 'telephone'].includes(field.type) && this.luck.chance(0.9)),
    );
    const ofRoot = usable
      .map((field) => field.path)
      .filter((path) => !objects.some((object) => path.startsWith(object)));
    const paths = ['persoon.insz', ...this.luck.some(ofRoot, 0, 14)];
    for (const category of inner) {
      const object = innerObjects[category]!;
      const own = usable.map((field) => field.path).filter((path) => path.startsWith(`${object}.`));
      paths.push(`${object}.insz`, ...this.luck.some(own, 0, 3));
    }
    return [...new Set(paths)];
  }

  private dwellingPaths(): string[] {
    const own = this.names.fields.filter((field) => field.dwelling).map((field) => field.path);
    return [...new Set(['woning.id', ...this.luck.some(own, 1, 8)])];
  }

  private fieldRule(path: string, statistical: boolean): Json | null {
    const { type } = this.names.fields.find((field) => field.path === path)!;
    const sure = this.luck.chance(0.01) ? { sure: 'assumed' } : {};
    if (statistical && (type === 'insz' || type === 'id'))
      return { duty: this.luck.pick(['pseudonymise', 'pseudonymise', 'suppress']), ...sure };
    if (statistical && ['text', 'email', 'telephone'].includes(type)) return { duty: 'suppress', ...sure };
    if (classOf[path] !== undefined && this.luck.chance(0.5)) return { duty: `generalise:${classOf[path]}`, ...sure };
    if ((type === 'insz' || type === 'id') && this.luck.chance(0.1)) return { duty: 'pseudonymise', ...sure };
    if (this.luck.chance(0.06)) return { duty: 'suppress', ...sure };
    return this.luck.chance(0.2) && Object.keys(sure).length === 0 ? null : sure;
  }
}
