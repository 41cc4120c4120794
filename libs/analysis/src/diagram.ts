/**
 * Diagrams over a space of requests: each node asks about one dimension (who sends, which category, which day, …) and
 * leads on by the answer; a leaf says what holds there. Equal nodes are one node, so two diagrams say the same exactly
 * where they have the same number, and a path from the top is a box: one set of values a dimension.
 */
export class Diagrams {
  private readonly byKey = new Map<string, number>();
  private readonly nodes: DiagramNode[] = [{ kind: 'leaf', content: '' }];
  private readonly counts = new Map<number, number>();

  at(number: number): DiagramNode {
    return this.nodes[number]!;
  }

  /** A leaf with this content; the empty text is `nothing`. */
  leaf(content: string): number {
    return content === '' ? nothing : this.intern(`=${content}`, { kind: 'leaf', content });
  }

  /**
   * A node of these edges. Edges to one child become one; a dimension on which nothing depends leaves no node. Values
   * of different edges must not overlap.
   */
  branch(dimension: string, edges: readonly Edge[]): number {
    const merged: Edge[] = [];
    for (const [at, { child }] of edges.entries()) {
      if (child === nothing || edges.findIndex((edge) => edge.child === child) !== at) continue;
      const sets = edges.filter((edge) => edge.child === child).map((edge) => edge.values);
      const all = unite(dimension, sets);
      if (isAll(dimension, all)) return child;
      merged.push({ values: all, child });
    }
    if (merged.length === 0) return nothing;
    if (merged.length > 1) merged.sort((a, b) => (a.values[0]! < b.values[0]! ? -1 : 1));
    const key = `${dimension}?${merged.map(({ values, child }) => `${values.join(' ')}>${child}`).join(';')}`;
    return this.intern(key, { kind: 'branch', dimension, edges: merged });
  }

  /** Boxes below a node, each with the content of its leaf. The same diagram gives the same boxes in the same order. */
  *boxes(number: number, box: Box = new Map()): Generator<{ readonly box: Box; readonly content: string }> {
    const node = this.at(number);
    if (node.kind === 'leaf') {
      if (number !== nothing) yield { box, content: node.content };
      return;
    }
    for (const { values, child } of node.edges) yield* this.boxes(child, new Map(box).set(node.dimension, values));
  }

  /** How many boxes there are below a node, without going through them. */
  count(number: number): number {
    if (number === nothing) return 0;
    let count = this.counts.get(number);
    if (count === undefined) {
      const node = this.at(number);
      count = node.kind === 'leaf' ? 1 : node.edges.reduce((sum, { child }) => sum + this.count(child), 0);
      this.counts.set(number, count);
    }
    return count;
  }

  private intern(key: string, node: DiagramNode): number {
    let number = this.byKey.get(key);
    if (number === undefined) {
      number = this.nodes.length;
      this.nodes.push(node);
      this.byKey.set(key, number);
    }
    return number;
  }
}

/** The diagram of no request at all. */
export const nothing = 0;

export type Box = ReadonlyMap<string, readonly string[]>;

export interface Edge {
  readonly values: readonly string[];
  readonly child: number;
}

export type DiagramNode =
  | { readonly kind: 'leaf'; readonly content: string }
  | { readonly kind: 'branch'; readonly dimension: string; readonly edges: readonly Edge[] };

/** Any code that the other values of its edge do not exclude with `!`; for the territory of the request, also none. */
export const anyOther = '*';
/** The leaf does not occur. */
export const absent = '-';

function unite(dimension: string, sets: readonly (readonly string[])[]): readonly string[] {
  if (sets.length === 1 && sets[0]!.length === 1) return sets[0]!;
  if (dimension === 'day') return joined(sets.flat().sort());
  if (dimension === 'territory' || dimension.startsWith('leaf ')) return codes(sets);
  return [...new Set(sets.flat())].sort();
}

/** Days as `from/until`; what follows on becomes one. */
function joined(days: readonly string[]): string[] {
  const whole: string[] = [];
  for (const day of days) {
    const [from = '', until = ''] = day.split('/');
    const [lastFrom = '', lastUntil = ''] = whole.at(-1)?.split('/') ?? [];
    if (lastUntil === from && whole.length > 0) whole[whole.length - 1] = `${lastFrom}/${until}`;
    else whole.push(day);
  }
  return whole;
}

/** Sets of codes, some of which name what they leave out. */
function codes(sets: readonly (readonly string[])[]): string[] {
  const open = sets.find((set) => set.includes(anyOther));
  const named = new Set(sets.flat().filter((value) => value !== anyOther && !value.startsWith('!')));
  if (open === undefined) return [...named].sort();
  const left = open.filter((value) => value.startsWith('!') && !named.has(value.slice(1)));
  return [...(named.has(absent) ? [absent] : []), anyOther, ...left].sort();
}

function isAll(dimension: string, values: readonly string[]): boolean {
  if (dimension === 'territory') return values.length === 1 && values[0] === anyOther;
  if (dimension.startsWith('leaf ')) return values.length === 2 && values.includes(anyOther) && values.includes(absent);
  return (dimension === 'installation' || dimension.startsWith('fact ')) && values.length === 2;
}
