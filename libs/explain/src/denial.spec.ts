import { reasonCodes, reasonTexts, type ReasonCode } from '#contract';
import { readProtocols } from '#protocols';
import { compileRegister, parseRegister, type CompiledRegister, type RegisterSource } from '#register';
import { explainDenial, type DeniedRequest } from './denial';
import { instrumentRows } from './instrument-rows';
import { actorOf, remedyText } from './remedy';
import { vocabularyOf } from './vocabulary';
import { withoutCases } from './without-cases';

describe('a denied request in plain words', () => {
  let source: RegisterSource;
  let register: CompiledRegister;

  beforeAll(async () => {
    source = withoutCases(parseRegister(await readProtocols('protocols')).source!);
    register = compileRegister(source, 1);
  });

  const request: DeniedRequest = {
    system: 'dossier',
    participant: 'woondienst-izegem',
    provider: 'woondienst-izegem',
    recipient: 'vlabinvest',
    purpose: 'toewijzing-vlabinvest',
    category: 'kandidaat-huurder',
    territory: '23002',
    basis: undefined,
    fields: ['persoon.insz', 'persoon.nationaliteit'],
    day: '2026-06-15',
    reasons: [
      {
        code: 'field-not-permitted',
        message: reasonTexts['field-not-permitted'].meaning,
        fields: ['persoon.nationaliteit'],
      },
    ],
    nearest: { instrument: 'rr-2013-48', missing: ['outside-territory'], excess: ['persoon.nationaliteit'] },
    remedy: [{ drop: ['persoon.nationaliteit'] }, { after: '2026-12-01' }],
    explanation: undefined,
  };

  const stoppedBy = (code: ReasonCode): DeniedRequest => ({
    ...request,
    reasons: [{ code, message: reasonTexts[code].meaning }],
    nearest: undefined,
    remedy: [],
  });

  it('lays what was asked beside what the nearest permission lists, field by field', () => {
    const { nearest } = explainDenial(request, source, register);
    expect(nearest).toMatchObject({ instrument: 'rr-2013-48' });
    const row = (field: string) => nearest!.rows.find((each) => each.field === field);
    expect(row('persoon.insz')).toMatchObject({ asked: true, permitted: true, duty: 'keep' });
    expect(row('persoon.nationaliteit')).toMatchObject({ asked: true, permitted: false, duty: null });
    expect(row('persoon.geboortedatum')).toMatchObject({ asked: false, permitted: true, name: 'Geboortedatum' });
    expect(nearest!.differences).toEqual(['buiten het gebied', 'noemt niet: nationaliteit (persoon.nationaliteit)']);
  });

  it('says who must act, what would help, and writes that to the owner of the system', () => {
    const { actor, remedy, letter } = explainDenial(request, source, register);
    expect(actor.who).toBe('sender');
    expect(remedy).toEqual(['laat weg: nationaliteit (persoon.nationaliteit)', 'wacht tot 1 december 2026']);
    expect(letter.to).toBe('Woondienst Regio Izegem');
    expect(letter.body).toContain('laat weg: nationaliteit (persoon.nationaliteit)');
    expect(letter.body).toContain('systeem dossier');
  });

  it('says of a fact about a person which one is missing, what to do, and to send the same again after that', () => {
    const { remedy, aboutPersons, letter } = explainDenial(stoppedBy('consent-missing'), source, register);
    expect(remedy).toEqual(['vraag de toestemming van de persoon en leg ze vast']);
    expect(aboutPersons).toBe(true);
    expect(letter.body).toContain('vraag de toestemming van de persoon en leg ze vast');
    expect(letter.body).toContain('Is dat gebeurd, zend de aanvraag dan opnieuw');
    expect(letter.body).not.toContain('gewijzigde aanvraag');
  });

  it('names the case where only a case can permit, to no matter whom, and an instrument elsewhere', () => {
    const ask = { ...request, remedy: [{ ask: 'register-instrument' as const }], nearest: undefined };
    const told = (recipient: string, purpose: string) =>
      explainDenial({ ...ask, recipient, purpose }, source, register);
    const { remedy, letter } = told('politie', 'wettelijke-verplichting');
    expect(remedy.join()).toContain('een zaak over deze ene persoon');
    expect(remedy.join()).toContain('npx sluis cases propose');
    expect(letter.body).toContain(remedy[0]!.replaceAll('`', ''));
    expect(told('div', 'wettelijke-verplichting').remedy).toEqual(remedy);
    expect(told('div', 'inschrijving-toewijzing').remedy).toEqual(['laat het instrument registreren dat dit toelaat']);
  });

  it.each([
    ['unknown-purpose', /noem wat het register kent/],
    ['too-large', /verbeter in de aanvraag wat de reden noemt/],
  ] as const)(
    'says of a request that is wrong in itself, by %s, what would be right, to its sender too',
    (code, said) => {
      const { remedy, letter, actor } = explainDenial(stoppedBy(code), source, register);
      expect(remedy.join()).toMatch(said);
      expect(letter.body).toMatch(said);
      expect(letter.body).not.toContain('`');
      expect(actor.who).toBe('sender');
    },
  );

  it.each(reasonCodes)('writes a letter in plain signs for %s', (code) => {
    const message = { nl: reasonTexts[code].sentence.nl.replaceAll(/[[\]]/g, ''), en: '' };
    const denied = { ...stoppedBy(code), reasons: [{ code, message }] };
    expect(explainDenial(denied, source, register).letter.body).not.toContain('`');
  });

  it('says of what is kept vague that the reason lies with a person, and where to ask, whatever it is', () => {
    const told = explainDenial(stoppedBy('not-deliverable'), source, register);
    expect(told).toMatchObject({ aboutPersons: true, nearest: null });
    expect(told.remedy.join()).toContain('dpo');
    expect(told.remedy.join()).not.toMatch(/beperking|bezwaar|toestemming|dossier/);
  });

  it('does not lay a fault of the request on a person', () => {
    expect(explainDenial(request, source, register).aboutPersons).toBe(false);
    const both = { ...request, reasons: [...request.reasons, ...stoppedBy('consent-missing').reasons] };
    expect(explainDenial(both, source, register).aboutPersons).toBe(false);
  });

  it('writes names in the reasons and the letter, a path once and in brackets', () => {
    const message = {
      nl: '`vlabinvest` mag `persoon.nationaliteit` niet krijgen voor `toewijzing-vlabinvest`.',
      en: '',
    };
    const reasons = [{ code: 'field-not-permitted' as const, message, fields: ['persoon.nationaliteit'] }];
    const { letter, why } = explainDenial({ ...request, reasons }, source, register);
    const { body } = letter;
    expect(JSON.stringify(why)).toContain('Vlabinvest mag Nationaliteit (persoon.nationaliteit) niet krijgen');
    expect(body).toContain('Vlabinvest mag Nationaliteit (persoon.nationaliteit) niet krijgen voor Toewijzing van');
    expect(body).not.toContain('`vlabinvest`');
    expect(body).toContain('voor toewijzing van woningen van Vlabinvest');
  });

  it('names participants, purpose and municipality as officers know them', () => {
    const text = JSON.stringify(explainDenial(request, source, register).asked);
    for (const name of ['Vlabinvest', 'Woondienst Regio Izegem', 'Toewijzing van woningen', 'Asse']) {
      expect(text).toContain(name);
    }
  });

  it('speaks English where that is asked', () => {
    const { remedy, actor } = explainDenial(request, source, register, 'en');
    expect(remedy).toEqual(['leave out: nationaliteit (persoon.nationaliteit)', 'wait until 1 December 2026']);
    expect(actor.text).toContain('sends the request');
    const { asked, nearest } = explainDenial(request, source, register, 'en');
    expect(JSON.stringify(asked)).toMatch(/Who asked.*For whom.*What for.*About whom/);
    expect(nearest!.differences).toEqual([
      'outside the territory',
      'does not list: nationaliteit (persoon.nationaliteit)',
    ]);
  });

  it('writes the letter in Dutch alone, whatever the officer reads', () => {
    const letter = ['nl', 'en'].map((language) => explainDenial(request, source, register, language as 'nl').letter);
    expect(letter[1]).toEqual(letter[0]);
  });

  it('lets the register keeper act before whoever recorded a fact, and the sender before both', () => {
    expect(actorOf(['subject-restricted', 'expired']).who).toBe('register');
    expect(actorOf(['expired', 'malformed']).who).toBe('sender');
    expect(actorOf(['clock-unsure']).who).toBe('operator');
    expect(remedyText({ ask: 'lift-suspension' })).toBe('laat de schorsing van het instrument opheffen');
  });

  it('lists every instrument with where it stands on the day, and between whom', () => {
    const at = (day: string) => new Map(instrumentRows(source, day).map((row) => [row.id, row]));
    expect(at('2026-06-15').get('rr-2013-48')).toMatchObject({ state: 'in-force', recipients: ['vlabinvest'] });
    expect(at('2010-01-01').get('rr-2013-48')).toMatchObject({ state: 'not-yet' });
    expect(at('2026-06-15').size).toBe(source.instruments.length);
  });

  it('offers names of the register to pick from, systems that may send alone', () => {
    const { participants, fields, territories } = vocabularyOf(source);
    expect(participants.find(({ id }) => id === 'woondienst-izegem')!.systems).toEqual(
      expect.arrayContaining(['dossier', 'huur', 'patrimonium']),
    );
    expect(participants.flatMap(({ systems }) => systems)).not.toContain('auditor');
    expect(fields).toHaveLength(source.fields.length);
    expect(territories.find(({ code }) => code === '23002')?.name).toBe('Asse');
  });
});
