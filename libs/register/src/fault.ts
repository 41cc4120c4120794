import { shownName } from './strange-characters';

/** One thing wrong with the register's files, at the place where somebody can mend it. */
export interface Fault {
  /** Path inside `protocols/`. */
  readonly file: string;
  /** Counted from 1. Documents that came as JSON have no lines: then 1 and 1. */
  readonly line: number;
  readonly column: number;
  /** Stable code from a closed list. */
  readonly code: FaultCode;
  /** What is wrong, lower case, input in backticks. */
  readonly message: string;
  /** What to do about it; empty where there is nothing to add. */
  readonly hint: string;
}

export const faultCodes = [
  // the file
  'unknown-file',
  'too-large',
  'encoding',
  'yaml-syntax',
  'yaml-feature',
  'duplicate-key',
  'reserved-key',
  // its structure
  'wrong-type',
  'unknown-key',
  'missing-key',
  'wrong-form',
  'unknown-value',
  'out-of-bounds',
  'file-name',
  'duplicate-id',
  // what it refers to
  'unknown-authority',
  'unknown-category',
  'unknown-field',
  'unknown-generalisation',
  'unknown-instrument',
  'unknown-participant',
  'unknown-purpose',
  'unknown-role',
  'unknown-source',
  'unknown-territory',
  'unknown-capacity',
  // the catalogue
  'catalogue-shape',
  'kbo-check',
  'territory-members',
  'territory-code',
  'empty-window',
  'succession-cycle',
  'division-cycle',
  // rules on instruments
  'number-collision',
  'version-overlap',
  'advice-missing',
  'advice-late',
  'advice-reason',
  'unknown-unmarked',
  'approval-late',
  'signature-late',
  'justification-missing',
  'retention-missing',
  'publication-missing',
  'confirmation-people',
  'confirmation-early',
  'confirmation-unknown',
  'replaced-open',
  'extension-cycle',
  'joint-mismatch',
  'legacy-gain',
  'confidential-place',
  'case-incomplete',
  // rules on permissions
  'identifier-missing',
  'category-missing',
  'dwelling-person',
  'statistical-identifier',
  'statistical-text',
  'duty-type',
  'generalisation-conflict',
  'territory-leaf',
  'processing-agreement-missing',
  'processor-provider',
  'relay-inside-recipient',
  'number-grant',
  'grant-missing',
  // rules on systems
  'mixed-reader',
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** Where a value stands in its file: keys and places from the top. */
export type Pointer = readonly (string | number)[];

/** ``instruments/x.yaml:14:7: unknown purpose `a`; did you mean `b`?`` */
export function faultLine(fault: Fault): string {
  return `${shownName(fault.file)}:${fault.line}:${fault.column}: ${fault.message}${fault.hint === '' ? '' : `; ${fault.hint}`}`;
}

/** `did you mean ...?`, or nothing where no known name is near enough. */
export function didYouMean(written: string, known: Iterable<string>): string {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const name of known) {
    if (Math.abs(name.length - written.length) >= bestDistance) continue;
    const distance = editDistance(written.toLowerCase(), name.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best === undefined ? '' : `did you mean \`${best}\`?`;
}

/** Changes (insert, delete, replace, swap of neighbours) from one to the other; stops counting at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    if (Math.min(...row) >= limit) return limit;
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
