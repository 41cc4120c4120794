import { In, IsNull, type DataSource } from 'typeorm';
import { LedgerJournal } from '../ledger/journal';
import { PersonCaseRow } from './row';

/** A case as it was proposed. */
export type ProposedPersonCase = Pick<
  PersonCaseRow,
  | 'id'
  | 'kind'
  | 'provider'
  | 'recipient'
  | 'categories'
  | 'fields'
  | 'person'
  | 'others'
  | 'untilDay'
  | 'ground'
  | 'proposedBy'
  | 'proposedAt'
  | 'reviewBefore'
>;
export type PersonCaseRecord = Readonly<PersonCaseRow>;

/** What came of an approval or an end; refusals are expected outcomes. */
export type PersonCaseChange = 'done' | 'unknown' | 'ended' | 'already' | 'same-officer';

/** Instruments about one person, with who answers for them. */
export class PersonCaseRecords {
  constructor(private readonly source: DataSource) {}

  async propose(proposed: ProposedPersonCase): Promise<void> {
    await this.source.transaction(async (entities) => {
      await entities.insert(PersonCaseRow, proposed);
      const act = { act: 'person-case.propose', by: proposed.proposedBy, case: proposed.id };
      await LedgerJournal.act(entities, act, proposed.proposedAt);
    });
  }

  /** INVARIANT(two-officers): nobody approves what he proposed himself; the table refuses it too. */
  async approve(id: string, officer: string, now: Date): Promise<PersonCaseChange> {
    return this.source.transaction(async (entities) => {
      const row = await entities.findOne(PersonCaseRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (row === null) return 'unknown';
      if (row.endedAt !== null) return 'ended';
      if (row.approvedBy !== null) return 'already';
      if (row.proposedBy === officer) return 'same-officer';
      // Overdue is ended, whether or not anybody has noted it yet.
      if (row.reviewBefore !== null && row.reviewBefore <= now) return 'ended';
      await entities.update(PersonCaseRow, { id }, { approvedBy: officer, approvedAt: now });
      await LedgerJournal.act(entities, { act: 'person-case.approve', by: officer, case: id }, now);
      return 'done';
    });
  }

  async end(id: string, officer: string, now: Date): Promise<PersonCaseChange> {
    const done = await this.source.transaction(async (entities) => {
      const { affected } = await entities.update(
        PersonCaseRow,
        { id, endedAt: IsNull() },
        { endedAt: now, endedBy: officer, endCause: 'by-officer' },
      );
      if (affected === 1) await LedgerJournal.act(entities, { act: 'person-case.end', by: officer, case: id }, now);
      return affected === 1;
    });
    if (done) return 'done';
    return (await this.source.manager.existsBy(PersonCaseRow, { id })) ? 'already' : 'unknown';
  }

  /** Notes the end of what is past its last day, or was not reviewed in time. Returns the ids. */
  async endOverdue(today: string, now: Date): Promise<readonly string[]> {
    const ended: [{ id: string }[], number] = await this.source.query(
      `UPDATE person_case
       SET ended_at = $2, end_cause = CASE WHEN until_day <= $1 THEN 'past-its-end' ELSE 'not-reviewed' END
       WHERE ended_at IS NULL
         AND (until_day <= $1 OR (review_before <= $2 AND approved_by IS NULL))
       RETURNING id`,
      [today, now],
    );
    return ended[0].map(({ id }) => id);
  }

  /** Those that hold: approved by a second officer, or urgent and not yet due for review. Ordered by id. */
  async standing(today: string, now: Date): Promise<readonly PersonCaseRecord[]> {
    return this.source.manager
      .createQueryBuilder(PersonCaseRow, 'person_case')
      .where('person_case.ended_at IS NULL AND person_case.until_day > :today', { today })
      .andWhere('(person_case.approved_by IS NOT NULL OR person_case.review_before > :now)', { now })
      .orderBy('person_case.id')
      .getMany();
  }

  /** Whose a case is: who gives and who gets. Undefined where there is none. */
  async parties(id: string): Promise<readonly [string, string] | undefined> {
    const row = await this.source.manager.findOneBy(PersonCaseRow, { id });
    return row === null ? undefined : [row.provider, row.recipient];
  }

  /** Newest first; of these participants, as provider or recipient, or of any. */
  async list(limit: number, participants?: readonly string[]): Promise<readonly PersonCaseRecord[]> {
    const those = participants && In([...participants]);
    return this.source.manager.find(PersonCaseRow, {
      ...(those && { where: [{ provider: those }, { recipient: those }] }),
      order: { proposedAt: 'DESC', id: 'ASC' },
      take: limit,
    });
  }
}
