import { problemCodes, type ProblemCode } from '#contract';

/** What control answered instead of what was asked for (RFC 9457), or that it did not answer. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';

  constructor(
    /** 0 where nobody answered. */
    readonly status: number,
    /** For people, in English, as control says it; never holds a value that was sent. */
    readonly detail: string,
    readonly errors: readonly { readonly property: string; readonly problem: string }[] = [],
    options?: ErrorOptions,
    /** Why, in a word that stays; undefined where the status says it all. */
    readonly code?: ProblemCode,
  ) {
    super(detail, options);
  }
}

/** The fault in an answer that was not a success, whatever its body. */
export async function faultOf(answer: Response): Promise<ApiFault> {
  const problem = (await answer.json().catch(() => undefined)) as
    { readonly detail?: unknown; readonly errors?: unknown; readonly code?: unknown } | undefined;
  const detail = typeof problem?.detail === 'string' ? problem.detail : answer.statusText;
  const errors = Array.isArray(problem?.errors) ? (problem.errors as ApiFault['errors']) : [];
  const code = problemCodes.find((each) => each === problem?.code);
  return new ApiFault(answer.status, detail, errors, undefined, code);
}
