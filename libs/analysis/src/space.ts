import { addField } from '#decision';
import type { Catalogue, CompiledRegister } from '#register';
import { dutyName } from '#contract';
import type { Permission } from '#register';

/** A field of either register, under one number for both. */
export interface SpaceField {
  readonly number: number;
  readonly path: string;
  /** Index of the inner category whose person it is about. */
  readonly inner: number | undefined;
  /** Whether it stands in the object of the root person, which a record about a person inside leaves out. */
  readonly ofRoot: boolean;
}

/**
 * What two registers have between them: fields and inner categories under one number each, so that a permission of one
 * can be laid beside a permission of the other although their catalogues differ.
 */
export class Space {
  readonly fields: readonly SpaceField[];
  readonly inner: readonly string[];
  readonly words: number;
  /** Field with the INSZ of the root person; undefined where no catalogue has one. */
  readonly rootInsz: number | undefined;
  /** Field with the INSZ of each inner category's person. */
  readonly innerInsz: readonly (number | undefined)[];
  /** Inner categories that can be the root person of a record, as `kind` is: their object stands at the top. */
  readonly ownRoots: ReadonlySet<number>;
  private readonly numbers = new Map<string, number>();

  constructor(registers: readonly CompiledRegister[]) {
    const catalogues = registers.map((register) => register.catalogue);
    const inner = new Set(catalogues.flatMap((catalogue) => catalogue.innerCategories));
    this.inner = [...inner];
    const fields: SpaceField[] = [];
    const innerInsz: (number | undefined)[] = this.inner.map(() => undefined);
    for (const catalogue of catalogues) {
      for (const field of catalogue.fields) {
        if (this.numbers.has(field.path)) continue;
        const number = fields.length;
        const of = field.innerCategory === undefined ? undefined : this.innerOf(catalogue, field.innerCategory);
        this.numbers.set(field.path, number);
        fields.push({ number, path: field.path, inner: of, ofRoot: field.path.startsWith(rootHolder) });
        if (of !== undefined && field.identifier === 'person') innerInsz[of] ??= number;
      }
    }
    this.fields = fields;
    this.words = Math.ceil(fields.length / 32);
    this.rootInsz = this.numbers.get(rootInszPath);
    this.innerInsz = innerInsz;
    this.ownRoots = new Set(catalogues.flatMap((catalogue) => this.atTop(catalogue)));
  }

  number(path: string): number | undefined {
    return this.numbers.get(path);
  }

  innerOf(catalogue: Catalogue, index: number): number {
    return this.inner.indexOf(catalogue.innerCategories[index] ?? '');
  }

  private atTop(catalogue: Catalogue): number[] {
    return [...catalogue.root.children.values()].flatMap((node) =>
      node.kind === 'object' && node.person !== undefined ? [this.innerOf(catalogue, node.person.innerCategory)] : [],
    );
  }
}

const rootHolder = 'persoon.';
const rootInszPath = 'persoon.insz';

/** One permission window in the space of both registers. */
export interface Rule {
  /** Same number: same in every respect that a decision rests on. */
  readonly id: number;
  /** Same number: same once sender, category and day are settled. */
  readonly content: number;
  readonly permission: Permission;
  readonly fields: Uint32Array;
  readonly duties: readonly (string | undefined)[];
  /** The same as numbers, 0 for a field that it does not list. */
  readonly dutyNumbers: Uint8Array;
  readonly inner: number;
  /** Number of the leaf that decides the territory. */
  readonly leaf: number | undefined;
}

/** Rewrites the permissions of one register; what permits nothing whatever is asked is left out. */
export class Rules {
  private readonly fieldSets = new Map<Uint32Array, FieldSet>();

  constructor(
    private readonly space: Space,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
  ) {}

  of(permissions: readonly Permission[]): Rule[] {
    const rules = new Map<number, Rule>();
    for (const permission of permissions) {
      // A case is confidential and exists for its one person only: what is said here is about everybody else.
      if (permission.draft || !permission.transferAllowed || permission.onePerson !== undefined) continue;
      const rule = this.rule(permission);
      rules.set(rule.id, rule);
    }
    return [...rules.values()].sort((a, b) => a.id - b.id);
  }

  private rule(permission: Permission): Rule {
    const { catalogue, space } = this;
    const { fields, duties, dutyNumbers, key } = this.fieldSet(permission);
    let inner = 0;
    for (let index = 0; index < catalogue.innerCategories.length; index++) {
      if ((permission.innerCategories & (1 << index)) !== 0) inner |= 1 << space.innerOf(catalogue, index);
    }
    const leafPath = permission.territory?.leaf === undefined ? '' : catalogue.fields[permission.territory.leaf]?.path;
    const contentKey = [
      permission.instrument,
      key,
      permission.territory === undefined ? '' : `in ${leafPath}`,
      permission.assumed,
      permission.relation,
      permission.consent,
      permission.doNotContact,
      permission.retention,
    ].join('|');
    const windowKey = [
      contentKey,
      permission.territory === undefined ? '' : this.names.membersKey(permission.territory.members),
      inner,
      [...permission.categories].sort().join(','),
      [...permission.via].sort().join(','),
      permission.from,
      permission.until,
      ...permission.suspensions.map(({ from, until }) => `${from}/${until}`),
    ].join('|');
    return {
      id: this.names.number(windowKey),
      content: this.names.number(contentKey),
      permission,
      fields,
      duties,
      dutyNumbers,
      inner,
      leaf: leafPath === '' ? undefined : space.number(leafPath ?? ''),
    };
  }

  /** Windows of one permission share their fields, so each set is rewritten once. */
  private fieldSet(permission: Permission): FieldSet {
    let set = this.fieldSets.get(permission.fields);
    if (set === undefined || set.source !== permission.duties) {
      const fields = new Uint32Array(this.space.words);
      const duties = new Array<string | undefined>(this.space.fields.length).fill(undefined);
      const dutyNumbers = new Uint8Array(this.space.fields.length);
      for (const { number, path } of this.catalogue.fields) {
        const duty = permission.duties[number];
        if (duty === undefined) continue;
        const joint = this.space.number(path) ?? 0;
        addField(fields, joint);
        const name = dutyName(duty);
        duties[joint] = name;
        dutyNumbers[joint] = this.names.duty(name);
      }
      const key = this.names.number(`fields ${dutyNumbers.join(' ')}`);
      set = { fields, duties, dutyNumbers, source: permission.duties, key };
      this.fieldSets.set(permission.fields, set);
    }
    return set;
  }
}

interface FieldSet {
  readonly fields: Uint32Array;
  readonly duties: readonly (string | undefined)[];
  readonly dutyNumbers: Uint8Array;
  readonly source: Permission['duties'];
  readonly key: number;
}

type Members = NonNullable<Permission['territory']>['members'];

/** Numbers for texts, so that equal things of two registers compare as numbers. */
export class Names {
  private readonly numbers = new Map<string, number>();
  private readonly duties = new Map<string, number>();
  private readonly memberKeys = new WeakMap<Members, string>();

  number(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) this.numbers.set(text, (number = this.numbers.size + 1));
    return number;
  }

  /** From 1; a register has a few classes, and no more duties than fit in a byte. */
  duty(name: string): number {
    let number = this.duties.get(name);
    if (number === undefined) {
      if (this.duties.size >= 255) throw new RangeError("couldn't compare registers with more than 250 classes");
      this.duties.set(name, (number = this.duties.size + 1));
    }
    return number;
  }

  membersKey(members: Members): string {
    let key = this.memberKeys.get(members);
    if (key === undefined) {
      const lines = [...members].map(([nis, windows]) => {
        const written = windows.map(({ from, until }) => `${from ?? ''}/${until ?? ''}`).sort();
        return `${nis} ${written.join(' ')}`;
      });
      this.memberKeys.set(members, (key = `t${this.number(lines.sort().join(','))}`));
    }
    return key;
  }
}
