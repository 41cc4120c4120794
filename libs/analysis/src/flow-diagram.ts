import { within } from '#contract';
import { absent, anyOther, Diagrams, nothing, type Edge } from './diagram';
import { columnsOf, project, type Column, type Work } from './columns';
import { both, distinct, keep, keyOf, keyOfSide, type Codes, type Live, type Lives } from './live';
import type { Rule } from './space';
import { coreOf, Judge, type Shape } from './verdict';

/** What is compared about one recipient, purpose and provider. */
export interface FlowQuestion {
  readonly provider: string;
  /** Whether the provider is the recipient too. */
  readonly isOwnRecipient: boolean;
  readonly before: readonly Rule[];
  readonly after: readonly Rule[];
  readonly statistical: { readonly before: boolean; readonly after: boolean };
  readonly senders: readonly Sender[];
}

/** Who may send, and for which participant it speaks in each register; undefined: it speaks for nobody. */
export interface Sender {
  /** `self`, `participant <id>` or, where a system changed hands, `system <id>`. */
  readonly value: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Columns of fields, each with the diagram of where the two sides differ on it. One pass settles dimension after
 * dimension and keeps the permissions that none has failed yet; where both sides are left with the same, nothing can
 * differ any more.
 */
export function diagramsOf(question: FlowQuestion, work: Work): readonly { column: Column; diagram: number }[] {
  const { before, after } = question;
  const isSame = sameIds(before, after) && question.statistical.before === question.statistical.after;
  const isSteady = question.senders.every((sender) => sender.before === sender.after);
  if (isSame && isSteady) return [];
  const columns = columnsOf([...before, ...after], work.space);
  const whole = new Diagrams();
  const top = new FlowDiagram(question, work, columns, whole).top();
  if (top === nothing) return [];
  return columns.map((column, index) => ({ column, diagram: project(whole, top, index, work, new Map()) }));
}

function sameIds(a: readonly Rule[], b: readonly Rule[]): boolean {
  return a.length === b.length && a.every((rule, index) => rule.id === b[index]!.id);
}

type Next = (lives: Lives) => number;

const facts = ['provider', 'recipient', 'consent', 'doNotContact'] as const;
type FactName = (typeof facts)[number];

class FlowDiagram {
  private readonly memory = new Map<string, number>();
  private readonly codesByDay = new Map<string, Codes>();

  constructor(
    private readonly question: FlowQuestion,
    private readonly work: Work,
    private readonly columns: readonly Column[],
    private readonly whole: Diagrams,
  ) {}

  top(): number {
    const live = (rule: Rule): Live => ({ rule, key: rule.id, satisfied: true, codes: undefined });
    const { before, after, senders, provider } = this.question;
    const all: Lives = { before: before.map(live), after: after.map(live) };
    const may = (own: string | undefined, { rule }: Live) =>
      own !== undefined && (own === provider || rule.permission.via.has(own));
    return this.branch(
      'sender',
      senders.map((sender) => sender.value),
      (value) => {
        const sender = senders.find((each) => each.value === value)!;
        return {
          before: all.before.filter((each) => may(sender.before, each)),
          after: all.after.filter((each) => may(sender.after, each)),
        };
      },
      (lives) => this.basis(lives),
    );
  }

  private basis(lives: Lives): number {
    const instruments = new Set([...both(lives)].map(({ rule }) => rule.permission.instrument));
    return this.branch(
      'basis',
      ['', ...[...instruments].sort()],
      (id) => (id === '' ? lives : keep(lives, ({ rule }) => rule.permission.instrument === id)),
      (rest) => this.root(rest),
    );
  }

  private root(lives: Lives): number {
    const { space } = this.work;
    const categories = new Set([...both(lives)].flatMap(({ rule }) => [...rule.permission.categories]));
    const edges: Edge[] = [];
    for (const category of categories) {
      const rest = keep(lives, ({ rule }) => rule.permission.categories.has(category));
      const own = space.inner.indexOf(category);
      const shape: Shape = { root: 'persoon', own: undefined, inner: 0, present: [], absent: [] };
      const step = (value: string, of: Shape) =>
        edges.push({
          values: [value],
          child: this.remember(`root ${of.root} ${of.own}`, rest, () => this.inner(rest, of, 0)),
        });
      if (category === dwelling) step(category, { ...shape, root: 'dwelling' });
      else {
        step(category, shape);
        if (own >= 0 && space.ownRoots.has(own)) step(`${category} ${ownRoot}`, { ...shape, root: 'own', own });
      }
    }
    return this.whole.branch('root', edges);
  }

  private inner(lives: Lives, shape: Shape, index: number): number {
    const { space } = this.work;
    if (index >= space.inner.length || shape.root === 'dwelling') return this.day(lives, shape);
    const bit = 1 << index;
    const listed = index !== shape.own && [...both(lives)].some(({ rule }) => (rule.inner & bit) !== 0);
    if (!listed) return this.inner(lives, shape, index + 1);
    return this.branch(
      `inner ${space.inner[index]}`,
      ['with', 'without'],
      (value) => (value === 'without' ? lives : keep(lives, ({ rule }) => (rule.inner & bit) !== 0)),
      (rest, value) => {
        const inner = value === 'with' ? shape.inner | bit : shape.inner;
        return this.inner(rest, { ...shape, inner }, index + 1);
      },
      `${shapeKey(shape)} ${index}`,
      false,
    );
  }

  private day(lives: Lives, shape: Shape): number {
    const days = new Set<string>();
    for (const { rule } of both(lives)) {
      const { from, until, suspensions, territory } = rule.permission;
      const members = territory === undefined ? [] : [...territory.members.values()].flat();
      for (const window of [{ from, until }, ...suspensions, ...members]) {
        if (window.from !== undefined) days.add(window.from);
        if (window.until !== undefined) days.add(window.until);
      }
    }
    const edges = [...days].sort();
    const windows = edges.map((from, n) => `${from}/${edges[n + 1] ?? ''}`);
    const holds = (day: string, { rule: { permission } }: Live) =>
      within(day, permission.from, permission.until) &&
      !permission.suspensions.some(({ from, until }) => within(day, from, until));
    return this.branch(
      'day',
      windows,
      (window) => {
        const day = window.slice(0, window.indexOf('/'));
        const dated = (each: Live): Live => ({
          ...each,
          key: each.rule.content,
          codes: this.codesOn(each.rule, day),
        });
        const rest = keep(lives, (each) => holds(day, each));
        return { before: distinct(rest.before.map(dated)), after: distinct(rest.after.map(dated)) };
      },
      (rest) => this.territory(rest, shape),
      shapeKey(shape),
    );
  }

  private codesOn({ permission: { territory } }: Rule, day: string): Codes | undefined {
    if (territory === undefined) return undefined;
    const { names } = this.work;
    const key = `${names.membersKey(territory.members)} ${day}`;
    let codes = this.codesByDay.get(key);
    if (codes === undefined) {
      const inside = [...territory.members.keys()].filter((nis) => territory.includes(nis, day)).sort();
      codes = { key: names.number(`codes ${inside.join(' ')}`), set: new Set(inside) };
      this.codesByDay.set(key, codes);
    }
    return codes;
  }

  private territory(lives: Lives, shape: Shape): number {
    const concerned = ({ rule, codes }: Live) => codes !== undefined && rule.leaf === undefined;
    const next: Next = (rest) => this.leaf(rest, shape);
    if (![...both(lives)].some(concerned)) return next(lives);
    return this.codes('territory', lives, concerned, [], (rest) => next(rest), shapeKey(shape));
  }

  /** One level for each leaf that decides a territory and still matters. */
  private leaf(lives: Lives, shape: Shape): number {
    const { space } = this.work;
    const settled = (leaf: number) => shape.present.includes(leaf) || shape.absent.includes(leaf);
    const leaves = [...both(lives)].flatMap(({ rule }) =>
      rule.leaf === undefined || settled(rule.leaf) ? [] : [rule.leaf],
    );
    if (leaves.length === 0) return this.installation(lives, shape);
    const leaf = Math.min(...leaves);
    const { inner, ofRoot, path } = space.fields[leaf]!;
    const possible =
      !(ofRoot && shape.root === 'own') &&
      (inner === undefined || inner === shape.own || (shape.inner & (1 << inner)) !== 0);
    const without = { ...shape, absent: [...shape.absent, leaf] };
    const withLeaf = { ...shape, present: [...shape.present, leaf] };
    const concerned = ({ rule }: Live) => rule.leaf === leaf;
    if (!possible)
      return this.leaf(
        keep(lives, (each) => !concerned(each)),
        without,
      );
    return this.codes(
      `leaf ${path}`,
      lives,
      concerned,
      [absent],
      (rest, value) => this.leaf(rest, value === absent ? without : withLeaf),
      shapeKey(shape),
    );
  }

  private codes(
    dimension: string,
    lives: Lives,
    concerned: (live: Live) => boolean,
    more: readonly string[],
    next: (lives: Lives, value: string) => number,
    key: string,
  ): number {
    const codes = [...new Set([...both(lives)].flatMap((each) => (concerned(each) ? [...each.codes!.set] : [])))];
    const inside = (value: string, each: Live) => !concerned(each) || each.codes!.set.has(value);
    // What is outside every list has no name: it is said by what it is not.
    const outside = [anyOther, ...codes.map((code) => `!${code}`)];
    const group = (value: string) => (value === absent ? absent : '');
    const edges: Edge[] = [];
    const byRest = new Map<string, { values: string[]; rest: Lives; value: string }>();
    for (const value of [...more, anyOther, ...codes]) {
      const rest = keep(lives, (each) => inside(value, each));
      const restKey = `${group(value)}${keyOf(rest)}`;
      const values = value === anyOther ? outside : [value];
      const known = byRest.get(restKey);
      if (known === undefined) byRest.set(restKey, { values: [...values], rest, value });
      else known.values.push(...values);
    }
    for (const { values, rest, value } of byRest.values()) {
      const child = this.remember(`${dimension} ${group(value)} ${key}`, rest, () => next(rest, value));
      const open = values.includes(anyOther);
      const named = new Set(values.filter((each) => !each.startsWith('!')));
      const kept = open
        ? values.filter((each) => each === anyOther || each === absent || each.startsWith('!'))
        : values;
      edges.push({ values: kept.filter((each) => !(each.startsWith('!') && named.has(each.slice(1)))), child });
    }
    return this.whole.branch(dimension, edges);
  }

  private installation(lives: Lives, shape: Shape): number {
    if (![...both(lives)].some(({ rule }) => rule.permission.assumed)) return this.facts(lives, shape, 0);
    return this.branch(
      'installation',
      ['demonstration', 'operational'],
      (value) => (value === 'demonstration' ? lives : keep(lives, ({ rule }) => !rule.permission.assumed)),
      (rest) => this.facts(rest, shape, 0),
      shapeKey(shape),
    );
  }

  /** Conditions about persons: one that fails takes the permission's fields away, never its duties. */
  private facts(lives: Lives, shape: Shape, index: number): number {
    const fact = facts[index];
    if (fact === undefined || shape.root === 'dwelling') return this.verdicts(lives, shape);
    const demanding = ({ rule }: Live) => this.demands(rule, fact);
    if (![...both(lives)].some(demanding)) return this.facts(lives, shape, index + 1);
    const failing = (each: Live): Live => (demanding(each) ? { ...each, satisfied: false } : each);
    return this.branch(
      `fact ${fact}`,
      ['fails', 'holds'],
      (value) => (value === 'holds' ? lives : { before: lives.before.map(failing), after: lives.after.map(failing) }),
      (rest) => this.facts(rest, shape, index + 1),
      `${shapeKey(shape)} ${index}`,
    );
  }

  private demands({ permission }: Rule, fact: FactName): boolean {
    if (fact === 'consent') return permission.consent;
    if (fact === 'doNotContact') return permission.doNotContact;
    // A participant that gives to itself keeps one file, not two.
    const keeper = this.question.isOwnRecipient ? 'recipient' : permission.relation;
    return permission.relation !== undefined && keeper === fact;
  }

  private verdicts(lives: Lives, shape: Shape): number {
    const { whole } = this;
    const { space } = this.work;
    const core = coreOf(space, shape);
    const before = new Judge(space, shape, core, lives.before, this.question.statistical.before);
    const after = new Judge(space, shape, core, lives.after, this.question.statistical.after);
    const pairs = this.columns.map(({ fields: [field] }) =>
      this.work.pairs.number({ before: before.of(field!), after: after.of(field!) }),
    );
    return pairs.some((pair) => pair !== 0) ? whole.leaf(pairs.join(' ')) : nothing;
  }

  /** One edge a value, each to what `next` makes of the permissions that are left. */
  private branch(
    dimension: string,
    values: readonly string[],
    rest: (value: string) => Lives,
    next: (lives: Lives, value: string) => number,
    key = '',
    shared = true,
  ): number {
    const edges = values.map((value) => {
      const lives = rest(value);
      const step = `${dimension} ${shared ? '' : value} ${key}`;
      return { values: [value], child: this.remember(step, lives, () => next(lives, value)) };
    });
    return this.whole.branch(dimension, edges);
  }

  private remember(step: string, lives: Lives, make: () => number): number {
    if (lives.before.length === 0 && lives.after.length === 0) return nothing;
    const { before, after } = this.question.statistical;
    const keyBefore = keyOfSide(lives.before);
    const keyAfter = keyOfSide(lives.after);
    if (keyBefore === keyAfter && before === after) return nothing;
    const key = `${step}|${keyBefore}|${keyAfter}`;
    let node = this.memory.get(key);
    if (node === undefined) this.memory.set(key, (node = make()));
    return node;
  }
}

const dwelling = 'woning';
/** Marks a category whose root person stands in its own object. */
export const ownRoot = '(own object)';

function shapeKey({ root, own, inner, present, absent: without }: Shape): string {
  return `${root} ${own ?? ''} ${inner} ${present.join(',')} ${without.join(',')}`;
}
