import fc from 'fast-check';
import type { Decision, ExchangeRequest } from '#contract';
import type { OnePerson, Permission } from '#register';
import { runs } from '../../../test/support/effort';
import {
  contextOf,
  factOf,
  permissionOf,
  recordOf,
  requestOf,
  smallPaths,
  smallRegister,
  type PermissionText,
} from '../../../test/support/small-register';
import { decide } from './decide';

const about = (more: Partial<OnePerson> = {}): OnePerson => ({
  tokens: new Set(['person-0']),
  others: new Set(),
  endsAtMs: undefined,
  ...more,
});

/** A case about `person-0`, in force from May to August 2024; the context asks on 1 July, at noon in Brussels. */
const caseOf = (more: PermissionText = {}): Permission =>
  permissionOf({
    instrument: 'dossier-1',
    confidential: true,
    from: '2024-05-01',
    until: '2024-08-01',
    onePerson: about(),
    fields: ['persoon.insz', 'persoon.naam'],
    ...more,
  });

const ask = (
  permissions: readonly Permission[],
  request: ExchangeRequest,
  context = {},
  facts = [] as never[],
): Decision => decide(request, contextOf(smallRegister(permissions), facts, context));

const codes = (decision: Decision): string[] => decision.reasons.map(({ code }) => code);

const subject = requestOf([['persoon.insz', 'persoon.naam']]);
const somebodyElse = { ...subject, records: [recordOf(['persoon.insz', 'persoon.naam'], 'person-1')] };

describe('a case', () => {
  it('carries what it lists about its one person, under its own id', () => {
    const { effect, basis } = ask([caseOf()], subject);
    expect(effect).toBe('permit');
    expect(basis).toEqual([{ instrument: 'dossier-1', fields: ['persoon.insz', 'persoon.naam'] }]);
  });

  it('does not exist for anybody else, before it begins, after it ends, or undated', () => {
    expect(codes(ask([caseOf()], somebodyElse))).toEqual(['no-permission']);
    for (const more of [
      { from: '2024-07-02' },
      { until: '2024-07-01' },
      { draft: true, from: '0001-01-01', until: undefined },
    ]) {
      const denied = ask([caseOf(more)], subject);
      expect(denied).toEqual(ask([], subject));
      expect(codes(denied)).toEqual(['no-permission']);
    }
  });

  it('ends at the very instant at which its review is overdue', () => {
    const atMs = 1_719_828_000_000;
    expect(ask([caseOf({ onePerson: about({ endsAtMs: atMs + 1 }) })], subject).effect).toBe('permit');
    expect(codes(ask([caseOf({ onePerson: about({ endsAtMs: atMs }) })], subject))).toEqual(['no-permission']);
  });

  it('knows its person under every token key, and by a former number', () => {
    const both = { tokens: { person: (insz: string) => [`new-${insz}`, insz], contact: () => [] } };
    expect(ask([caseOf()], subject, both).effect).toBe('permit');
    const alias = {
      version: 1,
      about: () => [],
      canonical: (token: string) => (token === 'person-1' ? 'person-0' : token),
    };
    expect(ask([caseOf()], somebodyElse, { facts: alias }).effect).toBe('permit');
    const former = caseOf({ onePerson: about({ tokens: new Set(['person-1']) }) });
    expect(ask([former], subject, { facts: alias }).effect).toBe('permit');
  });

  it('gives nobody who lives with its person, unless it names them', () => {
    const paths = ['persoon.insz', 'gezin.leden[].insz'];
    const fields = [...paths, 'persoon.naam'];
    const household = requestOf([paths]);
    const denied = ask([caseOf({ fields })], household);
    expect(denied.reasons).toMatchObject([{ code: 'category-not-permitted', fields: ['gezin.leden[].insz'] }]);
    expect(denied.remedy).toEqual([{ drop: ['gezin.leden[].insz'] }]);
    const naming = caseOf({ fields, onePerson: about({ others: new Set(['person-0/gezinslid']) }) });
    expect(ask([naming], household).effect).toBe('permit');
    const itself = {
      ...household,
      records: [
        {
          ...household.records[0]!,
          persons: household.records[0]!.persons.map((person) => ({ ...person, insz: 'person-0' })),
        },
      ],
    };
    expect(ask([caseOf({ fields })], itself).effect).toBe('permit');
  });

  it('is about the root person only: who is named beside may not be asked about alone', () => {
    const naming = caseOf({ onePerson: about({ others: new Set(['person-1']) }) });
    expect(codes(ask([naming], somebodyElse))).toEqual(['no-permission']);
  });

  it('carries its own record of several and leaves the others as they are', () => {
    const records = [subject.records[0]!, somebodyElse.records[0]!];
    const all = { ...subject, records, isArray: true };
    expect(codes(ask([caseOf()], all))).toEqual(['no-permission']);
    const each = ask([caseOf()], { ...all, mode: 'each' });
    expect(each.records.map(({ permitted }) => permitted)).toEqual([true, false]);
    expect(each.reasons).toMatchObject([{ code: 'no-permission', count: 1 }]);
  });

  it('is an unknown basis to whoever it does not carry', () => {
    const relying = { basis: 'dossier-1' };
    expect(ask([caseOf()], { ...subject, ...relying }).effect).toBe('permit');
    expect(codes(ask([caseOf()], { ...somebodyElse, ...relying }))).toEqual(['unknown-basis']);
    expect(codes(ask([caseOf({ until: '2024-07-01' })], { ...subject, ...relying }))).toEqual(['unknown-basis']);
  });

  it('adds up with what the register gives to everybody, for its person only', () => {
    const open = permissionOf({ instrument: 'akte-1', fields: ['persoon.insz'] });
    const { basis } = ask([open, caseOf({ fields: ['persoon.naam'] })], subject);
    expect(basis.map(({ instrument }) => instrument)).toEqual(['akte-1', 'dossier-1']);
    const denied = ask([open, caseOf({ fields: ['persoon.naam'] })], somebodyElse);
    expect(denied).toEqual(ask([open], somebodyElse));
  });

  it('lends nothing to another record of the same request, beside what the register gives to everybody', () => {
    const open = permissionOf({ instrument: 'akte-1', fields: ['persoon.insz'] });
    const records = [subject.records[0]!, somebodyElse.records[0]!];
    const request = { ...subject, mode: 'each' as const, records, isArray: true };
    const answer = ask([open, caseOf({ fields: ['persoon.naam'] })], request);
    expect(answer.records.map(({ permitted }) => permitted)).toEqual([true, false]);
    const alone = ask([open], { ...request, records: [somebodyElse.records[0]!] });
    expect(answer.reasons).toEqual(alone.reasons);
  });

  it('looks at the root person wherever it stands among the persons of a record', () => {
    const fields = ['persoon.insz', 'gezin.leden[].insz', 'persoon.naam'];
    const household = requestOf([['persoon.insz', 'gezin.leden[].insz']]);
    const record = household.records[0]!;
    const turned = { ...household, records: [{ ...record, persons: [...record.persons].reverse() }] };
    const naming = caseOf({ fields, onePerson: about({ others: new Set(['person-0/gezinslid']) }) });
    expect(ask([naming], turned).effect).toBe('permit');
    const aboutTheOther = caseOf({ fields, onePerson: about({ tokens: new Set(['person-0/gezinslid']) }) });
    expect(codes(ask([aboutTheOther], turned))).toEqual(['no-permission']);
  });

  it('yields to a restriction like everything else', () => {
    const restricted = contextOf(smallRegister([caseOf()]), [factOf('restriction', 'person-0', 'gever')]);
    expect(codes(decide(subject, restricted))).toEqual(['subject-restricted']);
  });

  it('says nothing about a dwelling', () => {
    const dwelling = requestOf([['huur.start']], { category: 'woning' });
    const listed = caseOf({ categories: ['woning'], fields: ['huur.start'] });
    expect(codes(ask([listed], { ...dwelling, records: [{ ...dwelling.records[0]!, persons: [] }] }))).toEqual([
      'no-permission',
    ]);
  });

  it('INVARIANT(case-is-for-one-person): changes no word of the answer about anybody else', () => {
    const paths = fc.uniqueArray(fc.constantFrom(...smallPaths), { minLength: 1, maxLength: 6 });
    const open = fc.record({
      fields: paths,
      instrument: fc.constantFrom('akte-1', 'dossier-0', 'zaak-9'),
      until: fc.constantFrom(undefined, '2024-07-01'),
      categories: fc.constantFrom(['huurder'], ['huurder', 'gezinslid', 'partner']),
    });
    fc.assert(
      fc.property(
        fc.array(open, { maxLength: 3 }),
        paths,
        fc.array(paths, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('all' as const, 'each' as const),
        fc.constantFrom(undefined, 'akte-1', 'dossier-1'),
        (texts, fields, asked, mode, basis) => {
          const permissions = texts.map((text) => permissionOf(text));
          const request = requestOf([], {
            mode,
            basis,
            records: asked.map((each, n) => recordOf(['persoon.insz', ...each], `person-${n + 1}`)),
          });
          const with_ = ask([...permissions, caseOf({ fields: ['persoon.insz', ...fields] })], request);
          expect(with_).toEqual(ask(permissions, request));
        },
      ),
      { numRuns: runs(400) },
    );
  });
});
