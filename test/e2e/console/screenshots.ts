import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { consolePages, settled, type Account } from '../../support/console-pages';
import { repository } from '../../support/cluster';
import { makeSample } from './sample';
import { openStage, type Stage } from './stage';

/** Who is shown at a page where the officer for data protection would see less of it. */
const shownTo: Readonly<Record<string, Account>> = { 'nieuw-voorstel': 'register-admin', voorstel: 'register-admin-2' };
const looks = { licht: 'light', donker: 'dark' } as const;
const bytesMax = 200_000;

/** A picture of each page, or of those named, light and dark, in `docs/images`, of an installation with the demonstration's exchanges. */
async function main(): Promise<void> {
  const folder = join(repository, 'docs/images');
  mkdirSync(folder, { recursive: true });
  const stage = await openStage({ SLUIS_DEMO: 'on' });
  try {
    await demonstrated(stage);
    const sample = await makeSample(stage);
    const named = process.argv.slice(2);
    for (const page of consolePages) {
      if (named.length > 0 && !named.includes(page.name)) continue;
      const window = await stage.officers.page(shownTo[page.name] ?? 'dpo', page.path(sample));
      await settled(window, page);
      for (const [look, colorScheme] of Object.entries(looks)) {
        await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const path = join(folder, `${page.name}-${look}.png`);
        await window.screenshot({ path });
        const { size } = statSync(path);
        if (size > bytesMax)
          throw new Error(`\`${path}\` has ${size} bytes; at most ${bytesMax} make a page that loads`);
        process.stdout.write(`${path}\n`);
      }
      await window.context().close();
    }
  } finally {
    await stage.stop();
  }
}

/** Resolves once the demonstration has dealt with its last case. */
async function demonstrated({ installation }: Stage): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const { json } = await installation.call('GET', '/ledger/cases?status=resolved&limit=1');
    if ((json as { cases: unknown[] }).cases.length > 0) return;
    await new Promise((next) => setTimeout(next, 500));
  }
  throw new Error('the demonstration did not end');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'no pictures were taken'}\n`);
  process.exit(1);
});
