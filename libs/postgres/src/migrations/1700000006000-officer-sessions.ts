import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is logged in, and who is on the way to it. Of each secret a hash alone, so that a copy of the database lets nobody in. */
export class OfficerSessions1700000006000 implements MigrationInterface {
  readonly name = 'OfficerSessions1700000006000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE officer_login');
    await queryRunner.query('DROP TABLE officer_session');
  }
}

const up = [
  `CREATE TABLE officer_session (
     id_hash char(64) PRIMARY KEY,
     subject text NOT NULL,
     name text NOT NULL,
     grants jsonb NOT NULL,
     csrf text NOT NULL,
     id_token text,
     began_at timestamptz NOT NULL,
     seen_at timestamptz NOT NULL,
     ends_at timestamptz NOT NULL
   )`,
  'CREATE INDEX officer_session_subject ON officer_session (subject)',
  `CREATE TABLE officer_login (
     state_hash char(64) PRIMARY KEY,
     browser_hash char(64) NOT NULL,
     nonce text NOT NULL,
     verifier text NOT NULL,
     destination text NOT NULL,
     ends_at timestamptz NOT NULL
   )`,
];
