import { registerSchemas } from '#register';

/** The schemas as files for editors, name inside `protocols/schemas/` to text. A test holds the files to this. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(registerSchemas).map(([folder, schema]) => [
      `${folder}.json`,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  );
}
