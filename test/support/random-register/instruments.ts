import type { Json, Luck } from './luck';
import { RandomPermissions, type Names } from './permissions';
import { randomPerson, randomPersons } from './persons';

/** Kinds of instruments about one person, which have an end. */
const personal = ['legal-duty', 'portability', 'vital-interest'];

/** Instruments of random content. */
export class RandomInstruments {
  private readonly permissions: RandomPermissions;
  /** Ids of public ones, which others may extend. */
  private readonly made: string[] = [];

  constructor(
    private readonly luck: Luck,
    private readonly names: Names,
    private readonly aboutOne: number,
    private readonly write: (path: string, document: unknown) => void,
  ) {
    this.permissions = new RandomPermissions(luck, names);
  }

  /** Answers how many permissions it made. */
  make(n: number): number {
    const aboutOne = this.aboutOne > 0 && this.luck.chance(this.aboutOne);
    const confidential = aboutOne || this.luck.chance(0.08);
    const id = `instrument-${String(n).padStart(5, '0')}`;
    const kind = aboutOne
      ? this.luck.pick(personal)
      : this.luck.pick(['authorisation', 'authorisation', 'authorisation', 'protocol', 'decree', 'consent']);
    const acceded = this.luck.some(this.names.participants, 1, 3).map((participant) => {
      const [from, until] = this.luck.risingDays(2);
      return {
        participant,
        as: 'toegetreden',
        from,
        ...(this.luck.chance(0.3) && { until }),
        ...this.luck.marked(this.luck.chance(0.3) ? undefined : this.luck.mostlySure(0.15)),
      };
    });
    const bounds = this.luck.risingDays(this.luck.pick([1, 1, 2, 3]));
    const last = aboutOne ? '2031-01-01' : undefined;
    const versions = bounds.map((from, v) => this.makeVersion(kind, from, bounds[v + 1] ?? last));
    const named = new Set(versions.flatMap((version) => version.named));
    const [from, until] = this.luck.risingDays(2);
    this.write(`${confidential ? 'cases' : 'instruments'}/${id}.yaml`, {
      id,
      kind,
      authority: kind === 'protocol' ? 'partijen' : 'ivc',
      number: `${n}/2015`,
      title: { nl: id },
      sure: this.luck.mostlySure(0.06),
      ...(confidential && { confidential }),
      ...(this.made.length > 0 && this.luck.chance(0.08) && { extends: [this.luck.pick(this.made)] }),
      ...(aboutOne && { case: this.makeCase(kind) }),
      ...(this.luck.chance(0.15) && {
        suspensions: [{ from, ...(this.luck.chance(0.7) && { until }), reason: 'onderzoek' }],
      }),
      ...(kind === 'protocol' && {
        publications: this.withTwo(named).map((participant) => ({
          participant,
          where: 'op de eigen site',
        })),
      }),
      accessions: acceded,
      versions: versions.map((version) => version.yaml),
    });
    if (!confidential) this.made.push(id);
    return versions.reduce((sum, version) => sum + version.permissions, 0);
  }

  /** A protocol is advised on and published by two at least, also where its sides are only roles. */
  private withTwo(named: Iterable<string>): readonly string[] {
    return [...new Set([...named, ...this.names.participants.slice(0, 2)])];
  }

  /** About one person, a few others beside; people are few, so that requests are about them now and then. */
  private makeCase(kind: string): Json {
    const [person, ...others] = this.luck.some(
      Array.from({ length: randomPersons }, (_, n) => randomPerson(n)),
      1,
      6,
    );
    const urgent = kind === 'vital-interest' && this.luck.chance(0.6);
    return {
      person: this.luck.chance(0.5) ? person : [person],
      ...(others.length > 0 && { others }),
      ...(urgent && { reviewBefore: `${this.luck.day()}T${this.luck.pick(['11:59:59', '12:00:00', '12:00:01'])}Z` }),
      approvals: ['een jurist', 'een functionaris'].slice(urgent ? 1 : 0).map((by) => ({ by, on: '2026-01-05' })),
    };
  }

  private makeVersion(kind: string, from: string, until: string | undefined) {
    const permissions = Array.from({ length: this.luck.pick([1, 1, 2, 3]) }, () => this.permissions.make());
    const named = [...new Set(permissions.flatMap((permission) => permission.named))];
    const advisers = this.withTwo(named);
    const signed = kind === 'protocol' ? !this.luck.chance(0.2) : this.luck.chance(0.5);
    const undated = this.luck.chance(0.05) && !personal.includes(kind);
    const confirmed = this.luck.chance(0.1);
    const yaml = {
      ...(!undated && { from }),
      ...(!undated && until !== undefined && { until }),
      ...(signed && { signed: '2008-06-01' }),
      ...(this.luck.chance(0.03) && { sure: 'assumed' }),
      ...(confirmed && { confirmed: this.luck.confirmation() }),
      ...(kind === 'protocol' && {
        advices: advisers.map((participant) =>
          !confirmed && this.luck.chance(0.03)
            ? { participant, date: 'unknown', sure: 'assumed' }
            : { participant, date: '2008-05-01', outcome: 'positive' },
        ),
      }),
      ...(this.luck.chance(0.1) && {
        approvals: [{ body: 'gemeenteraad', ...(this.luck.chance(0.7) && { on: '2008-05-20' }) }],
      }),
      permissions: permissions.map(({ yaml: permission }) =>
        kind === 'protocol' ? { ...permission, ...this.proportion() } : permission,
      ),
    };
    return { yaml, named, permissions: permissions.length };
  }

  /** What a protocol must say of every item of data. */
  private proportion(): Json {
    return { justification: 'nodig voor het doel', retention: this.luck.pick(['P10Y', 'P5Y', 'P6M', 'P90D', 'P1Y6M']) };
  }
}
