import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { candidate, toVlabinvest } from './whole-way';
import type { Stage } from './stage';

/** What a page does when something ends or breaks under it: a session, the connection, a visit. */
export function breaks(stage: () => Stage): void {
  describe('a page that is open', () => {
    it('says that its session ended, shows nothing of it any more, and comes back to the same page', async () => {
      const { officers, database } = stage();
      const page = await officers.page('auditor', '/geblokkeerd?status=alle');
      await page.locator('.row-table').waitFor();
      await database.query(`UPDATE officer_session SET seen_at = now() - interval '1 hour' WHERE subject = 'auditor'`);
      officers.forget('auditor');
      await page
        .getByRole('button', { name: 'Te bekijken' })
        .or(page.getByRole('radio', { name: 'Te bekijken' }))
        .click();
      await page.getByRole('heading', { name: 'Uw sessie is beëindigd' }).waitFor();
      expect(await page.locator('.row-table').count()).toBe(0);
      const was = new URL(page.url());
      await officers.signInFrom(page, 'auditor');
      await page.locator('.row-table').waitFor();
      expect(page.url()).toBe(was.href);
      await page.context().close();
    });

    it('says that the connection is lost, and has what happened meanwhile once it is back', async () => {
      const { officers, installation, system } = stage();
      const page = await officers.page('compliance', '/geblokkeerd');
      await page.getByText('Live', { exact: true }).waitFor();
      const dossier = await system('dossier');
      officers.outage = true;
      process.kill(controlPid(installation.home), 'SIGKILL');
      const { reply } = await dossier.ask(toVlabinvest, candidate(3, { geslacht: 'X' }));
      expect(reply.effect).toBe('deny');
      await page.getByText('Verbinding verbroken').first().waitFor();
      // Another page opens without control, since all script and style came with the first one, and shows by itself what it lacked.
      await page.getByRole('navigation').getByRole('link', { name: 'Beslissingen' }).click();
      await page.getByRole('heading', { level: 1, name: 'Beslissingen' }).waitFor();
      await page.getByText('De verbinding is hersteld').waitFor({ timeout: 60_000 });
      await page.locator('.row-table').waitFor({ timeout: 60_000 });
      await page.getByRole('navigation').getByRole('link', { name: 'Geblokkeerde stromen' }).click();
      await page.getByRole('row').filter({ hasText: 'Geslacht' }).waitFor({ timeout: 60_000 });
      await page.getByText('Live', { exact: true }).waitFor();
      officers.outage = false;
      await page.context().close();
    }, 120_000);

    it('shows nothing any more as soon as another page of the same browser logs out', async () => {
      const { officers, installation } = stage();
      const page = await officers.page('operator', '/register');
      await page.locator('.row-table').waitFor();
      const other = await page.context().newPage();
      await other.goto(`${installation.control}/console/overzicht`);
      await other.getByRole('button', { name: /Aangemeld als/ }).click();
      // What the first page asks from here on never comes back, so that only the other page can have told it.
      await page.route(/\/(?:session|register|overview|events)/, () => undefined);
      await other.getByRole('button', { name: 'Afmelden' }).click();
      await page.getByRole('heading', { name: 'Uw sessie is beëindigd' }).waitFor({ timeout: 2_000 });
      expect(await page.locator('.row-table').count()).toBe(0);
      officers.forget('operator');
      await page.context().close();
    });

    it('is left for good by logging out: going back shows nothing', async () => {
      const { officers } = stage();
      const page = await officers.page('operator', '/register');
      await page.locator('.row-table').waitFor();
      await page.getByRole('button', { name: /Aangemeld als/ }).click();
      await page.getByRole('button', { name: 'Afmelden' }).click();
      await page.getByRole('heading', { name: 'Meld u aan' }).waitFor();
      officers.forget('operator');
      await page.goBack();
      await page.getByRole('link', { name: 'Aanmelden' }).waitFor();
      expect(await page.locator('.row-table').count()).toBe(0);
      await page.context().close();
    });
  });
}

function controlPid(home: string): number {
  const { children } = JSON.parse(readFileSync(join(home, 'supervisor.json'), 'utf8')) as {
    children: { name: string; pid: number }[];
  };
  return children.find(({ name }) => name === 'control')!.pid;
}
