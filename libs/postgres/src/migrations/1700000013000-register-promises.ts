import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the active register promises: kept beside its versions, so that no proposal is held against its own word alone. */
export class RegisterPromises1700000013000 implements MigrationInterface {
  readonly name = 'RegisterPromises1700000013000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const up = [
  `CREATE TABLE register_promises (
     id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
     version integer NOT NULL,
     files jsonb NOT NULL CHECK (jsonb_typeof(files) = 'array'),
     at timestamptz NOT NULL
   )`,
  // Null: proposed before promises were kept. Such a proposal is outdated by what it was compared with.
  `ALTER TABLE register_proposal ADD COLUMN promises jsonb`,
];

const down = ['ALTER TABLE register_proposal DROP COLUMN promises', 'DROP TABLE register_promises'];
