import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What may become the next register version, and what is suspended at once. That two people activate is held here too. */
export class Activation1700000008000 implements MigrationInterface {
  readonly name = 'Activation1700000008000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const up = [
  `CREATE TABLE register_suspension (
     id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
     instrument text NOT NULL,
     reason text NOT NULL,
     from_day char(10) NOT NULL,
     by_subject text NOT NULL,
     by_name text NOT NULL,
     at timestamptz NOT NULL,
     lifted_day char(10),
     lifted_at timestamptz CHECK ((lifted_at IS NULL) = (lifted_day IS NULL))
   )`,
  // One order at a time: lifting it must not leave another that nobody saw.
  `CREATE UNIQUE INDEX register_suspension_standing ON register_suspension (instrument) WHERE lifted_at IS NULL`,
  `CREATE TABLE register_proposal (
     id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
     kind text NOT NULL CHECK (kind IN ('files', 'upload', 'version', 'lift')),
     title text NOT NULL,
     reason text NOT NULL,
     by_subject text NOT NULL,
     by_name text NOT NULL,
     at timestamptz NOT NULL,
     based_on integer NOT NULL,
     base_hash char(64) NOT NULL,
     suspension bigint REFERENCES register_suspension (id) CHECK ((suspension IS NOT NULL) = (kind = 'lift')),
     faults jsonb NOT NULL,
     report jsonb,
     state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'rejected', 'outdated')),
     decided_by_subject text,
     decided_by_name text,
     decided_at timestamptz,
     decided_reason text,
     version integer,
     CHECK (state <> 'approved' OR (decided_by_subject IS NOT NULL AND decided_by_subject <> by_subject AND version IS NOT NULL)),
     CHECK (state <> 'approved' OR (report IS NOT NULL AND faults = '[]'))
   )`,
  `CREATE INDEX register_proposal_state ON register_proposal (state, id)`,
  `CREATE TABLE register_proposal_document (
     proposal bigint NOT NULL REFERENCES register_proposal (id),
     hash char(64) NOT NULL REFERENCES register_document (hash),
     PRIMARY KEY (proposal, hash)
   )`,
];

const down = [
  'DROP TABLE register_proposal_document',
  'DROP TABLE register_proposal',
  'DROP TABLE register_suspension',
];
