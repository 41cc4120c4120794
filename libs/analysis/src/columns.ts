import type { Diagrams } from './diagram';
import type { Names, Rule, Space } from './space';
import type { Verdict } from './verdict';

/** Fields of which each permission says the same: what holds of one holds of all. */
export interface Column {
  readonly fields: readonly number[];
}

/** What a leaf says of one column. */
export interface Pair {
  readonly before: Verdict | undefined;
  readonly after: Verdict | undefined;
}

/** The parts that all flows of one question share. */
export interface Work {
  readonly space: Space;
  readonly names: Names;
  readonly pairs: Pairs;
  readonly diagrams: Diagrams;
}

export function columnsOf(rules: readonly Rule[], space: Space): Column[] {
  const leaves = new Set(rules.map((rule) => rule.leaf));
  const columns = new Map<number | string, number[]>();
  for (const { number, inner, ofRoot } of space.fields) {
    let said = 0;
    let isListed = false;
    let key: number | string = (inner ?? -1) * 2 + (ofRoot ? 1 : 0) + 2;
    for (const rule of rules) {
      said = rule.dutyNumbers[number]!;
      if (said !== 0) isListed = true;
      key = rules.length > exactRules ? `${key} ${said}` : (key as number) * dutiesMax + said;
    }
    if (!isListed) continue;
    if (leaves.has(number)) key = `leaf ${number}`;
    const known = columns.get(key);
    if (known === undefined) columns.set(key, [number]);
    else known.push(number);
  }
  return [...columns.values()].map((fields) => ({ fields }));
}

/** As many duties as there can be, and as many of them as fit into one exact number; more make a text. */
const dutiesMax = 256;
const exactRules = 5;

/** The part of a diagram of all columns that is about one. */
export function project(whole: Diagrams, top: number, column: number, work: Work, done: Map<number, number>): number {
  let projected = done.get(top);
  if (projected === undefined) {
    const node = whole.at(top);
    projected =
      node.kind === 'leaf'
        ? work.diagrams.leaf(partOf(node.content, column))
        : work.diagrams.branch(
            node.dimension,
            node.edges.map(({ values, child }) => ({ values, child: project(whole, child, column, work, done) })),
          );
    done.set(top, projected);
  }
  return projected;
}

function partOf(content: string, column: number): string {
  const part = content.split(' ')[column] ?? '';
  return part === '0' ? '' : part;
}

/** Pairs by number: 0 where both sides say the same. */
export class Pairs {
  private readonly numbers = new Map<string, number>();
  private readonly pairs: Pair[] = [{ before: undefined, after: undefined }];

  number(pair: Pair): number {
    const before = verdictText(pair.before);
    const after = verdictText(pair.after);
    if (before === after) return 0;
    const key = `${before}\t${after}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.pairs.length;
      this.pairs.push(pair);
      this.numbers.set(key, number);
    }
    return number;
  }

  at(number: number): Pair {
    return this.pairs[number]!;
  }
}

function verdictText(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '';
  const { duty, instruments, retention, assumed, statistical } = verdict;
  return `${duty} ${instruments.join(',')} ${retention} ${assumed} ${statistical}`;
}
