import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { accounts, consolePages, settled, type Sample } from '../../support/console-pages';
import { repository } from '../../support/cluster';
import type { Stage } from './stage';

const refusal = 'Hier hebt u geen rol voor';
const axeRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const looks = [
  ['light', 1280],
  ['dark', 1280],
  ['light', 320],
  ['dark', 320],
] as const;

/** What holds of each page: who may read it, and that everybody can. */
export function everyPage(stage: () => Stage, sample: () => Promise<Sample>): void {
  describe('the pages', () => {
    it.each(accounts)('show `%s` what is for that role, and say so where it is not', async (account) => {
      const of = await sample();
      const page = await stage().officers.page(account, '/overzicht');
      for (const { path, readers, shown, name } of consolePages) {
        await page.goto(`${stage().installation.control}/console${path(of)}`);
        if (readers === 'everybody' || readers.includes(account)) {
          await page.locator(shown).first().waitFor();
          expect([name, await page.getByText(refusal).count()]).toEqual([name, 0]);
        } else {
          const told = page.locator('.state-failed');
          await told.first().waitFor();
          const is = (await told.allInnerTexts()).join();
          // What belongs to another organisation is as if it were not there.
          expect([name, is]).toEqual([name, expect.stringMatching(/Hier hebt u geen rol voor|Niet gevonden/)]);
        }
      }
      await page.context().close();
    });

    it.each(consolePages.map((one) => [one.name, one] as const))(
      '%s: break no rule of accessibility and are no wider than the screen, light and dark, wide and narrow',
      async (_, one) => {
        const reader = one.readers === 'everybody' || one.readers.includes('dpo') ? 'dpo' : one.readers[0]!;
        const page = await stage().officers.page(reader, one.path(await sample()));
        await settled(page, one);
        await page.evaluate(await axe);
        const found: unknown[] = [];
        for (const [colorScheme, width] of looks) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.setViewportSize({ width, height: 900 });
          // Colours that are on their way to the other theme are no colours of either.
          await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))');
          found.push(...(await violations(page)).map((violation) => ({ colorScheme, width, ...violation })));
          const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
          if (wide > width) found.push({ colorScheme, width, wide });
        }
        // A desk at 200 %.
        await page.setViewportSize({ width: 640, height: 450 });
        expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(640);
        await page.context().close();
        expect(found).toEqual([]);
      },
    );

    it('move nothing for who wants nothing to move', async () => {
      const page = await stage().officers.page('dpo', '/geblokkeerd');
      await settled(page, consolePages[1]!);
      const running = await page.evaluate(
        `document.getAnimations().filter((one) => one.effect.getComputedTiming().activeDuration > 50).length`,
      );
      expect(running).toBe(0);
      await page.context().close();
    });
  });
}

const axe = (async () => readFileSync(resolve(repository, 'node_modules/axe-core/axe.min.js'), 'utf8'))();

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly first: string;
}

async function violations(page: Page): Promise<Violation[]> {
  const results = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(axeRules)}, resultTypes: ['violations'] })`,
  )) as AxeResults;
  return results.violations.map(({ id, help, nodes }) => ({ id, help, first: nodes[0]!.html.slice(0, 300) }));
}
