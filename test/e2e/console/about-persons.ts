import { syntheticInsz } from '../../support/requests';
import type { Stage } from './stage';
import { candidate, toVlabinvest } from './whole-way';

/** Cases that rest on facts about persons: what helps where it may be told, and whom to ask where it may not. */
export function aboutPersons(stage: () => Stage): void {
  describe('a case that rests on facts about persons', () => {
    /** The text of its page, once a request was denied for `reason`. */
    async function pageOf(headers: object, body: object, reason: string): Promise<string> {
      const { system, recorded, installation, officers } = stage();
      const { reply } = await (await system('dossier')).ask(headers as typeof toVlabinvest, body);
      expect(reply).toMatchObject({ effect: 'deny', reasons: [{ code: reason }] });
      await recorded(reply.decisionId);
      const { json } = await installation.call('GET', `/ledger/cases?reason=${reason}&limit=1`);
      const { id } = (json as { cases: { id: string }[] }).cases[0]!;
      const page = await officers.page('compliance', `/geblokkeerd/${id}`);
      await page.getByRole('heading', { name: 'Dichtstbijzijnde toelating' }).waitFor();
      const text = await page.locator('main').innerText();
      await page.context().close();
      expect(text).not.toContain('Geen enkele kleinere of latere aanvraag');
      expect(text).not.toContain('Geen enkele rechtsgrond komt in de buurt');
      return text;
    }

    it('says that consent is missing, to record it, and which instrument asks for it', async () => {
      const text = await pageOf(
        { ce_recipient: 'verwerker-post', ce_purpose: 'nieuwsbrief', ce_category: 'kandidaat-huurder' },
        { persoon: { insz: syntheticInsz(8_200), naam: 'Proefpersoon' }, contact: { email: 'proef@example.be' } },
        'consent-missing',
      );
      expect(text.match(/vraag de toestemming van de persoon en leg ze vast/g)).toHaveLength(2);
      expect(text).toContain('toestemming-nieuwsbrief');
      expect(text).toContain('van een persoon is geen geldige toestemming opgetekend');
      expect(text).not.toContain('gewijzigde aanvraag');
    });

    it('says of what it may not tell that it lies with a person, and whom to ask', async () => {
      const { status } = await stage().installation.call('POST', '/facts', {
        kind: 'restriction',
        insz: syntheticInsz(8_201),
        participant: 'vlabinvest',
        from: '2026-01-01',
        until: null,
        ground: 'AVG art. 18',
      });
      expect(status).toBe(201);
      await new Promise((next) => setTimeout(next, 2_000));
      const text = await pageOf(toVlabinvest, candidate(8_201), 'not-deliverable');
      expect(text).toContain('de reden ligt bij wat over een persoon is opgetekend');
      expect(text).toContain('functionaris voor gegevensbescherming');
      expect(text).not.toMatch(/beperking|beperkt|AVG art\. 18/);
    });
  });
}
