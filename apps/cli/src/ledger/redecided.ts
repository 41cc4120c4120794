import { exitCodes } from '../outcome';
import { paint } from '../terminal';

/** What control answers when it is asked to decide a past request again. */
export interface Redecided {
  readonly decisionId: string;
  readonly registerVersion: number | null;
  readonly outcome: 'same' | 'different' | 'undecided';
  readonly why?: keyof typeof reasons;
  readonly stoppedBy?: string;
  /** Decision that this one repeated. */
  readonly first?: string;
  readonly recorded?: Answer;
  readonly again?: Answer;
}

interface Answer {
  readonly effect: string;
  readonly basis: readonly { readonly instrument: string; readonly fields: readonly string[] }[];
  readonly obligations: readonly { readonly field: string; readonly duty: string }[];
  readonly codes: readonly string[];
}

/** Why it was not decided again. */
const reasons = {
  'no-decision': 'this entry is a note of control’s own journal; nothing was decided',
  'details-removed':
    'its details were erased or have reached the end of their retention; its entry and its proof stand',
  'details-altered': 'what the database holds as its details is not what the entry committed to',
  'register-missing':
    'this database does not hold that version of the register unaltered, or not in a form that this release reads',
  'not-kept': 'its record was written by a release that did not keep enough to decide it again',
  repeat: 'the request was a repeat and got the answer of its first',
  'one-person':
    'the answers differ, and a permission about one person may be why: whom a request was about is not in its record',
};

/** As of diff(1): 0 the same, 1 not, 2 cannot say. Details that their entry did not commit to are a fault. */
export function exitCodeOf({ outcome, why }: Redecided): number {
  if (outcome === 'same') return exitCodes.ok;
  return outcome === 'different' || why === 'details-altered' ? exitCodes.faults : exitCodes.usage;
}

export function linesOf({ outcome, why, first, stoppedBy, registerVersion, recorded, again }: Redecided): string[] {
  const by = registerVersion === null ? '' : ` by register version ${registerVersion}`;
  const both = [
    ...(recorded === undefined ? [] : [`recorded: ${answerLine(recorded)}`]),
    ...(again === undefined ? [] : [`again:    ${answerLine(again)}`]),
  ];
  if (outcome === 'same') {
    const stopped =
      stoppedBy === undefined
        ? []
        : [`\`${stoppedBy}\` stopped it, in which the register has no say; taken as it was recorded`];
    return [`${paint('green', 'same')}${by}`, ...both, ...stopped];
  }
  if (outcome === 'different') return [`${paint('red', 'different')}${by}`, ...both];
  const instead = first === undefined ? [] : [`decide that one again: npx sluis ledger redecide ${first}`];
  return [`${paint('yellow', 'not decided again')}: ${reasons[why ?? 'not-kept']}`, ...both, ...instead];
}

function answerLine({ effect, basis, obligations, codes }: Answer): string {
  const parts = [
    ...basis.map(({ instrument, fields }) => `${instrument} for ${fields.join(', ')}`),
    ...obligations.map(({ field, duty }) => `${field} ${duty}`),
    ...codes,
  ];
  return [effect, ...parts].join('; ');
}
