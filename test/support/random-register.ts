/**
 * Registers that nobody would write, but that have no faults: every construct of the file format, in random mixture, for
 * property tests of whatever reads a register. The catalogue, categories, roles and authorities are the real ones.
 */
import fc from 'fast-check';
import { stringify } from 'yaml';
import { RandomInstruments } from './random-register/instruments';
import { Luck, type Json } from './random-register/luck';
import { partyRoles } from './random-register/permissions';
import { theReal } from './random-register/real';

export interface RandomRegisterSize {
  /** Permissions in all, over instruments and versions; a few more may be made. */
  readonly permissions: number;
  readonly participants: number;
  readonly purposes: number;
  /** Share of instruments that are about one person, one of `randomPerson`. */
  readonly aboutOne: number;
}

const usual: RandomRegisterSize = { permissions: 40, participants: 10, purposes: 5, aboutOne: 0 };

/** Files for `parseRegister`: the same seed and size give the same files. Some instruments stand in `cases/`. */
export function randomRegister(seed: number, size: Partial<RandomRegisterSize> = {}): ReadonlyMap<string, string> {
  return new Maker(seed, { ...usual, ...size }).files();
}

/** The same for fast-check, which shrinks the seed only. */
export function randomRegisters(size: Partial<RandomRegisterSize> = {}): fc.Arbitrary<ReadonlyMap<string, string>> {
  return fc.nat(0x7fff_ffff).map((seed) => randomRegister(seed, size));
}

const relays = ['relay-a', 'relay-b'];
const nisCodes = ['11002', '23002', '33029', '34022', '34040', '36008', '44021', '23106'];

class Maker {
  private readonly texts: Map<string, string>;
  private readonly real = theReal();
  private readonly luck: Luck;
  private readonly statistical: string[] = [];
  private readonly identified: string[] = [];
  private readonly territories: string[] = [];

  constructor(
    seed: number,
    private readonly size: RandomRegisterSize,
  ) {
    this.luck = new Luck(seed);
    this.texts = new Map(this.real.texts);
  }

  files(): ReadonlyMap<string, string> {
    this.write('sources.yaml', { sources: { '1': 'a public text', '2': 'another public text' } });
    this.confirmRoles();
    this.makePurposes();
    this.makeTerritories();
    const { statistical, identified, territories } = this;
    const names = {
      fields: this.real.fields,
      participants: this.makeParticipants(),
      relays,
      territories,
      statistical,
      identified,
    };
    const instruments = new RandomInstruments(this.luck, names, this.size.aboutOne, this.write.bind(this));
    for (let made = 0, n = 0; made < this.size.permissions; n += 1) made += instruments.make(n);
    return this.texts;
  }

  /** The real roles, whose successions are assumed, with some of them confirmed. */
  private confirmRoles(): void {
    const path = 'roles/rollen.yaml';
    this.texts.set(
      path,
      this.texts
        .get(path)!
        .replaceAll(/^ {4}succeededBy: .*\n/gm, (line) =>
          this.luck.chance(0.3) ? `${line}    confirmed: ${JSON.stringify(this.luck.confirmation())}\n` : line,
        ),
    );
  }

  private makePurposes(): void {
    const purposes: Record<string, Json> = {};
    for (let n = 0; n < this.size.purposes; n += 1) {
      const id = `doel-${n}`;
      const statistical = n % 3 === 2;
      (statistical ? this.statistical : this.identified).push(id);
      purposes[id] = {
        title: { nl: id },
        statistical,
        ...this.luck.marked(this.luck.chance(0.1) ? 'assumed' : 'seed'),
      };
    }
    this.write('purposes/doelen.yaml', { purposes });
  }

  private makeTerritories(): void {
    for (let n = 0; n < 3; n += 1) {
      const id = `gebied-${n}`;
      this.territories.push(id);
      const members = this.luck.some(nisCodes, 1, 6).flatMap((nis) => {
        const [a, b, c] = this.luck.risingDays(3);
        if (this.luck.chance(0.5)) return [{ nis, name: `Gemeente ${nis}` }];
        if (this.luck.chance(0.5)) return [{ nis, name: `Gemeente ${nis}`, from: a, until: b }];
        return [
          { nis, name: `Gemeente ${nis}`, until: a },
          { nis, name: `Gemeente ${nis}`, from: c },
        ];
      });
      this.write(`territories/${id}.yaml`, {
        id,
        title: { nl: id },
        ...this.luck.marked(this.luck.mostlySure(0.15)),
        members,
      });
    }
  }

  private makeParticipants(): readonly string[] {
    const ids = Array.from({ length: this.size.participants }, (_, n) => `deelnemer-${n}`);
    for (const [n, id] of ids.entries()) {
      const roles = this.luck.some(partyRoles, 0, 2).map((role) => {
        const [from, until] = this.luck.risingDays(2);
        return this.luck.pick<unknown>([
          role,
          role,
          { role, from },
          { role, until },
          { role, from, until, sure: this.luck.mostlySure(0.2) },
        ]);
      });
      // Only towards later ones, so that no succession runs in a circle.
      const successor = n + 1 < ids.length && this.luck.chance(0.15) ? this.luck.pick(ids.slice(n + 1)) : undefined;
      this.write(`participants/${id}.yaml`, {
        id,
        name: { nl: id },
        ...this.luck.marked(this.luck.mostlySure(0.1)),
        ...(this.luck.chance(0.1) && { insideEea: false }),
        ...(roles.length > 0 && { roles }),
        ...(successor && {
          succeededBy: [
            {
              participant: successor,
              from: this.luck.day(),
              keeps: this.luck.chance(0.5),
              sure: this.luck.mostlySure(0.2),
            },
          ],
        }),
        systems: { [id]: { reads: this.identified }, [`${id}-statistiek`]: { reads: this.statistical } },
      });
    }
    for (const id of relays)
      this.write(`participants/${id}.yaml`, { id, name: { nl: id }, sure: 'seed', systems: { [id]: {} } });
    return ids;
  }

  private write(path: string, document: unknown): void {
    this.texts.set(path, stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }));
  }
}
