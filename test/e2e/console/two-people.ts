import type { Page } from 'playwright-core';
import { brusselsDate } from '#contract';
import type { Sample } from '../../support/console-pages';
import { syntheticInsz } from '../../support/requests';
import type { Stage } from './stage';

const instrument = 'vtc-2015-9';

/** What takes two officers, each in a browser of their own; the page of the one hears what the other did. */
export function twoPeople(stage: () => Stage, sample: () => Promise<Sample>): void {
  describe('what takes two officers', () => {
    let one: Page;
    let other: Page;

    beforeAll(async () => {
      one = await stage().officers.page('register-admin', '/register/versies');
      other = await stage().officers.page('register-admin-2', '/register/versies');
    }, 60_000);
    afterAll(() => Promise.all([one?.context().close(), other?.context().close()]));

    const show = (page: Page, path: string) => page.goto(`${stage().installation.control}/console${path}`);

    /** Proposes what is filled in but for its title and reason; the address of the proposal. */
    async function propose(title: string): Promise<string> {
      await one.getByLabel('Titel').fill(title);
      await one.getByLabel('Reden').fill('Zo werd het gevraagd.');
      await one.getByRole('button', { name: 'Stel voor' }).click();
      await one.waitForURL(/\/voorstellen\/(?!nieuw)[^/?]+$/, { timeout: 60_000 });
      await one
        .getByText(/^(?:wacht op een tweede|kan niet worden goedgekeurd)$/)
        .first()
        .waitFor();
      expect(await one.getByRole('button', { name: 'Keur goed' }).count()).toBe(0);
      return new URL(one.url()).pathname.replace('/console', '');
    }

    async function approve(path: string): Promise<void> {
      await show(other, path);
      await other.getByRole('button', { name: 'Keur goed' }).click();
      await other.getByRole('dialog').getByRole('button', { name: 'Keur goed' }).click();
      await other.getByText('goedgekeurd').first().waitFor();
    }

    /** Resolves once the gateway answers so, which it must within a second. */
    async function answers(effect: 'permit' | 'deny', attributes: Record<string, string>, data: object): Promise<void> {
      const dossier = await stage().system('dossier');
      const began = Date.now();
      for (;;) {
        const asked = Date.now();
        const { reply } = await dossier.ask(attributes, data);
        if (reply.effect === effect) return;
        if (asked - began > 1_000) throw new Error(`not ${effect} within a second`);
      }
    }

    describe('an earlier register version', () => {
      const withBurden = household(1, { aantalTenLaste: 1 });

      it('is behind one that a second officer approved, in the browser', async () => {
        const { proposalId } = await sample();
        await answers('permit', toLeiedal, withBurden);
        await approve(`/register/voorstellen/${proposalId}`);
        await answers('deny', toLeiedal, withBurden);
      }, 120_000);

      it('is proposed from the list of versions, and comes back under a new number once the second one approves', async () => {
        await show(one, '/register/versies');
        const back = one.getByRole('link', { name: /^Stel voor hiernaar terug te gaan/ });
        await back.first().click();
        expect(await one.getByLabel('Welke versie').inputValue()).toBe('1');
        const path = await propose('Terug naar het begin');
        const shown = await one.locator('main').innerText();
        expect(shown).toContain('Wordt nieuw toegelaten');
        await approve(path);
        await one.getByText('goedgekeurd').first().waitFor();
        await answers('permit', toLeiedal, withBurden);
        await show(one, '/register/versies');
        const newest = one.getByRole('region', { name: 'Versies' }).locator('tbody tr').first();
        expect(await newest.innerText()).toMatch(/^3\s[^]*zelfde inhoud als 1[^]*nu actief/);
      }, 120_000);
    });

    describe('a proposal with a fault', () => {
      it('is rejected by a second officer alone, with a reason that the first one’s page shows', async () => {
        await show(one, '/register/voorstellen/nieuw');
        const text = `id: ${instrument}\ntitle: zonder al de rest\n`;
        const file = { name: `${instrument}.yaml`, mimeType: 'text/yaml', buffer: Buffer.from(text) };
        await one.getByLabel('Kies bestanden').setInputFiles(file);
        const path = await propose('Een instrument zonder inhoud');
        await show(other, path);
        await other.getByRole('region', { name: 'Fouten in de bestanden' }).waitFor();
        expect(await other.getByRole('button', { name: 'Keur goed' }).count()).toBe(0);
        await other.getByRole('button', { name: 'Verwerp' }).click();
        const sure = other.getByRole('dialog').getByRole('button', { name: 'Verwerp' });
        expect(await sure.isDisabled()).toBe(true);
        await other.getByRole('dialog').getByLabel('Waarom niet').fill('Het instrument zou niets meer zeggen.');
        await sure.click();
        await other.getByText('verworpen', { exact: true }).waitFor();
        await one.getByText('Het instrument zou niets meer zeggen.').waitFor();
        await answers('permit', toLeiedal, household(1));
      }, 90_000);
    });

    describe('a suspension', () => {
      it('by one officer is in force at the gateway within a second', async () => {
        await answers('permit', toLeiedal, household(1));
        await show(one, `/register/instrumenten/${instrument}`);
        await one.getByRole('button', { name: 'Schors dit instrument' }).click();
        await one.getByRole('dialog').getByLabel('Reden').fill('De toezichthouder vroeg het.');
        await show(other, `/register/instrumenten/${instrument}`);
        await other.getByRole('button', { name: 'Schors dit instrument' }).click();
        await other.getByRole('dialog').getByLabel('Reden').fill('Dat zag ik ook.');
        const acknowledged = one.waitForResponse((answer) => answer.url().endsWith('/register/suspensions'));
        await one.getByRole('dialog').getByRole('button', { name: 'Schors nu' }).click();
        expect((await acknowledged).status()).toBe(201);
        await answers('deny', toLeiedal, household(2));
        await one.locator('main').getByText('geschorst').first().waitFor();
      });

      it('is told of in the language of the page to an officer who was about to do the same', async () => {
        await other.getByRole('dialog').getByRole('button', { name: 'Schors nu' }).click();
        const told = other.getByRole('alert');
        await told.getByText('Dit instrument is al geschorst.').waitFor();
        expect(await told.innerText()).not.toMatch(/suspended|order/);
      });

      it('is not ended by who proposes its end', async () => {
        await show(one, `/register/voorstellen/nieuw?van=lift&instrument=${instrument}`);
        const path = `${(await propose('De schorsing opheffen')).replace('voorstellen', 'proposals')}/approve`;
        // Nor may a program of theirs.
        expect((await stage().installation.call('POST', path)).status).toBe(403);
      }, 90_000);

      it('is ended by a second officer, whose page shows what that permits anew; the first one’s page hears of it', async () => {
        await approve(new URL(one.url()).pathname.replace('/console', ''));
        await one.getByText('goedgekeurd').first().waitFor();
        await answers('permit', toLeiedal, household(3));
      });
    });

    describe('a case about one person', () => {
      const subject = { persoon: { insz: syntheticInsz(8_111), naam: 'Proefpersoon' } };

      it('holds once a second officer approved it, and is ended in the browser, at the gateway within a second', async () => {
        const proposed = await stage().installation.call('POST', '/cases', {
          kind: 'legal-duty',
          insz: subject.persoon.insz,
          provider: 'woondienst-izegem',
          recipient: 'politie',
          categories: ['huurder'],
          fields: ['persoon.insz', 'persoon.naam'],
          until: brusselsDate(Date.now() + 86_400_000),
          ground: 'vordering in één onderzoek',
        });
        expect(proposed.status).toBe(201);
        await show(other, '/betrokkene/zaken');
        const file = other.getByRole('article').filter({ hasText: 'vordering in één onderzoek' });
        await file.getByText('wacht op een tweede').waitFor();
        await file.getByRole('button', { name: 'Keur goed' }).click();
        await file.getByText('van kracht', { exact: true }).waitFor();
        await answers('permit', toPolice, subject);
        await file.getByRole('button', { name: 'Beëindig' }).click();
        await other.getByRole('dialog').getByRole('button', { name: 'Niet beëindigen' }).click();
        await other.getByRole('dialog').waitFor({ state: 'detached' });
        await file.getByRole('button', { name: 'Beëindig' }).click();
        await other.getByRole('dialog').getByRole('button', { name: 'Beëindig', exact: true }).click();
        await file.getByText('door een medewerker').waitFor();
        await answers('deny', toPolice, subject);
        expect(await file.getByRole('button').count()).toBe(0);
      }, 60_000);
    });
  });
}

const toLeiedal = { ce_recipient: 'leiedal', ce_purpose: 'lokaal-woonbeleid', ce_category: 'kandidaat-huurder' };
const toPolice = { ce_recipient: 'politie', ce_purpose: 'wettelijke-verplichting', ce_category: 'huurder' };

function household(n: number, more: object = {}): object {
  return {
    persoon: {
      insz: syntheticInsz(8_100 + n),
      geboortedatum: '1904-02-01',
      hoofdverblijfplaats: { nis: '34022' },
    },
    gezin: { grootte: 2, ...more },
  };
}
