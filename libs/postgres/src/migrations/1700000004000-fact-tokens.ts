import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts under every token key: null where there was one key, and `token` or `was` says it all. */
export class FactTokens1700000004000 implements MigrationInterface {
  readonly name = 'FactTokens1700000004000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE fact ADD COLUMN tokens text[], ADD COLUMN was_tokens text[],
       ADD CONSTRAINT fact_tokens CHECK (token = coalesce(tokens[1], token) AND was = coalesce(was_tokens[1], was))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE fact DROP COLUMN tokens, DROP COLUMN was_tokens');
  }
}
