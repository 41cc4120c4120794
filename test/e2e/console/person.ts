import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { brusselsDate } from '#contract';
import { syntheticInsz } from '../../support/requests';
import { candidate, toVlabinvest } from './whole-way';
import type { Stage } from './stage';

/** The number of a person in the console: typed once, and nowhere afterwards. */
export function person(stage: () => Stage): void {
  describe('the number of a data subject', () => {
    const insz = syntheticInsz(77);
    const spellings = ['', '-', '–', '\u2011', '_', '·', '   '].map((sign) =>
      insz.replace(/^(..)(..)(..)(...)(..)$/, sign === '' ? insz : `$1.$2.$3${sign}$4.$5`),
    );
    let page: Page;
    let denied: string;
    afterAll(() => page?.context().close());
    const open = (path: string) => page.goto(`${stage().installation.control}/console${path}`);

    /** Asks on the page to erase, again while something about the person waits for its entry, until it says this. */
    async function erase(outcome: string): Promise<void> {
      for (let attempt = 0; attempt < 10; attempt++) {
        await page.getByLabel('INSZ', { exact: true }).fill(insz);
        await page.getByLabel('Waarom wist u').fill('Op vraag van de persoon.');
        await page.getByRole('button', { name: 'Wis de gegevens' }).click();
        expect(await page.getByRole('dialog').innerText()).toMatch(/Wat verdwijnt[^]*Wat blijft/);
        await page.getByRole('button', { name: 'Wis nu' }).click();
        const waits = page.getByText('Er is nog niets gewist');
        await page.getByText(outcome).or(waits).first().waitFor();
        if ((await waits.count()) === 0) return;
        await new Promise((next) => setTimeout(next, 500));
      }
      throw new Error('what was done about the person never came into the ledger');
    }

    it('records a restriction, which the gateway then keeps to', async () => {
      const dossier = await stage().system('dossier');
      expect((await dossier.ask(toVlabinvest, candidate(77))).reply.effect).toBe('permit');
      page = await stage().officers.page('dpo', '/betrokkene/nieuw');
      await page.getByLabel('Wat legt u vast?').selectOption('restriction');
      await page.getByLabel('Organisatie die het vastlegt').selectOption('woondienst-izegem');
      await page.getByLabel('INSZ', { exact: true }).fill(insz);
      await page.getByRole('button', { name: 'Leg vast' }).click();
      await page.waitForURL(/\/betrokkene$/);
      await page.getByRole('row').filter({ hasText: 'Beperking' }).first().waitFor();
      const { reply } = await dossier.ask(toVlabinvest, candidate(77));
      expect(reply.effect).toBe('deny');
      denied = reply.decisionId;
      await stage().recorded(denied);
      expect(await kept(page)).not.toContain(insz);
    });

    it('finds to whom their data went, notes who asked and why, and is gone from the page as it is sent', async () => {
      await page.getByRole('link', { name: 'Waarheen gingen gegevens' }).click();
      await page.getByLabel('INSZ', { exact: true }).fill(insz);
      await page.getByLabel('Waarom zoekt u dit op').fill('Vraag van de persoon zelf.');
      const asked = page.waitForRequest('**/ledger/persons');
      await page.getByRole('button', { name: 'Zoek op' }).click();
      expect((await asked).method()).toBe('POST');
      await page.getByRole('heading', { name: 'Gevonden' }).waitFor();
      expect(await page.locator('.person-found').innerText()).toContain('Vlabinvest');
      expect(await kept(page)).not.toContain(insz);
    });

    it('is a look-up that officers read of afterwards: who asked, and why', async () => {
      const told = ['dpo', 'Vraag van de persoon zelf.'];
      const list = await stage().officers.page('dpo', '/beslissingen?kind=access');
      const row = list.getByRole('row').filter({ hasText: 'Opzoeking van een persoon' }).first();
      for (const part of told) expect(await row.innerText()).toContain(part);
      await row.getByRole('link').click();
      const facts = list.locator('.decision .facts').first();
      await facts.getByText('Waarom opgezocht').waitFor();
      for (const part of told) expect(await facts.innerText()).toContain(part);
      await list.context().close();
    });

    it('leaves nothing behind when the page is left and come back to', async () => {
      await page.getByLabel('INSZ', { exact: true }).fill(insz);
      await page.getByRole('link', { name: 'Overzicht' }).first().click();
      await page.locator('.figures').waitFor();
      await page.goBack();
      await page.getByLabel('INSZ', { exact: true }).waitFor();
      expect(await page.locator('.person-found').count()).toBe(0);
      expect(await kept(page)).not.toContain(insz);
    });

    it('is in no decision, which says what a fact did to it to whom it may', async () => {
      await open(`/beslissingen/${denied}`);
      const told = page.getByRole('region', { name: 'Nagekeken per persoon in de aanvraag' });
      expect(await told.getByRole('row', { name: /^Geen beperking/ }).innerText()).toMatch(/0\s+1$/);
      await page.locator('.proof[data-verdict=true]').waitFor();
    });

    it('is not erased with, while a case about the person is proposed', async () => {
      const { status, json } = await stage().installation.call('POST', '/cases', {
        kind: 'legal-duty',
        insz,
        provider: 'woondienst-izegem',
        recipient: 'politie',
        categories: ['huurder'],
        fields: ['persoon.insz'],
        until: brusselsDate(Date.now() + 86_400_000),
        ground: 'vordering',
      });
      expect(status).toBe(201);
      const { id } = json as { id: string };
      await open('/betrokkene/wissen');
      await erase('niets gewist');
      expect(await page.getByRole('alert').innerText()).toContain(id);
      expect((await stage().installation.call('POST', `/cases/${id}/end`)).status).toBe(204);
    });

    it('erases what was kept of the person, told beforehand what goes and what stays; the proof still holds', async () => {
      await erase('De gegevens zijn gewist');
      const told = await page.getByRole('region', { name: 'De gegevens zijn gewist' }).innerText();
      expect(told).toMatch(/Beëindigde zaken over de persoon\s+1/);
      expect(told).toMatch(/Feiten die nog gelden en blijven\s+1/);
      expect(await kept(page)).not.toContain(insz);
      await open(`/beslissingen/${denied}`);
      await page.locator('.proof[data-verdict=true]').waitFor();
      expect(await page.locator('.proof').innerText()).toMatch(/\d delen gewist/);
      expect(await page.getByText('Wat feiten over personen deden').count()).toBe(0);
    });

    it('is taken by no field that leads to an address, whatever signs stand between its digits', async () => {
      await open('/beslissingen');
      for (const written of spellings) {
        await page.getByLabel('Kenmerk').fill(written);
        await page.getByRole('button', { name: 'Open', exact: true }).click();
        await page.getByText('Een kenmerk heeft alleen letters').waitFor();
      }
      expect(new URL(page.url()).pathname).toBe('/console/beslissingen');
      await open('/geblokkeerd');
      for (const written of [...spellings, insz.slice(0, 8)]) {
        await page.getByLabel('Zoeken').fill(written);
        await page.getByText('Zoek niet op een rijksregisternummer').waitFor();
        // Longer than the page waits for more to be typed.
        await new Promise((next) => setTimeout(next, 600));
        expect(page.url()).not.toContain('q=');
      }
    });

    it('is in no address that any window asked for, in no log and not in the database', () => {
      const { installation, officers } = stage();
      const logs = join(installation.home, 'logs');
      const places = {
        addresses: [...officers.asked].join('\n'),
        logs: readdirSync(logs)
          .map((name) => readFileSync(join(logs, name), 'utf8'))
          .join('\n'),
        database: execFileSync('pg_dump', ['--dbname', installation.databaseUrl, '--inserts'], {
          maxBuffer: 1 << 28,
        }).toString(),
      };
      for (const [place, text] of Object.entries(places)) {
        expect(text.length).toBeGreaterThan(100);
        for (const spelling of spellings)
          expect([place, text.includes(spelling) || text.includes(encodeURIComponent(spelling))]).toEqual([
            place,
            false,
          ]);
      }
    });
  });
}

/** All that a page shows and keeps: its text and fields, address, history, title, storages and caches. */
async function kept(page: Page): Promise<string> {
  const told = await page.evaluate(`(async () => JSON.stringify([
    document.documentElement.outerHTML,
    [...document.querySelectorAll('input, textarea, select')].map(({ value }) => value),
    location.href, document.title, history.state, { ...localStorage }, { ...sessionStorage },
    await indexedDB.databases(), await caches.keys(),
    performance.getEntriesByType('resource').map(({ name }) => name),
  ]))()`);
  return String(told);
}
