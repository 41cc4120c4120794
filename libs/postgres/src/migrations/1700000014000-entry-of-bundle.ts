import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One entry of a bundle, so that a proof needn't be sent the 255 others: they were most of what it cost. */
export class EntryOfBundle1700000014000 implements MigrationInterface {
  readonly name = 'EntryOfBundle1700000014000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION ledger_entry_of');
  }
}

/** Each entry stands behind its length in two bytes. Null where the bundle ends before it. */
const up = `CREATE FUNCTION ledger_entry_of(bundle bytea, place integer) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
  DECLARE
    -- In one piece: else each look would fetch the bundle anew.
    held bytea := bundle || ''::bytea;
    ends integer := length(held);
    at integer := 0;
    size integer;
  BEGIN
    FOR step IN 0..place LOOP
      IF at + 2 > ends THEN RETURN NULL; END IF;
      size := get_byte(held, at) * 256 + get_byte(held, at + 1);
      IF at + 2 + size > ends THEN RETURN NULL; END IF;
      IF step < place THEN at := at + 2 + size; END IF;
    END LOOP;
    RETURN substr(held, at + 3, size);
  END $$`;
