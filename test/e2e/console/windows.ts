import type { Locator, Page } from 'playwright-core';
import { brusselsDate } from '#contract';
import { obstacles } from '../../support/accessibility';
import type { Account, Sample } from '../../support/console-pages';
import { syntheticInsz } from '../../support/requests';
import type { Stage } from './stage';

interface Opened {
  readonly name: string;
  readonly account: Account;
  readonly path: (of: Sample) => string;
  /** What opens it, once all that it needs is filled in. */
  readonly opener: (page: Page) => Locator | Promise<Locator>;
}

const named =
  (name: string | RegExp) =>
  (page: Page): Locator =>
    page.getByRole('button', { name }).first();

const matrix = '/register/matrix?provider=woondienst-izegem';

/** Everything that opens over a page. */
const opened: readonly Opened[] = [
  { name: 'the account', account: 'dpo', path: () => '/overzicht', opener: named(/^Aangemeld als/) },
  { name: 'the keys', account: 'dpo', path: () => '/overzicht', opener: named('Sneltoetsen') },
  { name: 'resolving a case', account: 'compliance', path: caseOf, opener: named('Opgelost') },
  { name: 'accepting a denial', account: 'compliance', path: caseOf, opener: named('Terecht geweigerd') },
  { name: 'a cell of the matrix', account: 'auditor', path: () => matrix, opener: cell },
  { name: 'suspending', account: 'register-admin', path: instrument, opener: named('Schors dit instrument') },
  { name: 'approving', account: 'register-admin-2', path: proposalOf, opener: named('Keur goed') },
  { name: 'rejecting', account: 'register-admin-2', path: proposalOf, opener: named('Verwerp') },
  { name: 'erasing', account: 'dpo', path: () => '/betrokkene/wissen', opener: erase },
  { name: 'withdrawing a fact', account: 'dpo', path: () => '/betrokkene', opener: named(/^Trek in/) },
  { name: 'ending a case', account: 'register-admin-2', path: () => '/betrokkene/zaken', opener: named('Beëindig') },
];

/** What opens over a page, for who has no mouse, no eyes for it, or a small screen. */
export function overPages(stage: () => Stage, sample: () => Promise<Sample>): void {
  describe('what opens over a page', () => {
    beforeAll(async () => {
      const { installation } = stage();
      const insz = syntheticInsz(8_300);
      const fact = {
        kind: 'objection',
        insz,
        participant: 'vlabinvest',
        from: '2026-01-01',
        until: null,
        ground: 'AVG art. 21',
      };
      expect((await installation.call('POST', '/facts', fact)).status).toBe(201);
      const proposed = await installation.call('POST', '/cases', {
        kind: 'legal-duty',
        insz,
        provider: 'woondienst-izegem',
        recipient: 'politie',
        categories: ['huurder'],
        fields: ['persoon.insz'],
        until: brusselsDate(Date.now() + 86_400_000),
        ground: 'een ander onderzoek',
      });
      expect(proposed.status).toBe(201);
    });

    it.each(opened.map((one) => [one.name, one] as const))(
      '%s: breaks no rule of accessibility, holds the focus, and gives it back on Escape',
      async (_, { account, path, opener }) => {
        const page = await stage().officers.page(account, path(await sample()));
        const from = await opener(page);
        await from.press('Enter');
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        for (let presses = 0; presses < 12; presses++) {
          await page.locator('[role=dialog]:focus, [role=dialog] :focus').waitFor();
          await page.keyboard.press('Tab');
        }
        expect(await obstacles(page, '[role=dialog]')).toEqual([]);
        // What opened it may have no place on the narrowest screen.
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
        await from.and(page.locator(':focus')).waitFor();
        await page.context().close();
      },
    );

    it('a list to pick from: breaks no rule of accessibility, is walked with arrows, and closes on Escape', async () => {
      const page = await stage().officers.page('dpo', '/mag-dit');
      const field = page.getByRole('combobox').first();
      await field.press('ArrowDown');
      await page.getByRole('listbox').waitFor();
      await page.keyboard.press('ArrowDown');
      expect(await field.getAttribute('aria-activedescendant')).toBeTruthy();
      expect(await obstacles(page, '.popover')).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('listbox').waitFor({ state: 'detached' });
      await page.context().close();
    });
  });
}

function caseOf({ caseId }: Sample): string {
  return `/geblokkeerd/${caseId}`;
}

function proposalOf({ proposalId }: Sample): string {
  return `/register/voorstellen/${proposalId}`;
}

function instrument(): string {
  return '/register/instrumenten/vtc-2015-9';
}

function cell(page: Page): Locator {
  return page.locator('main table button').first();
}

async function erase(page: Page): Promise<Locator> {
  await page.getByLabel('INSZ', { exact: true }).fill(syntheticInsz(8_301));
  await page.getByLabel('Waarom wist u').fill('Op vraag van de persoon.');
  return named('Wis de gegevens…')(page);
}
