/** Writes `protocols/schemas/`. Run after a build: `node dist/libs/protocols/src/write-schemas.js`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles } from './schema-files';

const dir = join('protocols', 'schemas');
mkdirSync(dir, { recursive: true });
for (const [name, text] of schemaFiles()) writeFileSync(join(dir, name), text);
