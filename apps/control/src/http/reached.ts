import { Problem } from './problem';

/** A fault of the database is not the caller's, and its message may quote a row. */
export async function reached<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (fault) {
    if (fault instanceof Problem) throw fault;
    throw new Problem(503, 'PostgreSQL does not answer; nothing was changed, try again');
  }
}
