import type { Page } from 'playwright-core';
import type { Stage } from './stage';

/** The list of cases by keys alone: nobody touches a mouse here. */
export function keyboard(stage: () => Stage): void {
  describe('by keys alone', () => {
    let page: Page;
    const press = (key: string) => page.keyboard.press(key);
    const focused = async (): Promise<string> =>
      String(await page.evaluate('document.activeElement.innerText || document.activeElement.ariaLabel || ""'));

    beforeAll(async () => {
      page = await stage().officers.page('dpo', '/geblokkeerd?status=alle');
      await page.locator('.row-table').waitFor();
    });
    afterAll(() => page?.context().close());

    it('one passes by the navigation into the page', async () => {
      await press('Tab');
      expect(await focused()).toBe('Naar de inhoud');
      await press('Enter');
      expect(await page.evaluate('document.activeElement.id || location.hash')).toMatch(/inhoud/);
    });

    it('one goes from row to row, opens one and comes back', async () => {
      await press('j');
      const first = await focused();
      expect(await page.locator('.row-link').first().innerText()).toBe(first);
      await press('ArrowDown');
      expect(await focused()).toBe(await page.locator('.row-link').nth(1).innerText());
      await press('End');
      expect(await focused()).toBe(await page.locator('.row-link').last().innerText());
      await press('Home');
      await press('Enter');
      await page.getByRole('heading', { name: 'Waarom niet' }).waitFor();
      await press('g');
      await press('g');
      await page.locator('.row-table').waitFor();
    });

    it('one finds the shortcuts, closes them, and goes on where one was', async () => {
      await press('?');
      const dialog = page.getByRole('dialog', { name: 'Sneltoetsen' });
      await dialog.waitFor();
      await press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });

    it('one narrows the list, and the address says by what', async () => {
      await press('/');
      expect(await page.getByLabel('Zoeken').and(page.locator(':focus')).count()).toBe(1);
      await page.keyboard.type('vlabinvest');
      await page.waitForURL(/q=vlabinvest/);
      await page.locator('.row-table').waitFor();
    });

    it('every stop that Tab makes can be seen', async () => {
      const unseen: string[] = [];
      for (let stop = 0; stop < 30; stop++) {
        await press('Tab');
        const seen = await page.evaluate(`(() => {
          const one = document.activeElement;
          if (one === document.body) return true;
          // A row is shown by what lies over all of it.
          return [getComputedStyle(one), getComputedStyle(one, '::after')].some(
            (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
          );
        })()`);
        if (seen !== true) unseen.push(await focused());
      }
      expect(unseen).toEqual([]);
    });
  });
}
