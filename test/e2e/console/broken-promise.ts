import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/cluster';
import type { Stage } from './stage';

const path = 'instruments/rr-2013-48.yaml';

/** A proposal that breaks a promise of the register, before the eyes of the officer who would approve it. */
export function brokenPromise(stage: () => Stage): void {
  describe('a proposal that breaks a promise', () => {
    it('says so first and in words, offers no approval, and shows the broken promise as wide as the page', async () => {
      const text = readFileSync(join(repository, 'protocols', path), 'utf8');
      const { json } = await stage().installation.call('POST', '/register/proposals', {
        from: 'upload',
        title: 'Ook het geslacht naar Vlabinvest',
        reason: 'Een proef.',
        documents: [{ path, text: text.replace(/^( *)persoon\.naam:.*$/m, '$&\n$1persoon.geslacht: {}') }],
      });
      const { id } = json as { id: string };
      const page = await stage().officers.page('register-admin-2', `/register/voorstellen/${id}`);
      await page.getByText('kan niet worden goedgekeurd', { exact: true }).waitFor();
      await page.getByText('Het breekt een belofte van het register').waitFor();
      expect(await page.getByRole('button', { name: 'Keur goed' }).count()).toBe(0);
      expect(await page.getByRole('button', { name: 'Verwerp' }).count()).toBe(1);
      const headings = await page.locator('.versions h2').allInnerTexts();
      expect(headings.slice(0, 2)).toEqual(['Beslis', 'Beloften van het register']);
      const box = await page.locator('.promises .region li').first().boundingBox();
      expect(box!.width).toBeGreaterThan(400);
      await page.goto(`${stage().installation.control}/console/register/versies`);
      const row = page.getByRole('row').filter({ hasText: 'Ook het geslacht naar Vlabinvest' });
      await row.getByText('breekt 2 beloften').waitFor();
      await page.context().close();
    }, 90_000);
  });
}
