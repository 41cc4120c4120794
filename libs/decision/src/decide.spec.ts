import { keep, type Decision } from '#contract';
import {
  contextOf,
  factOf,
  permissionOf,
  recordOf,
  requestOf,
  smallPaths,
  smallRegister,
} from '../../../test/support/small-register';
import { decide } from './decide';
import { denial } from './denial';

const codes = (decision: Decision) => decision.reasons.map(({ code }) => code);
const asking = (paths: readonly string[], more = {}) => requestOf([['persoon.insz', ...paths]], more);

describe('decide', () => {
  it('permits what one instrument lists and names it as the basis', () => {
    const register = smallRegister([permissionOf({ fields: ['persoon.insz', 'persoon.naam'], retention: 'P5Y' })]);
    const decision = decide(asking(['persoon.naam']), contextOf(register));
    expect(decision).toMatchObject({
      effect: 'permit',
      reasons: [],
      basis: [{ instrument: 'akte-1', fields: ['persoon.insz', 'persoon.naam'] }],
      obligations: [],
      retention: 'P5Y',
      assumed: false,
      statistical: false,
    });
    expect(decision.checks.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual([
      'restriction pass',
      'objection pass',
      'consent not-asked',
      'relation not-asked',
      'do-not-contact not-asked',
    ]);
  });

  it('lets permissions of several instruments add up, with the strictest duty of all that list a field', () => {
    const register = smallRegister([
      permissionOf({ instrument: 'akte-1', fields: { 'persoon.insz': keep, 'persoon.naam': keep } }),
      permissionOf({
        instrument: 'akte-2',
        fields: {
          'persoon.insz': { kind: 'pseudonymise' },
          'persoon.geboortedatum': { kind: 'generalise', to: 'jaar' },
        },
        retention: 'P1Y',
      }),
    ]);
    expect(decide(asking(['persoon.naam', 'persoon.geboortedatum']), contextOf(register))).toMatchObject({
      effect: 'permit',
      basis: [
        { instrument: 'akte-1', fields: ['persoon.insz', 'persoon.naam'] },
        { instrument: 'akte-2', fields: ['persoon.insz', 'persoon.geboortedatum'] },
      ],
      obligations: [
        { field: 'persoon.insz', duty: 'pseudonymise' },
        { field: 'persoon.geboortedatum', duty: 'generalise:jaar' },
      ],
      retention: 'P1Y',
    });
  });

  it('names the field too many, the nearest permission and what to drop', () => {
    const register = smallRegister([permissionOf({ fields: ['persoon.insz', 'persoon.naam'] })]);
    const decision = decide(asking(['persoon.naam', 'huur.prijs']), contextOf(register));
    expect(decision).toMatchObject({
      effect: 'deny',
      reasons: [{ code: 'field-not-permitted', fields: ['huur.prijs'] }],
      nearest: { instrument: 'akte-1', missing: [], excess: ['huur.prijs'] },
      remedy: [{ drop: ['huur.prijs'] }],
    });
    expect(decision.reasons[0]?.message).toEqual({
      nl: 'Geen enkel instrument laat deze velden toe aan `ontvanger` voor `doel`: `huur.prijs`.',
      en: 'No instrument permits these fields to `ontvanger` for `doel`: `huur.prijs`.',
    });
  });

  it('says which kind of instrument is missing where no instrument is named', () => {
    const decision = decide(asking([]), contextOf(smallRegister([])));
    expect(codes(decision)).toEqual(['no-permission']);
    expect(decision.nearest).toBeUndefined();
    expect(decision.remedy).toEqual([{ ask: 'register-instrument' }]);
    expect(decision.reasons[0]?.message.nl).toContain('protocol');
  });

  it('waits for the day from which one permission carries everything', () => {
    const register = smallRegister([permissionOf({ from: '2026-12-01' })]);
    expect(decide(asking(['persoon.naam']), contextOf(register))).toMatchObject({
      reasons: [{ code: 'not-yet-in-force', fields: ['persoon.insz', 'persoon.naam'] }],
      remedy: [{ after: '2026-12-01' }],
    });
  });

  it('does not wait for a day on which the permission is suspended', () => {
    const suspensions = [{ from: '2026-01-01', until: '2027-01-01' }];
    const register = smallRegister([permissionOf({ from: '2026-12-01', suspensions })]);
    expect(decide(asking([]), contextOf(register)).remedy).toEqual([]);
  });

  it.each([
    [{ until: '2024-07-01' }, 'expired', 'renew-instrument'],
    [{ draft: true }, 'draft', 'sign-instrument'],
    [{ assumed: true }, 'unconfirmed', 'confirm-instrument'],
    [{ suspensions: [{ from: '2024-07-01', until: undefined }] }, 'suspended', 'lift-suspension'],
    [{ transferAllowed: false }, 'outside-eea', 'register-instrument'],
  ])('denies where the permission is %j: `%s`, and asks to `%s`', (flaw, code, ask) => {
    const decision = decide(asking([]), contextOf(smallRegister([permissionOf(flaw)])));
    expect(codes(decision)).toEqual([code]);
    expect(decision.nearest).toMatchObject({ instrument: 'akte-1', missing: [code] });
    expect(decision.remedy).toEqual([{ ask }]);
  });

  it('permits on the last day and not on the day that `until` names', () => {
    const register = smallRegister([permissionOf({ from: '2024-06-30', until: '2024-07-01' })]);
    const on = (today: string) => contextOf(register, [], { clock: { atMs: 0, today } });
    expect(codes(decide(asking([]), on('2024-06-29')))).toEqual(['not-yet-in-force']);
    expect(decide(asking([]), on('2024-06-30')).effect).toBe('permit');
    expect(codes(decide(asking([]), on('2024-07-01')))).toEqual(['expired']);
  });

  it('does not call an instrument expired of which a later version is in force', () => {
    const register = smallRegister([
      permissionOf({ until: '2020-01-01' }),
      permissionOf({ from: '2020-01-01', categories: ['kandidaat'] }),
    ]);
    expect(codes(decide(asking([]), contextOf(register)))).toEqual(['category-not-permitted']);
  });

  it('permits on an assumed fact in a demonstration only, and says so', () => {
    const register = smallRegister([permissionOf({ assumed: true })]);
    expect(decide(asking([]), contextOf(register, [], { demonstration: true }))).toMatchObject({
      effect: 'permit',
      assumed: true,
    });
  });

  it('points at the INSZ of people inside whose category is not listed, and at nothing for the root', () => {
    const register = smallRegister([permissionOf({ categories: ['huurder'] })]);
    const inner = decide(asking(['gezin.leden[].insz', 'gezin.leden[].naam']), contextOf(register));
    expect(inner.reasons).toMatchObject([{ code: 'category-not-permitted', fields: ['gezin.leden[].insz'] }]);
    expect(inner.remedy).toEqual([{ drop: ['gezin.leden[].insz', 'gezin.leden[].naam'] }]);
    const [root] = decide(asking([], { category: 'kandidaat' }), contextOf(register)).reasons;
    expect(root).not.toHaveProperty('fields');
  });

  it('lets a leaf decide over a territory in every record, and never the territory of the request then', () => {
    const territory = { id: 'hier', leaf: 2, includes: (nis: string) => nis === '11002', members: new Map() };
    const register = smallRegister([permissionOf({ territory })]);
    const record = (nis: string) => recordOf(['persoon.insz', 'persoon.nis'], 'a', { 'persoon.nis': nis });
    const request = (...nis: string[]) => ({ ...requestOf([[]]), territory: '11002', records: nis.map(record) });
    expect(decide(request('11002'), contextOf(register)).effect).toBe('permit');
    expect(codes(decide(request('11002', '44021'), contextOf(register)))).toEqual(['outside-territory']);
    expect(codes(decide(asking([], { territory: '11002' }), contextOf(register)))).toEqual(['outside-territory']);
  });

  it('lets a sender relay only where the permission names it', () => {
    const register = smallRegister([permissionOf({ via: new Set(['tussen']) })]);
    const relayed = (system: string) => decide(asking([], { system, provider: 'gever' }), contextOf(register));
    expect(relayed('tussen').effect).toBe('permit');
    expect(codes(relayed('ander'))).toEqual(['no-permission']);
    expect(relayed('gever').effect).toBe('permit');
  });

  it('carries only by the instrument that the request relies on', () => {
    const register = smallRegister([
      permissionOf({ instrument: 'akte-1', fields: ['persoon.insz'] }),
      permissionOf({ instrument: 'akte-2' }),
      permissionOf({ instrument: 'akte-3', parties: { purpose: 'telling' } }),
    ]);
    const relying = (basis: string) => decide(asking(['persoon.naam'], { basis }), contextOf(register));
    expect(relying('akte-2').basis.map(({ instrument }) => instrument)).toEqual(['akte-2']);
    expect(codes(relying('akte-1'))).toEqual(['field-not-permitted']);
    expect(codes(relying('akte-3'))).toEqual(['basis-mismatch']);
    expect(codes(relying('akte-4'))).toEqual(['unknown-basis']);
  });

  it('never names a confidential instrument to whoever it does not carry', () => {
    const secret = permissionOf({ instrument: 'zaak-1', confidential: true, fields: ['persoon.insz'] });
    const register = smallRegister([secret]);
    const denied = decide(asking(['persoon.naam']), contextOf(register));
    expect(JSON.stringify(denied)).not.toContain('zaak-1');
    expect(decide(asking([], { basis: 'zaak-1' }), contextOf(register)).effect).toBe('permit');
    expect(codes(decide(asking([], { basis: 'zaak-1', purpose: 'telling' }), contextOf(register)))).toEqual([
      'unknown-basis',
    ]);
  });

  it('answers unknown names and faults of content together, and drops what can be dropped', () => {
    const register = smallRegister([permissionOf()]);
    const faults = [
      { code: 'unknown-field' as const, path: 'persoon.bijnaam' },
      { code: 'invalid-value' as const, path: 'huur.prijs', field: 5 },
    ];
    const record = { ...recordOf(['persoon.insz', 'huur.prijs']), faults, faultCount: 2 };
    const decision = decide({ ...requestOf([[]]), records: [record] }, contextOf(register));
    expect(decision.reasons).toMatchObject([
      { code: 'invalid-value', fields: ['huur.prijs'] },
      { code: 'unknown-field', fields: ['persoon.bijnaam'], unknownCount: 1 },
    ]);
    expect(decision.remedy).toEqual([{ drop: ['huur.prijs', 'persoon.bijnaam'] }]);
    // The decision record keeps no name that the sender made up.
    expect(JSON.stringify(decision.causes)).not.toContain('bijnaam');
    expect(JSON.stringify(decision.reasons.map(({ message }) => message))).not.toContain('bijnaam');
    const everything = decide(
      { ...requestOf([[]]), records: [record], recipient: 'x', provider: 'x', purpose: 'x', category: 'x', basis: 'x' },
      contextOf(register),
    );
    expect(codes(everything)).toEqual([
      'invalid-value',
      'unknown-recipient',
      'unknown-provider',
      'unknown-purpose',
      'unknown-category',
      'unknown-field',
      'unknown-basis',
    ]);
  });

  it('tells the sender at most twenty of its own names in one answer', () => {
    const faults = Array.from({ length: 20 }, (_, n) => ({ code: 'unknown-field' as const, path: `x${n}` }));
    const others = faults.map((fault, n) => ({ ...fault, path: `y${n}` }));
    const records = [faults, others].map((each) => ({ ...recordOf(['persoon.insz']), faults: each, faultCount: 20 }));
    const [reason] = decide({ ...requestOf([[]]), records }, contextOf(smallRegister([permissionOf()]))).reasons;
    expect(reason?.fields).toHaveLength(20);
    expect(reason?.unknownCount).toBe(40);
  });

  it('denies everything while the register is stale or the clock unsure, and persons while facts are stale', () => {
    const guarded = (guards: object) =>
      decide(
        asking([]),
        contextOf(smallRegister([permissionOf()]), [], {
          guards: { registerStale: false, factsStale: false, clockUnsure: false, ...guards },
        }),
      );
    expect(codes(guarded({ registerStale: true, clockUnsure: true }))).toEqual(['register-stale', 'clock-unsure']);
    expect(codes(guarded({ factsStale: true }))).toEqual(['facts-stale']);
  });

  it('tells the sender its own restriction, and only that it cannot deliver where another recorded one', () => {
    const register = smallRegister([permissionOf()]);
    const by = (participant: string) =>
      decide(asking([]), contextOf(register, [factOf('restriction', 'person-0', participant)]));
    expect(by('gever')).toMatchObject({
      reasons: [{ code: 'subject-restricted' }],
      remedy: [{ ask: 'lift-restriction' }],
    });
    expect(codes(by('ontvanger'))).toEqual(['not-deliverable']);
    expect(by('ontvanger').causes.map(({ code }) => code)).toEqual(['subject-restricted']);
    expect(by('ander').effect).toBe('permit');
  });

  it('hears a fact only for its purposes and while it is in force', () => {
    const register = smallRegister([permissionOf()]);
    const effect = (more: object) =>
      decide(asking([]), contextOf(register, [factOf('objection', 'person-0', 'gever', more)])).effect;
    expect(effect({ purposes: ['doel'] })).toBe('deny');
    expect(effect({ purposes: ['telling'] })).toBe('permit');
    expect(effect({ until: '2024-07-01' })).toBe('permit');
    expect(effect({ from: '2024-07-02' })).toBe('permit');
  });

  it('needs consent, an open file or a contact not refused where the permission asks for it', () => {
    const needing = (flaw: object, facts: Parameters<typeof contextOf>[1]) =>
      decide(asking(['contact.email']), contextOf(smallRegister([permissionOf(flaw)]), facts));
    expect(needing({ consent: true }, [])).toMatchObject({
      reasons: [{ code: 'consent-missing' }],
      remedy: [{ ask: 'record-consent' }],
    });
    expect(needing({ consent: true }, [factOf('consent', 'person-0', 'gever')]).effect).toBe('permit');
    expect(codes(needing({ consent: true }, [factOf('consent', 'person-0', 'ontvanger')]))).toEqual([
      'consent-missing',
    ]);
    expect(needing({ relation: 'provider' }, [])).toMatchObject({
      reasons: [{ code: 'no-relation' }],
      remedy: [{ ask: 'open-file' }],
    });
    expect(codes(needing({ relation: 'recipient' }, []))).toEqual(['not-deliverable']);
    expect(needing({ relation: 'recipient' }, [factOf('caseload', 'person-0', 'ontvanger')]).effect).toBe('permit');
    expect(codes(needing({ doNotContact: true }, [factOf('do-not-contact', 'x', 'gever')]))).toEqual([
      'do-not-contact',
    ]);
    expect(needing({ doNotContact: true }, [factOf('do-not-contact', 'y', 'gever')]).effect).toBe('permit');
  });

  it('counts in mode `each`, permits what passes, and gives no position of whom it may not name', () => {
    const register = smallRegister([permissionOf({ fields: ['persoon.insz', 'persoon.naam'] })]);
    const records = [['persoon.insz'], ['persoon.insz', 'huur.prijs'], ['persoon.insz'], ['persoon.insz']];
    const facts = [factOf('restriction', 'person-2', 'ontvanger'), factOf('objection', 'person-3', 'gever')];
    const decision = decide(requestOf(records, { mode: 'each' }), contextOf(register, facts));
    expect(decision).toMatchObject({
      effect: 'permit',
      reasons: [
        { code: 'field-not-permitted', count: 1 },
        { code: 'not-deliverable', count: 1 },
        { code: 'subject-objected', count: 1 },
      ],
      remedy: [],
    });
    expect(decision.records.map(({ permitted }) => permitted)).toEqual([true, false, false, false]);
    expect(decision.basis).toEqual([{ instrument: 'akte-1', fields: ['persoon.insz'] }]);
  });

  it('denies a record that names nobody although it is about a person', () => {
    const register = smallRegister([permissionOf()]);
    expect(codes(decide(requestOf([['persoon.naam']]), contextOf(register)))).toEqual(['invalid-identifier']);
    expect(codes(decide(requestOf([[]]), contextOf(register)))).toEqual(['malformed']);
    expect(codes(decide(requestOf([]), contextOf(register)))).toEqual(['malformed']);
  });

  it('has a sentence without holes for every code, with and without details', () => {
    const all = decide(
      requestOf([[...smallPaths]]),
      contextOf(smallRegister([permissionOf({ fields: ['persoon.insz'] })])),
    );
    const made = denial(
      ['malformed', 'too-large', 'duplicate', 'identifier-leak', 'key-unavailable', 'undeliverable'],
      {
        rule: 'json',
      },
    );
    for (const { message } of [...all.reasons, ...made.reasons]) {
      for (const sentence of [message.nl, message.en]) expect(sentence).toMatch(/^[A-Z][^[\]{}]*\.$/);
    }
    expect(made.reasons[0]?.message.nl).toContain('(regel `json`)');
  });
});
