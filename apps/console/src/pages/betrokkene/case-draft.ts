import type { CaseKind } from '#contract';
import { isNumber } from './fact';

/** A case as it is filled in; the numbers live in the form alone. */
export interface CaseDraft {
  readonly kind: CaseKind;
  readonly insz: string;
  readonly others: readonly string[];
  readonly provider: string;
  readonly recipient: string;
  readonly categories: readonly string[];
  readonly fields: readonly string[];
  readonly until: string;
  readonly ground: string;
  readonly atOwnRequest: boolean;
}

export const emptyCase: CaseDraft = {
  kind: 'legal-duty',
  insz: '',
  others: [],
  provider: '',
  recipient: '',
  categories: [],
  fields: [],
  until: '',
  ground: '',
  atOwnRequest: false,
};

/** The draft without the numbers; as many empty places as there were. */
export function withoutNumbers(draft: CaseDraft): CaseDraft {
  return { ...draft, insz: '', others: draft.others.map(() => '') };
}

/** The body of `POST /cases`. */
export function caseBody(draft: CaseDraft): Readonly<Record<string, unknown>> {
  const { atOwnRequest, others, insz, ground, ...rest } = draft;
  const numbers = others.map((other) => other.trim()).filter((other) => other !== '');
  return {
    ...rest,
    insz: insz.trim(),
    ground: ground.trim(),
    ...(numbers.length > 0 && { others: numbers }),
    ...(draft.kind === 'portability' && { atOwnRequest }),
  };
}

/** Whether it can be sent; control checks all of it once more. `today` is a day of Brussels. */
export function isWhole(draft: CaseDraft, today: string): boolean {
  return (
    isNumber(draft.insz) &&
    draft.others.every((other) => other.trim() === '' || isNumber(other)) &&
    draft.provider !== '' &&
    draft.recipient !== '' &&
    draft.provider !== draft.recipient &&
    draft.categories.length > 0 &&
    draft.fields.length > 0 &&
    draft.until > today &&
    draft.ground.trim() !== '' &&
    (draft.kind !== 'portability' || draft.atOwnRequest)
  );
}
