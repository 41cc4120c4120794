import { obstacles } from '../../support/accessibility';
import { accounts, consolePages, settled, type Sample } from '../../support/console-pages';
import type { Stage } from './stage';

const refusal = 'Hier hebt u geen rol voor';

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
        const found = await obstacles(page);
        // A desk at 200 %.
        await page.setViewportSize({ width: 640, height: 450 });
        expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(640);
        await page.context().close();
        expect(found).toEqual([]);
      },
    );

    it('have the last word on how they look, before what they are made of', async () => {
      const page = await stage().officers.page('dpo', `/geblokkeerd/${(await sample()).caseId}`);
      const answer = page.locator('.panel.answer');
      await answer.waitFor();
      // The panel that it is has a line of one pixel.
      expect(await page.evaluate(`getComputedStyle(document.querySelector('.panel.answer')).borderTopWidth`)).toBe(
        '4px',
      );
      await page.context().close();
    });

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
