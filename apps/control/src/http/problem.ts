import { STATUS_CODES } from 'node:http';
import type { ProblemCode } from '#contract';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** One thing wrong with a request: where, and which rule. Never what was sent. */
export interface PropertyProblem {
  /** Such as `participant`, `contact.email` or `[3].from`. */
  readonly property: string;
  readonly problem: string;
}

/** An answer in the form of RFC 9457. `detail` is for people and holds nothing of the request's values. */
export class Problem extends HttpException {
  constructor(
    status: number,
    readonly detail: string,
    readonly errors: readonly PropertyProblem[] = [],
    /** Where there is more to say than the status does. */
    readonly code?: ProblemCode,
  ) {
    super(detail, status);
  }
}

/** Nothing can be looked up in a register, or be held against one, before the first is active. */
export function noRegister(): Problem {
  return new Problem(503, 'no register is active yet; /health/ready says why', [], 'register-absent');
}

/**
 * Turns whatever was thrown into `application/problem+json`. What the framework says about a body or an address quotes
 * it, and a body may hold a national number; so its words are replaced by ours.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const problem = thrown instanceof Problem ? thrown : undefined;
    const status = problem?.getStatus() ?? statusOf(thrown);
    if (status >= 500 && problem === undefined) this.log.error(`request failed: ${nameOf(thrown)}`);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (status === 401) void reply.header('www-authenticate', 'Bearer realm="sluis"');
    void reply
      .status(status)
      .header('content-type', problemType)
      .send(problemBody(status, problem?.detail, problem?.errors, problem?.code));
  }
}

export const problemType = 'application/problem+json; charset=utf-8';

export function problemBody(
  status: number,
  detail?: string,
  errors: readonly PropertyProblem[] = [],
  code?: ProblemCode,
): object {
  return {
    // Where the codes are told of.
    type: code === undefined ? 'about:blank' : `/openapi.json#${code}`,
    ...(code !== undefined && { code }),
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: detail ?? details[status] ?? 'the request could not be answered',
    ...(errors.length > 0 && { errors }),
  };
}

const details: Record<number, string> = {
  400: 'the body is not valid JSON',
  404: 'there is nothing at this address; the addresses are listed at /openapi.json',
  413: 'the body is larger than 1 MiB',
  415: 'send JSON, with content-type application/json',
};

function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

/** A fault's class and code. Its message may quote a row or a body, so it stays out of the log. */
function nameOf(thrown: unknown): string {
  const { name, code } = (thrown ?? {}) as { name?: unknown; code?: unknown };
  return [name, code].filter((part) => typeof part === 'string').join(' ') || typeof thrown;
}
