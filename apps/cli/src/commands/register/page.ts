import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { publicPages, withoutCases } from '#explain';
import { makeFolder, withFiles } from '../../file-fault';
import { homeDir } from '../../installation';
import { CommandFault, exitCodes } from '../../outcome';
import { dayOf, protocolsDir, soundFiles } from '../../register-files';
import { paint, print, printable, printJson, withProgress } from '../../terminal';

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

Exit codes: 0 written · 1 the register has faults · 2 a wrong date, or a folder that holds something else or can't be written`,
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
  const files = [...pages.keys()];
  withFiles('write the pages to', out, () => {
    const old = earlier(out);
    makeFolder(out);
    // Written anew and never through what stands there: a link or a pipe with that name would lead elsewhere, or wait.
    for (const name of new Set([...old, ...files, listName])) rmSync(join(out, name), { force: true });
    const write = (name: string, text: string) => writeFileSync(join(out, name), text, { flag: 'wx' });
    write(listName, `${JSON.stringify({ at, files }, null, 2)}\n`);
    for (const [name, html] of pages) write(name, html);
  });
  return { out, files };
}

/** Files of an earlier run; a folder that holds anything else is not written to. */
function earlier(out: string): readonly string[] {
  if (!existsSync(out)) return [];
  if (!statSync(out).isDirectory())
    throw new CommandFault(exitCodes.usage, `\`${printable(out)}\` is no folder; name an empty folder with \`--out\``);
  if (readdirSync(out).length === 0) return [];
  const files = listed(join(out, listName));
  if (files === undefined) {
    throw new CommandFault(
      exitCodes.usage,
      `\`${printable(out)}\` holds something else, or its \`${listName}\` is no list of ours; name an empty folder with \`--out\``,
    );
  }
  return files;
}

/** What the list of an earlier run names, or undefined where there is no such list. */
function listed(file: string): readonly string[] | undefined {
  // Only an ordinary file: a pipe would wait for somebody to write to it.
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  try {
    const { files } = JSON.parse(readFileSync(file, 'utf8')) as { readonly files?: unknown };
    if (!Array.isArray(files)) return undefined;
    return files.filter((name) => typeof name === 'string' && /^[a-z0-9-]+\.html$/.test(name)) as string[];
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof TypeError) return undefined;
    throw fault;
  }
}
