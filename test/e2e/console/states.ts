import type { Route } from 'playwright-core';
import { obstacles } from '../../support/accessibility';
import type { Account } from '../../support/console-pages';
import type { Stage } from './stage';

const cases = /\/ledger\/cases\?/;

/** What control, or the way to it, answers for once; and what the page then says. */
const states: readonly (readonly [
  name: string,
  account: Account,
  answer: ((route: Route) => Promise<void>) | undefined,
  shown: string,
  said: string,
])[] = [
  ['nothing yet', 'compliance', async () => undefined, '.loading', 'Aan het laden'],
  [
    'an empty list',
    'compliance',
    (route) => route.fulfill({ json: { cases: [], next: null } }),
    '.state',
    'Er wacht niets op u',
  ],
  ['no answer', 'compliance', (route) => route.abort(), '.state-failed', 'Sluis antwoordt niet'],
  ['that it is asked too much', 'compliance', problem(429), '.state-failed', 'Te veel vragen'],
  ['that its database is away', 'compliance', problem(503), '.state-failed', 'De databank antwoordt niet'],
  ['that something broke', 'compliance', problem(500), '.state-failed', 'Er ging iets mis in Sluis zelf'],
  ['that it is for another role', 'operator', undefined, '.state-failed', 'Hier hebt u geen rol voor'],
];

/** Pages that have nothing to show, yet or ever, and those for whom nobody has logged in. */
export function withoutAnswer(stage: () => Stage): void {
  describe('a page', () => {
    afterEach(() => {
      stage().officers.outage = false;
    });

    it.each(states)(
      'that is told %s says so, and breaks no rule of accessibility',
      async (_, account, answer, shown, said) => {
        const { officers } = stage();
        officers.outage = true;
        const window = await officers.window(account);
        if (answer !== undefined) await window.route(cases, answer);
        const page = await window.newPage();
        await page.goto(`${stage().installation.control}/console/geblokkeerd`);
        await page.locator(shown).first().waitFor();
        expect(await page.locator(shown).first().textContent()).toContain(said);
        expect(await obstacles(page)).toEqual([]);
        await window.close();
      },
    );

    it('about something that is not there says so, and breaks no rule of accessibility', async () => {
      const page = await stage().officers.page('compliance', '/geblokkeerd/bestaat-niet');
      await page.getByText('Niet gevonden').first().waitFor();
      expect(await obstacles(page)).toEqual([]);
      await page.context().close();
    });

    it('for strangers, and the one on which they say who they are, break no rule of accessibility', async () => {
      const page = await (await stage().officers.stranger()).newPage();
      await page.goto(`${stage().installation.control}/console/overzicht`);
      const logIn = page.getByRole('link', { name: 'Aanmelden' });
      await logIn.waitFor();
      expect(await obstacles(page)).toEqual([]);
      await logIn.click();
      await page.locator('input[name=password]').waitFor();
      expect(await obstacles(page)).toEqual([]);
      await page.locator('input[name=login]').first().check();
      await page.locator('input[name=password]').fill('niet dit wachtwoord');
      await page.getByRole('button', { name: 'Aanmelden' }).click();
      await page.getByRole('alert').waitFor();
      expect(await obstacles(page)).toEqual([]);
      await page.context().close();
    });
  });
}

function problem(status: number): (route: Route) => Promise<void> {
  const json = { type: 'about:blank', title: 'x', status, detail: 'x' };
  return (route) => route.fulfill({ status, json, headers: { 'content-type': 'application/problem+json' } });
}
