import type { Entry } from '#ledger';
import { callControl } from '../control-call';
import type { Finding } from './checked';
import { counting } from './progress';

/** How the details in the database compare with what the entries committed to. */
export interface KeptDetails {
  /** Entries whose details are those that were committed to; what was erased of them is taken at its commitment. */
  readonly match: number;
  /** Entries that have none. */
  readonly missing: number;
  /** What retention's own notes say it removed. */
  readonly removed: number;
  readonly faults: readonly Finding[];
}

interface Page {
  readonly details: readonly {
    readonly index: number;
    readonly decisionId: string;
    readonly commitment: string | null;
  }[];
  readonly next: number | null;
  readonly strays?: readonly number[];
  readonly removed?: number;
}

const pageEntries = 2_000;
const database = 'the database';

/** Remembers of verified entries what their details are held against. */
export class Commitments {
  private readonly ids: string[] = [];
  private readonly hashes: string[] = [];

  add({ decisionId, commitment }: Entry, index: number): void {
    this.ids[index] = decisionId;
    this.hashes[index] = commitment;
  }

  /**
   * Asks control what the details of each entry commit to now. Names every entry whose details were altered, that leads to another
   * decision or nowhere, details of no entry, and every entry without details where there are more of these than retention removed.
   */
  async compare(control: string | undefined, officer: string | undefined): Promise<KeptDetails> {
    const size = this.ids.length;
    const progress = counting('details compared');
    const faults: Finding[] = [];
    const found = { match: 0, missing: 0, removed: 0 };
    const without: Finding[] = [];
    const fault = (kind: Finding['kind'], index: number, among = faults): void => {
      const last = among.at(-1);
      // Neighbours as one.
      if (last?.kind === kind && last.to === index) among[among.length - 1] = { ...last, to: index + 1 } as Finding;
      else among.push({ kind, path: database, from: index, to: index + 1 } as Finding);
    };
    let expected = 0;
    for (let from: number | null = 0; from !== null && from < size;) {
      const path = `/ledger/details?from=${from}&limit=${pageEntries}`;
      const page = (await callControl(control, 'GET', path, undefined, officer)) as Page;
      for (const { index, decisionId, commitment } of page.details) {
        for (; expected < Math.min(index, size); expected++) fault('entry-unknown', expected);
        if (index >= size) break;
        expected = index + 1;
        if (decisionId !== this.ids[index]) fault('entry-unknown', index);
        else if (commitment === null) {
          found.missing++;
          fault('details-missing', index, without);
        } else if (commitment === this.hashes[index]) found.match++;
        else fault('details-altered', index);
      }
      progress.at(expected, size);
      for (const index of page.strays ?? []) fault('details-stray', index);
      found.removed = page.removed ?? 0;
      from = page.next;
    }
    for (; expected < size; expected++) fault('entry-unknown', expected);
    progress.end();
    // Retention's notes say how many it removed, not which: where there are more, each may be the one that it did not.
    if (found.missing > found.removed) faults.push(...without);
    return { ...found, faults };
  }
}
