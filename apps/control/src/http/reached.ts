import { Problem } from './problem';

/**
 * Does work on the database; where PostgreSQL can't be reached, is told so. A fault of the database is not the caller's, and its message
 * may quote a row. What is wrong with the work itself is thrown on: nobody should try that again.
 */
export async function reached<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (fault) {
    if (fault instanceof Problem || isOurs(fault)) throw fault;
    throw new Problem(503, 'PostgreSQL does not answer; nothing was changed, try again');
  }
}

/**
 * A value, a row or a question that PostgreSQL can't take (SQLSTATE classes 22 and 42, and of 23 what no second attempt can pass), or a fault
 * of this code before it was asked.
 */
function isOurs(fault: unknown): boolean {
  if ([TypeError, RangeError, SyntaxError, ReferenceError].some((kind) => fault instanceof kind)) return true;
  const { code } = (fault ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^(?:(?:22|42)[0-9A-Z]{3}|23502|23514)$/.test(code);
}
