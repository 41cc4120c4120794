import { Inject, Injectable } from '@nestjs/common';
import type { Officer } from '../access/officer';
import { scopeOf, within } from '../access/scope';
import { Database } from '../database';
import { reached } from '../http/reached';
import { Whose } from '../register/whose';

/** Who may read decisions. */
export const decisionReaders = ['compliance', 'dpo', 'auditor'] as const;

/** Which decisions an officer may see: those of a participant of theirs, as asker or as provider. */
@Injectable()
export class SeenDecisions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Whose) private readonly whose: Whose,
  ) {}

  /** One whose details are gone is nobody's any more, and seen by those alone who see every participant's. */
  async by(officer: Officer, decisionId: string): Promise<boolean> {
    if (!/^[\w-]{1,128}$/.test(decisionId)) return false;
    const scope = scopeOf(officer, decisionReaders);
    if (scope === 'all') return true;
    const [body] = (await reached(this.database.questions.details(decisionId)))?.parts ?? [];
    if (body === undefined || !('content' in body)) return false;
    const { system, provider } = JSON.parse(body.content) as { system?: string; provider?: string };
    return within(scope, provider) || (system !== undefined && this.whose.systemsIn(scope)?.includes(system) === true);
  }
}
