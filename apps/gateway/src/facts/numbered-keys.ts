import { createHash } from 'node:crypto';

interface Numbered {
  /** Key and separator, so that these sort as the lines do. */
  readonly start: string;
  number: number;
  block: Block | undefined;
}

/** Neighbours in the order of the lines, with their text, made anew only where one of them changed. */
interface Block {
  readonly entries: readonly Numbered[];
  text: Buffer | undefined;
}

const blockEntries = 512;

/**
 * The number of the last message under each key, live or withdrawn, and the digest over them that control's heartbeat
 * holds too: SHA-256 over the sorted lines `key:number`. Requests wait while it is made, so it writes anew only the
 * lines near a change.
 */
export class NumberedKeys {
  private readonly byKey = new Map<string, Numbered>();
  private blocks: readonly Block[] = [];
  private fresh: Numbered[] = [];
  private known: string | undefined;

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  get(key: string): number | undefined {
    return this.byKey.get(key)?.number;
  }

  set(key: string, number: number): void {
    this.known = undefined;
    const numbered = this.byKey.get(key);
    if (numbered === undefined) {
      const made = { start: `${key}:`, number, block: undefined };
      this.byKey.set(key, made);
      this.fresh.push(made);
      return;
    }
    numbered.number = number;
    if (numbered.block !== undefined) numbered.block.text = undefined;
  }

  digest(): string {
    return (this.known ??= this.madeAnew());
  }

  private madeAnew(): string {
    if (this.fresh.length > 0) this.blocks = withFresh(this.blocks, this.fresh.sort(byStart));
    this.fresh = [];
    const hash = createHash('sha256');
    for (const [at, block] of this.blocks.entries()) {
      if (at > 0) hash.update('\n');
      hash.update((block.text ??= textOf(block)));
    }
    return hash.digest('hex');
  }
}

function byStart(one: Numbered, other: Numbered): number {
  return one.start < other.start ? -1 : 1;
}

function textOf({ entries }: Block): Buffer {
  return Buffer.from(entries.map(({ start, number }) => start + number).join('\n'));
}

/** The blocks with what is new in its place; those without anything new stay as they are. Both are sorted. */
function withFresh(blocks: readonly Block[], fresh: readonly Numbered[]): readonly Block[] {
  if (blocks.length === 0) return cut(fresh);
  let taken = 0;
  return blocks.flatMap((block, at) => {
    const next = blocks[at + 1]?.entries[0];
    const from = taken;
    while (taken < fresh.length && (next === undefined || byStart(fresh[taken]!, next) < 0)) taken++;
    return taken === from ? [block] : cut([...block.entries, ...fresh.slice(from, taken)].sort(byStart));
  });
}

function cut(entries: readonly Numbered[]): Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < entries.length; start += blockEntries) {
    const block: Block = { entries: entries.slice(start, start + blockEntries), text: undefined };
    for (const entry of block.entries) entry.block = block;
    blocks.push(block);
  }
  return blocks;
}
