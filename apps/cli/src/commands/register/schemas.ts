import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { editorSchemas } from '#explain';
import { makeFolder, withFiles } from '../../file-fault';
import { exitCodes } from '../../outcome';
import { protocolsDir, soundFiles } from '../../register-files';
import { paint, print, printJson, withProgress } from '../../terminal';

/** `sluis register schemas [dir]`: what a text editor needs to complete names and explain fields. */
export function schemasCommand(register: Command): void {
  register
    .command('schemas')
    .description('write what a text editor needs to complete names and explain fields')
    .argument('[dir]', 'folder (default: $SLUIS_PROTOCOLS or protocols)')
    .option('--check', 'write nothing; exit 1 where a schema is not what the register says now')
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      `
Every file of the register names its schema in its first line, for any editor with a YAML language server.

Examples:
  npx sluis register schemas
  npx sluis register schemas --check

Exit codes: 0 written, or up to date · 1 the register has faults, or with --check a schema is stale · 2 a folder that can't be written`,
    )
    .action(async (given: string | undefined, { check, json }: { check?: boolean; json?: boolean }) => {
      const dir = given ?? protocolsDir();
      const stale = await withProgress('reading the register', updateSchemas(dir, check === true));
      if (json) printJson({ stale, written: check === true ? [] : stale });
      else if (stale.length === 0) print(`${paint('green', 'up to date')}: ${join(dir, 'schemas')}`);
      else print(`${check === true ? paint('red', 'stale') : paint('green', 'written')}: ${stale.join(', ')}`);
      if (check === true && stale.length > 0) process.exitCode = exitCodes.faults;
    });
}

/** Names of the schemas that were not as they should be; they are now, unless only asked. */
export async function updateSchemas(dir: string, onlyCheck: boolean): Promise<string[]> {
  const schemas = editorSchemas((await soundFiles(dir)).source);
  const stale = [...schemas].filter(([name, text]) => contentOf(join(dir, 'schemas', name)) !== text);
  if (onlyCheck || stale.length === 0) return stale.map(([name]) => name);
  withFiles('write the schemas to', join(dir, 'schemas'), () => {
    makeFolder(join(dir, 'schemas'));
    for (const [name, text] of stale) writeFileSync(join(dir, 'schemas', name), text);
  });
  return stale.map(([name]) => name);
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? withFiles('read', file, () => readFileSync(file, 'utf8')) : undefined;
}
