import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { publicPages, withoutCases } from '#explain';
import { homeDir } from '../../installation';
import { CommandFault, exitCodes } from '../../outcome';
import { dayOf, protocolsDir, soundFiles } from '../../register-files';
import { paint, print, printJson, withProgress } from '../../terminal';

interface PageOptions {
  readonly out?: string;
  readonly at?: string;
  readonly register?: string;
  readonly json?: boolean;
}

/** Lists the files that an earlier run wrote, so that a page of an instrument that is gone goes too. */
const listName = 'pagina.json';

/** `sluis register page`: the register as a public page. */
export function pageCommand(register: Command): void {
  register
    .command('page')
    .description('write the register as static pages for everybody (e-government decree, art. 8)')
    .option('--out <dir>', 'where to (default: $SLUIS_HOME/public, .sluis/public)')
    .option('--at <date>', 'as on this day, YYYY-MM-DD (default: today)')
    .option('--register <dir>', 'folder of the register (default: $SLUIS_PROTOCOLS or protocols)')
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      `
Plain HTML without script or outside files: put the folder on any web server. Open index.html.

Examples:
  npx sluis register page
  npx sluis register page --out /var/www/uitwisselingen

Exit codes: 0 written · 1 the register has faults · 2 a wrong date, or a folder that holds something else`,
    )
    .action(async (options: PageOptions) => {
      const written = await withProgress('writing the pages', writePages(options));
      if (options.json) printJson(written);
      else
        print(`${paint('green', 'written')}: ${written.files.length} pages; open ${join(written.out, 'index.html')}`);
    });
}

export async function writePages(
  options: Omit<PageOptions, 'json'>,
): Promise<{ readonly out: string; readonly files: readonly string[] }> {
  const at = dayOf(options.at);
  const { source } = await soundFiles(options.register ?? protocolsDir());
  const pages = publicPages(withoutCases(source), at);
  const out = options.out ?? join(homeDir(), 'public');
  for (const old of earlier(out)) if (!pages.has(old)) rmSync(join(out, old), { force: true });
  mkdirSync(out, { recursive: true });
  const files = [...pages.keys()];
  writeFileSync(join(out, listName), `${JSON.stringify({ at, files }, null, 2)}\n`);
  for (const [name, html] of pages) writeFileSync(join(out, name), html);
  return { out, files };
}

/** Files of an earlier run; a folder that holds anything else is not written to. */
function earlier(out: string): readonly string[] {
  if (!existsSync(out)) return [];
  const present = readdirSync(out);
  if (present.length === 0) return [];
  const list = join(out, listName);
  if (!existsSync(list)) {
    throw new CommandFault(exitCodes.usage, `\`${out}\` holds something else; name an empty folder with \`--out\``);
  }
  const { files } = JSON.parse(readFileSync(list, 'utf8')) as { readonly files: readonly string[] };
  return files.filter((name) => /^[a-z0-9-]+\.html$/.test(name));
}
