import { hash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { syntheticInsz } from '../../support/requests';
import type { Stage } from './stage';

/** A candidate at Vlabinvest: what its instrument permits, and `more` that it may not. */
export function candidate(n: number, more: object = {}): object {
  return {
    persoon: {
      insz: syntheticInsz(n),
      naam: 'Proefpersoon',
      voornamen: `Nummer ${n}`,
      geboortedatum: '1905-04-03',
      ...more,
    },
  };
}

export const toVlabinvest = {
  ce_recipient: 'vlabinvest',
  ce_purpose: 'toewijzing-vlabinvest',
  ce_category: 'kandidaat-huurder',
  ce_territory: '23088',
};

/** From a blocked exchange to its resolved case and its proof, as one officer and one system go it. */
export function wholeWay(stage: () => Stage): void {
  describe('the way from a blocked exchange to its proof', () => {
    let page: Page;
    let address: string;
    let decisionId: string;
    const row = () => page.getByRole('row').filter({ hasText: 'Geboorteplaats' });

    afterAll(() => page?.context().close());

    it('begins with a case that comes onto the screen by itself', async () => {
      const { officers, system } = stage();
      page = await officers.page('compliance', '/geblokkeerd');
      await page.getByText('Live', { exact: true }).waitFor();
      expect(await row().count()).toBe(0);
      const dossier = await system('dossier');
      const { reply } = await dossier.ask(toVlabinvest, candidate(1, { geboorteplaats: 'Izegem' }));
      expect(reply).toMatchObject({ effect: 'deny', reasons: [{ code: 'field-not-permitted' }] });
      await row().waitFor();
      expect(await row().innerText()).toContain('dossier');
    });

    it('says in plain words what was asked, why not, what comes nearest, what helps and who must act', async () => {
      await row().getByRole('link').click();
      await page.getByRole('heading', { name: 'Waarom niet' }).waitFor();
      address = page.url();
      expect(new URL(address).pathname).toMatch(/^\/console\/geblokkeerd\/\d+$/);
      const text = await page.locator('main').innerText();
      for (const part of ['Wat helpt', 'Wie moet handelen', 'Dichtstbijzijnde toelating', 'Wat werd gevraagd']) {
        expect(text).toContain(part);
      }
      const compared = page.locator('.comparison [data-difference=true]');
      expect(await compared.innerText()).toMatch(/persoon\.geboorteplaats\s+Ja\s+Nee/);
    });

    it('is led to from its decision, which names the municipality', async () => {
      await page
        .locator('main')
        .getByRole('link', { name: /^Beslissing / })
        .first()
        .click();
      await page.locator('.decision').getByText('(23088)').waitFor();
      await page.getByRole('link', { name: /Wat helpt staat in geval/ }).click();
      await page.getByRole('heading', { name: 'Waarom niet' }).waitFor();
      expect(page.url()).toBe(address);
    });

    it('has a text to send, that names no person', async () => {
      const letter = await page.locator('.letter').innerText();
      expect(letter).toContain('persoon.geboorteplaats');
      expect(letter).not.toContain('Proefpersoon');
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByRole('button', { name: 'Tekst kopiëren' }).click();
      await page.getByText('Gekopieerd').waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toContain(letter.trim().slice(0, 80));
    });

    it('is taken up, noted on and resolved, each with who did it', async () => {
      await page.getByRole('button', { name: 'Neem in behandeling' }).click();
      await page.getByText('Toegewezen aan compliance').waitFor();
      await page.getByLabel('Notitie').fill('De eigenaar van het systeem is verwittigd.');
      await page.getByRole('button', { name: 'Voeg notitie toe' }).click();
      await page.locator('.history').getByText('De eigenaar van het systeem is verwittigd.').waitFor();
      await page.getByText('Wijs toe aan een collega').click();
      await page.getByLabel('Account van de collega').fill('dpo');
      await page.getByRole('button', { name: 'Wijs toe', exact: true }).click();
      await page.locator('.history').getByText('Toegewezen aan dpo').waitFor();
      await page.getByRole('button', { name: 'Opgelost' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Notitie').fill('De geboorteplaats wordt niet meer gevraagd.');
      await dialog.getByRole('button', { name: 'Bevestig' }).click();
      await page.locator('.history').getByText('Toestand: Opgelost').waitFor();
      const told = await page.locator('.history').innerText();
      expect(told.match(/door compliance/g)!.length).toBeGreaterThanOrEqual(5);
    });

    it('ends in a permit, once the system does what the remedy says', async () => {
      const dossier = await stage().system('dossier');
      const { reply } = await dossier.ask(toVlabinvest, candidate(1));
      expect(reply.effect).toBe('permit');
      decisionId = reply.decisionId;
    });

    it('leads to a decision whose proof the browser itself verifies', async () => {
      await stage().recorded(decisionId);
      const id = address.split('/').at(-1);
      const acts = (await stage().acts()).filter((act) => act.by === 'compliance' && act.case === id);
      expect(acts.slice(-4)).toMatchObject([
        { act: 'case.change', status: 'in-review', assignee: 'compliance' },
        { act: 'case.change', note: true },
        { act: 'case.change', assignee: 'dpo' },
        { act: 'case.change', status: 'resolved', note: true },
      ]);
      await page.goto(`${stage().installation.control}/console/beslissingen/${decisionId}`);
      await page.locator('.proof[data-verdict=true]').waitFor();
      const proof = await page.locator('.proof').innerText();
      expect(proof).toMatch(/Nagerekend: optekening \d+ van \d+/);
      expect(await page.locator('main').innerText()).toContain('rr-2013-48');
    });

    it.each<[string, (shown: Shown) => Shown, string]>([
      ['the outcome', (shown) => ({ ...shown, entry: shown.entry.replace('"permit"', '"deny"') }), 'uitkomst'],
      ['the entry', (shown) => ({ ...shown, entry: `${shown.entry} ` }), 'RFC 9162'],
      ['a step through the tree', (shown) => ({ ...shown, proof: shown.proof.map(otherByte) }), 'RFC 9162'],
      ['the place in the tree', (shown) => ({ ...shown, index: shown.index === 0 ? 1 : shown.index - 1 }), 'RFC 9162'],
      ['the root', ({ checkpoint, ...shown }) => ({ ...shown, checkpoint: otherRoot(checkpoint) }), 'ondertekend'],
      ['the details', (shown) => withBody(shown, ({ salt, content }) => ({ salt, content: `${content} ` })), 'details'],
    ])('refuses it where somebody on the way changed %s', async (_, spoil, failed) => {
      const path = `**/ledger/decisions/${decisionId}`;
      await page.route(path, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: spoil((await response.json()) as Shown) });
      });
      await page.reload();
      await page.locator('.proof[data-verdict=false]').waitFor();
      expect(await page.locator('.proof').innerText()).toContain('Het bewijs klopt niet');
      expect(await page.locator('.proof-steps [data-holds=false]').first().innerText()).toContain(failed);
      await page.unroute(path);
    });

    it('shows nothing that the entry did not commit to, whatever else the answer says', async () => {
      const path = `**/ledger/decisions/${decisionId}`;
      const forged = { effect: 'permit', recipient: 'politie', purpose: 'vitaal-belang', clock: { at: 0 } };
      await page.route(path, async (route) => {
        const response = await route.fetch();
        const shown = (await response.json()) as Shown;
        const withheld = withBody(shown, ({ salt, content }) => ({
          commitment: hash('sha256', Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(content)])),
        }));
        const details = { ...withheld.details, record: forged, kind: 'act', decidedAt: '2019-01-01T12:00:00.000Z' };
        await route.fulfill({ response, json: { ...withheld, details } });
      });
      await page.reload();
      await page.locator('.proof[data-verdict=true]').waitFor();
      const text = await page.locator('main').innerText();
      expect(text).toContain('De details zijn gewist of verlopen');
      for (const word of ['olitie', 'itaal belang', '2019']) expect(text).not.toContain(word);
      await page.unroute(path);
    });
  });
}

/** What `GET /ledger/decisions/:id` hands to the page, as far as it proves anything. */
interface Shown {
  readonly index: number;
  readonly entry: string;
  readonly proof: readonly string[];
  readonly checkpoint: string;
  readonly details: { readonly parts: readonly object[] };
}

/** The answer with another first part, which is the body that the page shows. */
function withBody(shown: Shown, other: (body: { salt: string; content: string }) => object): Shown {
  const [body, ...rest] = shown.details.parts;
  const parts = [other(body as { salt: string; content: string }), ...rest];
  return { ...shown, details: { ...shown.details, parts } };
}

function otherByte(hash: string): string {
  const bytes = Buffer.from(hash, 'base64');
  bytes[0]! ^= 1;
  return bytes.toString('base64');
}

function otherRoot(checkpoint: string): string {
  const lines = checkpoint.split('\n');
  return [...lines.slice(0, 2), otherByte(lines[2]!), ...lines.slice(3)].join('\n');
}
