import type { Stage } from './stage';

const asked = new URLSearchParams({
  system: 'dossier',
  recipient: 'vlabinvest',
  purpose: 'toewijzing-vlabinvest',
  category: 'kandidaat-huurder',
  fields: 'persoon.insz,persoon.naam,persoon.nationaliteit',
}).toString();

/** What *Mag dit?* advises of a flow whose permissions hold in an area alone. */
export function mayThis(stage: () => Stage): void {
  describe('a request that names no municipality', () => {
    it('is told to name one before anything else is advised, and after that what is still too much', async () => {
      const page = await stage().officers.page('compliance', `/mag-dit?${asked}`);
      const steps = page.getByRole('listitem');
      await page.getByText('Kies eerst een gemeente').waitFor();
      await page.goto(`${stage().installation.control}/console/mag-dit?${asked}&territory=23088`);
      await steps.filter({ hasText: 'laat weg: nationaliteit (persoon.nationaliteit)' }).waitFor();
      expect(await page.getByText('Kies eerst een gemeente').count()).toBe(0);
      await page.context().close();
    });
  });
}
