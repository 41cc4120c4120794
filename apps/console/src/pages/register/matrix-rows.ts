import { groupsOf, type FieldGroup } from '../../names/groups';
import type { Given, MatrixField, NamedMatrix } from './answers';

/** What of a matrix is shown: fields that nobody gets take room and say little, unless they are asked for. */
export function matrixRows({ fields }: Pick<NamedMatrix, 'fields'>, all: boolean): FieldGroup<MatrixField>[] {
  return groupsOf(all ? fields : fields.filter(({ cells }) => cells.some((ways) => ways.length > 0)));
}

/** One sign a cell: of its ways the one that tells most. `revealed` says less than any value, more than none. */
export function signOf(ways: readonly Given[]): { readonly how: string; readonly assumed: boolean } | undefined {
  const order = ['keep', 'generalise', 'revealed', 'pseudonymise', 'suppress'];
  const rank = ({ how }: Given): number => order.indexOf(how.split(':')[0] ?? '');
  const [most] = [...ways].sort((a, b) => rank(a) - rank(b));
  return most && { how: most.how.split(':')[0] ?? most.how, assumed: most.assumed };
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where an arrow key leads from a cell: to the next one in that direction that holds something; undefined: nowhere. */
export function neighbour(filled: readonly (readonly boolean[])[], from: Place, key: string): Place | undefined {
  const step = steps[key];
  if (step === undefined) return undefined;
  const [down, right] = step;
  let { row, column } = from;
  for (;;) {
    row += down;
    column += right;
    const isFilled = filled[row]?.[column];
    if (isFilled === undefined) return undefined;
    if (isFilled) return { row, column };
  }
}

const steps: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};
