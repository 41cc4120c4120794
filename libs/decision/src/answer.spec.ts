import type { ExchangeRequest, RequestRecord } from '#contract';
import type { Permission } from '#register';
import {
  contextOf,
  factOf,
  permissionOf,
  recordOf,
  requestOf,
  smallRegister,
} from '../../../test/support/small-register';
import { decide } from './decide';
import { denial } from './denial';

const decided = (
  asked: ExchangeRequest,
  permissions: readonly Permission[],
  facts = [] as ReturnType<typeof factOf>[],
) => decide(asked, contextOf(smallRegister(permissions), facts));
const codes = (reasons: readonly { readonly code: string }[]) => reasons.map(({ code }) => code);
const twoPeople = requestOf([['persoon.insz'], ['persoon.insz']]);
const faulty: RequestRecord = {
  ...recordOf(['persoon.insz'], 'person-9'),
  faults: [{ code: 'unknown-field', path: 'bijnaam' }],
  faultCount: 1,
};

describe('a denial', () => {
  it('carries nothing, and says that what it denies is statistical where it is', () => {
    const made = denial(['draft', 'malformed', 'draft'], { rule: 'json', statistical: true });
    const empty = { nearest: undefined, remedy: [], basis: [], obligations: [], records: [], checks: [] };
    expect(made).toMatchObject({ effect: 'deny', assumed: false, statistical: true, retention: 'unknown', ...empty });
    expect(codes(made.reasons)).toEqual(['malformed', 'draft']);
    expect(made.causes).toBe(made.reasons);
    expect(denial(['draft']).statistical).toBe(false);
    expect(denial([]).reasons).toEqual([]);
  });

  it('keeps the checks that were made, and names the decision that an id belongs to', () => {
    const checks = [{ record: 0, person: 0, check: 'consent' as const, outcome: 'fail' as const }];
    const { reasons, ...rest } = denial(['duplicate'], { first: '0f3a', checks });
    expect(rest.checks).toBe(checks);
    expect(reasons).toEqual([
      {
        code: 'duplicate',
        message: {
          nl: 'Dit kenmerk is al gebruikt voor een andere aanvraag (beslissing `0f3a`). Geef elke aanvraag een eigen kenmerk.',
          en: 'This id was used before for another request (decision `0f3a`). Give each request an id of its own.',
        },
      },
    ]);
  });

  it('says of what the register knows its name, and nothing of what it does not', () => {
    const asked = requestOf([['persoon.insz']], { purpose: 'telling' });
    const { statistical, reasons, causes, records } = decided(asked, []);
    expect(statistical).toBe(true);
    expect(reasons[0]?.message.en).toContain('lets `gever` data go to `ontvanger` for `telling` along this way');
    expect(causes).toEqual(reasons);
    expect(records).toEqual([{ permitted: false, reasons }]);
    const unknown = decided({ ...asked, recipient: 'iemand' }, []);
    expect([unknown.statistical, codes(unknown.reasons), unknown.records]).toEqual([true, ['unknown-recipient'], []]);
    expect(JSON.stringify(decided({ ...asked, purpose: 'iets' }, []))).not.toContain('iets');
  });

  it('tells who gives under which rules, so that the sentence names the instrument that is missing', () => {
    const register = smallRegister([]);
    const gever = { ...register.participants.get('gever')!, level: 'federal' as const };
    const federal = { ...register, participants: new Map([...register.participants, ['gever', gever]]) };
    const { reasons } = decide(twoPeople, contextOf(federal));
    expect(reasons[0]?.message.en).toContain(
      'Needed is a deliberation of the Information Security Committee or a federal protocol',
    );
  });
});

describe('a request of several records in mode `all`', () => {
  it('is denied for the first stage that any of them fails, with the causes of all that fail it', () => {
    const bad = requestOf([['persoon.insz', 'huur.prijs'], ['persoon.insz', 'huur.start'], ['persoon.insz']]);
    const permission = permissionOf({ fields: ['persoon.insz'] });
    const denied = decided(bad, [permission]);
    expect(denied.reasons).toMatchObject([{ code: 'field-not-permitted', fields: ['huur.start', 'huur.prijs'] }]);
    expect(denied.records).toEqual([0, 1, 2].map(() => ({ permitted: false, reasons: denied.reasons })));
    expect(denied.checks).toEqual([]);
    const faulted = decided({ ...bad, records: [...bad.records, faulty] }, [permission]);
    expect([codes(faulted.reasons), faulted.nearest]).toEqual([['unknown-field'], undefined]);
  });

  it('tells nothing but that it cannot be delivered where that holds for one person, and keeps every cause', () => {
    const facts = [factOf('restriction', 'person-0', 'ontvanger'), factOf('objection', 'person-1', 'gever')];
    const denied = decided(twoPeople, [permissionOf()], facts);
    expect([codes(denied.reasons), codes(denied.causes)]).toEqual([
      ['not-deliverable'],
      ['subject-restricted', 'subject-objected'],
    ]);
    expect([denied.remedy, denied.nearest]).toEqual([[], undefined]);
    expect(denied.records).toEqual([0, 1].map(() => ({ permitted: false, reasons: denied.reasons })));
    expect(denied.checks).toHaveLength(10);
    const own = decided(twoPeople, [permissionOf()], [facts[1]!]);
    expect([codes(own.reasons), own.remedy]).toEqual([['subject-objected'], [{ ask: 'respect-objection' }]]);
  });
});

describe('a request of several records in mode `each`', () => {
  const each = { ...twoPeople, mode: 'each' as const };

  it('is denied where none passes: counted by reason, with the nearest permission and the remedy', () => {
    const records = [recordOf(['persoon.insz', 'huur.prijs']), recordOf(['persoon.insz', 'huur.prijs'], 'b'), faulty];
    const denied = decided({ ...each, records }, [permissionOf({ fields: ['persoon.insz'] })]);
    expect(denied.effect).toBe('deny');
    expect(denied.reasons).toMatchObject([
      { code: 'unknown-field', count: 1 },
      { code: 'field-not-permitted', count: 2 },
    ]);
    expect(denied.causes).toEqual(denied.reasons);
    expect(denied.nearest).toEqual({ instrument: 'akte-1', missing: [], excess: ['huur.prijs'] });
    expect(denied.remedy).toContainEqual({ drop: ['huur.prijs'] });
    expect(denied.records.map((record) => !record.permitted && codes(record.reasons))).toEqual([
      ['field-not-permitted'],
      ['field-not-permitted'],
      ['unknown-field'],
    ]);
    expect(denied.reasons[1]?.message.en).toBe(
      'No instrument permits these fields to `ontvanger` for `doel`. It concerns 2 records.',
    );
  });

  it('gives neither nearest permission nor remedy where one of those denied may not be named', () => {
    const facts = [factOf('restriction', 'person-0', 'ontvanger')];
    const records = [...each.records.slice(0, 1), recordOf(['persoon.insz', 'huur.prijs'], 'b')];
    const denied = decided({ ...each, records }, [permissionOf({ fields: ['persoon.insz'] })], facts);
    expect([denied.nearest, denied.remedy]).toEqual([undefined, []]);
    expect(codes(denied.reasons)).toEqual(['field-not-permitted', 'not-deliverable']);
    expect(denied.reasons[1]?.message.en).toBe('This data cannot be delivered now. It concerns one record.');
    expect(codes(denied.causes)).toEqual(['field-not-permitted', 'subject-restricted']);
    expect(denied.records[0]).toEqual({ permitted: false, reasons: denial(['not-deliverable']).reasons });
  });

  it('is permitted for those that pass, statistical where its purpose is, with the causes of the others', () => {
    const facts = [factOf('restriction', 'person-0', 'ontvanger')];
    const permission = permissionOf({ parties: { purpose: 'telling' } });
    const permitted = decided({ ...each, purpose: 'telling' }, [permission], facts);
    expect([permitted.effect, permitted.statistical, permitted.nearest, permitted.remedy]).toEqual([
      'permit',
      true,
      undefined,
      [],
    ]);
    expect([codes(permitted.reasons), codes(permitted.causes)]).toEqual([['not-deliverable'], ['subject-restricted']]);
    const denied = decided(
      { ...each, purpose: 'telling' },
      [permission],
      [...facts, factOf('objection', 'person-1', 'gever')],
    );
    expect([denied.effect, denied.statistical]).toEqual(['deny', true]);
  });
});
