import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { generateSchema, ts } from 'typescript-json-schema';

const root = join(__dirname, '..', '..');
const types = 'apps/control/src/http/answers.ts';
const schemas = join(root, 'apps/control/src/http/answer-schemas.json');

describe('the schemas of what control answers', () => {
  it('are those of the types that its code answers with now', async () => {
    // Where a property is worked out, the generator says that it has no default to tell of.
    const told = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const logged = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    // Whether the types are right is for the project's own compiler.
    const args = { required: true, noExtraProps: true, strictNullChecks: true, ignoreErrors: true };
    const schema = generateSchema(program(), 'Answers', args);
    told.mockRestore();
    logged.mockRestore();
    const { properties, definitions } = asOpenApi(schema) as Record<'properties' | 'definitions', object>;
    const rendered = await format(JSON.stringify({ answers: properties, parts: definitions }), {
      parser: 'json',
      printWidth: 120,
    });
    if (process.env['SLUIS_WRITE_GENERATED'] === '1') writeFileSync(schemas, rendered);
    expect(existsSync(schemas) ? readFileSync(schemas, 'utf8') : '').toBe(rendered);
  }, 120_000);
});

function program(): ts.Program {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [types] }, ts.sys, root);
  const { tsBuildInfoFile: _none, ...rest } = options;
  return ts.createProgram([join(root, types)], { ...rest, types: ['node'], noEmit: true, incremental: false });
}

/**
 * As OpenAPI 3.0 writes schemas: null is no type of its own there, and names of parts have few signs. What an expression of the
 * code begins with is no default of an answer.
 */
function asOpenApi(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asOpenApi);
  if (typeof value === 'string' && value.startsWith('#/definitions/')) {
    return `#/components/schemas/${partName(decodeURIComponent(value.slice('#/definitions/'.length)))}`;
  }
  if (typeof value !== 'object' || value === null) return value;
  if ('type' in value && value.type === 'null') return { nullable: true, enum: [null] };
  const { type, anyOf } = value as { type?: unknown; anyOf?: readonly { type?: unknown }[] };
  if (Array.isArray(type) && type.includes('null')) {
    const others = type.filter((each) => each !== 'null');
    if (others.length > 1) throw new Error(`${others.join(' or ')}: OpenAPI 3.0 has no such type`);
    return asOpenApi({ ...value, type: others[0], nullable: true });
  }
  if (anyOf?.some((each) => each.type === 'null')) {
    return asOpenApi({ ...value, anyOf: anyOf.filter((each) => each.type !== 'null'), nullable: true });
  }
  // A `Record` that names no properties is a type with none, as the generator sees it; an index signature says what is meant.
  if (/^\{"type":"object","additionalProperties":false\}$/.test(JSON.stringify(value))) {
    throw new Error('an answer has a part that can hold nothing: give its type an index signature');
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if (name === 'default') return [];
      if (name === 'const') return [['enum', [inner]]];
      if (name !== 'definitions') return [[name, asOpenApi(inner)]];
      const parts = Object.entries(inner as object).map(([part, of]) => [partName(part), asOpenApi(of)]);
      return [[name, Object.fromEntries(parts)]];
    }),
  );
}

function partName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]+/g, '_').replace(/_$/, '');
}
