import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions that wait in their topic while somebody is erased lose that person as they are recorded. */
export class StandingErasures1700000015000 implements MigrationInterface {
  readonly name = 'StandingErasures1700000015000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE standing_erasure (
         digest bytea NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
         erased_at timestamptz NOT NULL
       )`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE standing_erasure');
  }
}
