import { Inject, Injectable } from '@nestjs/common';
import type { LedgerCases } from '#postgres';
import type { Officer, Role } from '../access/officer';
import { scopeOf } from '../access/scope';
import { Database } from '../database';
import { Problem } from '../http/problem';
import { reached } from '../http/reached';
import { Whose } from '../register/whose';

/** Who may read cases. */
export const caseReaders = ['compliance', 'dpo', 'auditor'] as const;

/** Which cases an officer may see: those of a system of a participant of theirs. */
@Injectable()
export class SeenCases {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Whose) private readonly whose: Whose,
  ) {}

  /** A case of a participant for which the officer holds one of these roles. Any other is as if it were not there: 404. */
  async by(
    officer: Officer,
    id: string,
    roles: readonly Role[] = caseReaders,
  ): Promise<NonNullable<Awaited<ReturnType<LedgerCases['one']>>>> {
    const found = /^\d{1,15}$/.test(id) ? await reached(this.database.cases.one(id)) : undefined;
    const systems = this.whose.systemsIn(scopeOf(officer, roles));
    if (found === undefined || systems?.includes(found.system) === false) throw unknownCase();
    return found;
  }
}

export function unknownCase(): Problem {
  return new Problem(404, 'there is no such case; `GET /ledger/cases` lists them');
}
