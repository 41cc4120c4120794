import { shorterRetention } from '#contract';
import type { Rule, Space } from './space';

/** What becomes of a field in the smallest request that holds it. */
export interface Verdict {
  /** As `dutyName` writes it. */
  readonly duty: string;
  /** Instruments that carry it, by id. */
  readonly instruments: readonly string[];
  readonly retention: string;
  readonly assumed: boolean;
  readonly statistical: boolean;
}

/** Who a record is about, as far as it is settled: what the smallest record must hold, and what it may. */
export interface Shape {
  /** `persoon`: as a rule. `own`: the root person is one whose place is inside, as in records about a `kind`. */
  readonly root: 'persoon' | 'own' | 'dwelling';
  /** Inner category of the root person, with `own`. */
  readonly own: number | undefined;
  /** Inner categories that occur, as bits. */
  readonly inner: number;
  /** Territory leaves that occur. */
  readonly present: readonly number[];
  /** Territory leaves that do not. */
  readonly absent: readonly number[];
}

/** An open permission: no condition of it fails. `satisfied`: neither does one about persons. */
export interface Open {
  readonly rule: Rule;
  readonly satisfied: boolean;
}

/** Fields of any record of this shape: an INSZ of everybody, and the leaves that are there. */
export function coreOf(space: Space, shape: Shape): readonly number[] {
  const core: (number | undefined)[] = [...shape.present];
  if (shape.root === 'persoon') core.push(space.rootInsz ?? -1);
  if (shape.root === 'own') core.push(space.innerInsz[shape.own ?? -1] ?? -1);
  for (const [index, insz] of space.innerInsz.entries()) if ((shape.inner & (1 << index)) !== 0) core.push(insz ?? -1);
  return [...new Set(core.map((field) => field ?? -1))];
}

/** Whether a record of this shape can hold the field. */
export function canHold(space: Space, shape: Shape, field: number): boolean {
  const { inner, ofRoot } = space.fields[field]!;
  if (shape.absent.includes(field)) return false;
  if (ofRoot && shape.root === 'own') return false;
  return inner === undefined || inner === shape.own || (shape.inner & (1 << inner)) !== 0;
}

/** What the satisfied permissions make of each smallest request of one shape. */
export class Judge {
  private readonly satisfied: readonly Rule[];
  private readonly stands: boolean;
  private readonly carrying: readonly Rule[];

  constructor(
    private readonly space: Space,
    private readonly shape: Shape,
    core: readonly number[],
    private readonly open: readonly Open[],
    private readonly statistical: boolean,
  ) {
    this.satisfied = open.filter((each) => each.satisfied).map((each) => each.rule);
    this.stands = core.every((field) => field >= 0 && this.satisfied.some((rule) => lists(rule, field)));
    this.carrying = this.satisfied.filter((rule) => core.some((field) => field >= 0 && lists(rule, field)));
  }

  /** Undefined where the smallest request with this field is denied, or can't be made. */
  of(field: number): Verdict | undefined {
    if (!this.stands || !canHold(this.space, this.shape, field)) return undefined;
    const listing = this.satisfied.filter((rule) => lists(rule, field));
    if (listing.length === 0) return undefined;
    const carrying = new Set([...this.carrying, ...listing]);
    let retention = 'unknown';
    let assumed = false;
    for (const { permission } of carrying) {
      retention = shorterRetention(retention, permission.retention);
      assumed ||= permission.assumed;
    }
    return {
      duty: strictest(this.open.map(({ rule }) => rule.duties[field])),
      instruments: [...new Set(listing.map((rule) => rule.permission.instrument))].sort(),
      retention,
      assumed,
      statistical: this.statistical,
    };
  }
}

function lists(rule: Rule, field: number): boolean {
  return ((rule.fields[field >>> 5]! >>> (field & 31)) & 1) === 1;
}

function strictest(duties: readonly (string | undefined)[]): string {
  if (duties.includes('suppress')) return 'suppress';
  if (duties.includes('pseudonymise')) return 'pseudonymise';
  return duties.find((duty) => duty?.startsWith('generalise:')) ?? 'keep';
}
