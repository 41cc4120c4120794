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
  readonly whole: Diagrams;
  readonly diagrams: Diagrams;
}

export function columnsOf(rules: readonly Rule[], space: Space): Column[] {
  const leaves = new Set(rules.map((rule) => rule.leaf));
  const columns = new Map<string, number[]>();
  for (const { number, inner, ofRoot } of space.fields) {
    const said = rules.map((rule) => rule.duties[number] ?? '');
    if (said.every((duty) => duty === '')) continue;
    const key = `${inner} ${ofRoot} ${leaves.has(number) ? number : ''} ${said.join(' ')}`;
    const known = columns.get(key);
    if (known === undefined) columns.set(key, [number]);
    else known.push(number);
  }
  return [...columns.values()].map((fields) => ({ fields }));
}

/** The part of a diagram of all columns that is about one. */
export function project(top: number, column: number, work: Work, done: Map<number, number>): number {
  let projected = done.get(top);
  if (projected === undefined) {
    const node = work.whole.at(top);
    projected =
      node.kind === 'leaf'
        ? work.diagrams.leaf(node.content.split('\n')[column] ?? '')
        : work.diagrams.branch(
            node.dimension,
            node.edges.map(({ values, child }) => ({ values, child: project(child, column, work, done) })),
          );
    done.set(top, projected);
  }
  return projected;
}

export function pairText({ before, after }: Pair): string {
  const texts = [before, after].map((verdict) => (verdict === undefined ? '' : JSON.stringify(verdict)));
  return texts[0] === texts[1] ? '' : texts.join('\t');
}

export function pairOf(text: string): Pair {
  const [before = '', after = ''] = text.split('\t');
  const verdict = (written: string) => (written === '' ? undefined : (JSON.parse(written) as Verdict));
  return { before: verdict(before), after: verdict(after) };
}
