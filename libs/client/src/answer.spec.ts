import { explain, type Denial } from './answer';

const denial: Denial = {
  id: 'a-1',
  decisionId: 'd1',
  effect: 'deny',
  registerVersion: 12,
  request: { topic: 'sluis.in.dossier', partition: 0, offset: 4 },
  reasons: [
    {
      code: 'field-not-permitted',
      fields: ['persoon.nationaliteit'],
      message: { nl: 'Dit veld mag niet.', en: 'Not this field.' },
    },
  ],
  remedy: [{ drop: ['persoon.nationaliteit'] }, { after: '2026-12-01' }, { ask: 'register-instrument' }],
};

describe('explain', () => {
  it('says why and what would make it lawful, in the language asked for', () => {
    expect(explain(denial, 'nl')).toBe(
      'field-not-permitted: Dit veld mag niet.\n' +
        '→ laat weg: persoon.nationaliteit\n→ wacht tot 2026-12-01\n→ laat iemand dit doen: register-instrument',
    );
    expect(explain(denial, 'en')).toContain('→ leave out: persoon.nationaliteit');
  });
});
