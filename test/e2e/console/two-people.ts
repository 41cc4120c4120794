import type { Page } from 'playwright-core';
import { syntheticInsz } from '../../support/requests';
import type { Stage } from './stage';

const instrument = 'vtc-2015-9';

/** A suspension by one officer, and its end by two: each in a browser of their own. */
export function twoPeople(stage: () => Stage): void {
  describe('a suspension', () => {
    let one: Page;
    let other: Page;
    afterAll(() => Promise.all([one?.context().close(), other?.context().close()]));

    it('by one officer is in force at the gateway within a second', async () => {
      const dossier = await stage().system('dossier');
      expect((await dossier.ask(toLeiedal, household(1))).reply.effect).toBe('permit');
      one = await stage().officers.page('register-admin', `/register/instrumenten/${instrument}`);
      await one.getByRole('button', { name: 'Schors dit instrument' }).click();
      await one.getByRole('dialog').getByLabel('Reden').fill('De toezichthouder vroeg het.');
      const acknowledged = one.waitForResponse((answer) => answer.url().endsWith('/register/suspensions'));
      await one.getByRole('dialog').getByRole('button', { name: 'Schors nu' }).click();
      expect((await acknowledged).status()).toBe(201);
      await new Promise((next) => setTimeout(next, 1_000));
      const { reply } = await dossier.ask(toLeiedal, household(2));
      expect(reply.effect).toBe('deny');
      await one.locator('main').getByText('geschorst').first().waitFor();
    });

    it('is not ended by who proposes its end', async () => {
      await one.goto(
        `${stage().installation.control}/console/register/voorstellen/nieuw?van=lift&instrument=${instrument}`,
      );
      await one.getByLabel('Titel').fill('De schorsing opheffen');
      await one.getByLabel('Reden').fill('De toezichthouder is voldaan.');
      await one.getByRole('button', { name: 'Stel voor' }).click();
      await one.waitForURL(/\/voorstellen\/[^/?]+$/, { timeout: 60_000 });
      await one.getByText('wacht op een tweede').waitFor();
      expect(await one.getByRole('button', { name: 'Keur goed' }).count()).toBe(0);
      const path = `/register/proposals/${new URL(one.url()).pathname.split('/').at(-1)}/approve`;
      // Nor may a program of theirs.
      expect((await stage().installation.call('POST', path)).status).toBe(403);
    }, 90_000);

    it('is ended by a second officer, whose page shows what that permits anew; the first one’s page hears of it', async () => {
      other = await stage().officers.page('register-admin-2', new URL(one.url()).pathname.replace('/console', ''));
      await other.getByRole('button', { name: 'Keur goed' }).click();
      await other.getByRole('dialog').getByRole('button', { name: 'Keur goed' }).click();
      await other.getByText('goedgekeurd').first().waitFor();
      await one.getByText('goedgekeurd').first().waitFor();
      const dossier = await stage().system('dossier');
      await new Promise((next) => setTimeout(next, 1_000));
      expect((await dossier.ask(toLeiedal, household(3))).reply.effect).toBe('permit');
    });
  });
}

const toLeiedal = { ce_recipient: 'leiedal', ce_purpose: 'lokaal-woonbeleid', ce_category: 'kandidaat-huurder' };

function household(n: number): object {
  return {
    persoon: {
      insz: syntheticInsz(8_100 + n),
      geboortedatum: '1904-02-01',
      hoofdverblijfplaats: { nis: '34022' },
    },
    gezin: { grootte: 2 },
  };
}
