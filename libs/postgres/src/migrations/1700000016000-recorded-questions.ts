import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often each question was asked on each day, so that a month of requests is decided by deciding each question once. What was
 * recorded before is not counted: nobody reads a large ledger for it, and a month later it no longer matters.
 */
export class RecordedQuestions1700000016000 implements MigrationInterface {
  readonly name = 'RecordedQuestions1700000016000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE ledger_question (
         day date NOT NULL,
         question bytea NOT NULL CHECK (length(question) = 16),
         count integer NOT NULL,
         newest bigint NOT NULL,
         PRIMARY KEY (day, question)
       )`,
    );
    // The first entry whose question was counted; null until there is one.
    await queryRunner.query('ALTER TABLE ledger_state ADD COLUMN questions_from bigint');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE ledger_state DROP COLUMN questions_from');
    await queryRunner.query('DROP TABLE ledger_question');
  }
}
