import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Instruments about one person. What two people must do is held by the table too, whatever code writes it. */
export class PersonCases1700000003000 implements MigrationInterface {
  readonly name = 'PersonCases1700000003000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(table);
    await queryRunner.query('CREATE INDEX person_case_open ON person_case (until_day) WHERE ended_at IS NULL');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE person_case');
  }
}

const table = `CREATE TABLE person_case (
  id text PRIMARY KEY CHECK (id ~ '^dossier-[a-z2-7]{16}$'),
  kind text NOT NULL CHECK (kind IN ('legal-duty', 'portability', 'vital-interest')),
  provider text NOT NULL,
  recipient text NOT NULL,
  categories text[] NOT NULL CHECK (cardinality(categories) > 0),
  fields text[] NOT NULL CHECK (cardinality(fields) > 0),
  person text[] NOT NULL CHECK (cardinality(person) > 0),
  others text[] NOT NULL,
  until_day char(10) NOT NULL CHECK (until_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  ground text NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamptz NOT NULL,
  approved_by text CHECK (approved_by <> proposed_by),
  approved_at timestamptz CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
  review_before timestamptz CHECK ((review_before IS NOT NULL) = (kind = 'vital-interest')),
  ended_at timestamptz,
  ended_by text,
  end_cause text CHECK ((end_cause IS NULL) = (ended_at IS NULL) AND end_cause IN ('by-officer', 'past-its-end', 'not-reviewed'))
)`;
