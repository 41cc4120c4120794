import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An instrument about one person that has ended may lose its person, who asked to be erased. */
export class ErasedPersons1700000011000 implements MigrationInterface {
  readonly name = 'ErasedPersons1700000011000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const up = [
  `ALTER TABLE person_case ADD COLUMN erased_at timestamptz CHECK (erased_at IS NULL OR ended_at IS NOT NULL)`,
  `ALTER TABLE person_case DROP CONSTRAINT person_case_person_check,
     ADD CONSTRAINT person_case_person CHECK ((cardinality(person) > 0) = (erased_at IS NULL))`,
];

// What was erased is gone: where anything was, there is no way back to a schema that knows of no erasure.
const down = [
  `ALTER TABLE person_case DROP CONSTRAINT person_case_person,
     ADD CONSTRAINT person_case_person_check CHECK (cardinality(person) > 0)`,
  `ALTER TABLE person_case DROP COLUMN erased_at`,
];
