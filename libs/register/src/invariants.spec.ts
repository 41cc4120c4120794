import { faultLine } from './fault';
import { parseRegister } from './parse';
import { specimen } from '../../../test/support/register-specimen';

const file = 'invariants/belofte.yaml';
const head = 'id: belofte\ntitle: { nl: Belofte }\n';
const read = (text: string, more: Parameters<typeof specimen>[0] = {}) => {
  const { invariants, faults } = parseRegister(specimen({ ...more, [file]: head + text }));
  return { invariants, lines: faults.map((fault) => `${fault.code} ${faultLine(fault)}`) };
};
/** The participants that a promise is about, each with its days. */
const parties = (key: 'recipient' | 'provider' | 'sender', text: string, more: Parameters<typeof specimen>[0] = {}) => {
  const { invariants, lines } = read(`never: { ${key}: ${text}, fields: persoon.insz }\n`, more);
  expect(lines).toEqual([]);
  const never = invariants![0]!.never!;
  const found = { recipient: never.recipients, provider: never.providers, sender: never.senders }[key];
  return found!.map(({ participant, from, until }) => [participant, from, until]);
};

describe('a promise', () => {
  it('is read whole, with one of each or several', () => {
    const { invariants, lines } = read(`why: omdat het zo is
never:
  recipient: ontvanger
  provider: [maatschappij]
  sender: relais
  purpose: [beheer, statistiek]
  statistical: true
  category: huurder
  fields: [persoon.*, woning.id]
  except: persoon.naam
  identifier: [person, entity]
  freeText: true
  aboutPersons: true
  as: identified
  from: 2020-01-01
  until: 2021-01-01
`);
    expect(lines).toEqual([]);
    const self = (participant: string) => ({
      participant,
      from: undefined,
      until: undefined,
      doubts: [],
    });
    expect(invariants).toEqual([
      {
        id: 'belofte',
        title: { nl: 'Belofte' },
        why: 'omdat het zo is',
        apart: undefined,
        never: {
          recipients: [self('ontvanger')],
          providers: [self('maatschappij')],
          senders: [self('relais')],
          purposes: ['beheer', 'statistiek'],
          statistical: true,
          categories: ['huurder'],
          fields: ['persoon.*', 'woning.id'],
          except: ['persoon.naam'],
          identifiers: ['person', 'entity'],
          freeText: true,
          aboutPersons: true,
          as: ['identified'],
          from: '2020-01-01',
          until: '2021-01-01',
        },
      },
    ]);
  });

  it('says nothing of what it does not name', () => {
    const none = undefined;
    expect(read('never: { fields: persoon.insz }\n').invariants![0]).toEqual({
      id: 'belofte',
      title: { nl: 'Belofte' },
      why: none,
      apart: none,
      never: {
        recipients: none,
        providers: none,
        senders: none,
        purposes: none,
        statistical: none,
        categories: none,
        fields: ['persoon.insz'],
        except: none,
        identifiers: none,
        freeText: false,
        aboutPersons: false,
        as: none,
        from: none,
        until: none,
      },
    });
    expect(read('apart: readers\n').invariants![0]).toMatchObject({ apart: 'readers', never: undefined });
  });

  it('goes on to mean who is named after a succession, and means who succeeds from then on', () => {
    const succeeded = {
      'participants/ontvanger.yaml': [
        'sure: seed',
        'sure: seed\nsucceededBy: [{ participant: opvolger, from: 2021-01-01 }]',
      ],
    } as const;
    expect(parties('recipient', 'ontvanger', succeeded)).toEqual([
      ['ontvanger', undefined, undefined],
      ['opvolger', '2021-01-01', undefined],
    ]);
    expect(parties('provider', '[{ role: shm }, relais]')).toEqual([
      ['maatschappij', undefined, undefined],
      ['opvolger', '2024-01-01', undefined],
      ['relais', undefined, undefined],
    ]);
  });

  it('means the divisions of whom it means, and theirs, each once', () => {
    const divided = {
      'participants/relais.yaml': ['sure: seed', 'sure: seed\ndivisionOf: maatschappij'],
      'participants/ontvanger.yaml': ['sure: seed', 'sure: seed\ndivisionOf: relais'],
    } as const;
    const all = ['maatschappij', 'ontvanger', 'relais'].map((id) => [id, undefined, undefined]);
    expect(parties('sender', 'maatschappij', divided).sort()).toEqual(all);
    expect(parties('sender', '[relais, maatschappij]', divided).sort()).toEqual(all);
    expect(parties('sender', 'ontvanger', divided)).toEqual([['ontvanger', undefined, undefined]]);
  });
});

// One case a line, as in a table.
// prettier-ignore
const broken: readonly (readonly [what: string, text: string, line: string])[] = [
  ['promises nothing', '', 'missing-key invariants/belofte.yaml:1:1: the file has no `never` and no `apart`; say what may never happen'],
  ['ends where it begins', 'never: { fields: persoon.insz, from: 2020-01-01, until: 2020-01-01 }\n', 'empty-window invariants/belofte.yaml:3:57: `until` 2020-01-01 is not after `from` 2020-01-01; `until` is the first day on which it no longer holds'],
  ['ends before it begins', 'never: { fields: persoon.insz, from: 2020-01-02, until: 2020-01-01 }\n', 'empty-window invariants/belofte.yaml:3:57: `until` 2020-01-01 is not after `from` 2020-01-02; `until` is the first day on which it no longer holds'],
  ['names no recipient', 'never: { recipient: ontvagner }\n', 'unknown-participant invariants/belofte.yaml:3:21: unknown participant `ontvagner`; did you mean `ontvanger`?'],
  ['names no provider', 'never: { provider: [relais, relays] }\n', 'unknown-participant invariants/belofte.yaml:3:29: unknown participant `relays`; did you mean `relais`?'],
  ['names no sender', 'never: { sender: relays }\n', 'unknown-participant invariants/belofte.yaml:3:18: unknown participant `relays`; did you mean `relais`?'],
  ['names no role', 'never: { sender: [{ role: sm }] }\n', 'unknown-role invariants/belofte.yaml:3:27: unknown role `sm`; did you mean `shm`?'],
  ['names no purpose', 'never: { purpose: [beheer, beheers] }\n', 'unknown-purpose invariants/belofte.yaml:3:28: unknown purpose `beheers`; did you mean `beheer`?'],
  ['names no category', 'never: { category: huurders }\n', 'unknown-category invariants/belofte.yaml:3:20: unknown category `huurders`; did you mean `huurder`?'],
  ['names no field', 'never: { fields: [persoon.insz, persoon.naan] }\n', 'unknown-field invariants/belofte.yaml:3:33: unknown field `persoon.naan`; did you mean `persoon.naam`?'],
  ['names shorthand for nothing', 'never: { fields: persoon.adress.* }\n', 'unknown-field invariants/belofte.yaml:3:18: unknown field `persoon.adress.*`; did you mean `persoon.adres.nis`?'],
  ['excepts no field', 'never: { fields: persoon.*, except: [huur.*] }\n', 'unknown-field invariants/belofte.yaml:3:38: unknown field `huur.*`; take a path from `fields/`, or add it there'],
];

describe('a promise that can hold nothing', () => {
  it.each(broken)('%s', (_what, text, line) => {
    const { invariants, lines } = read(text);
    expect(lines).toEqual([line]);
    expect(invariants).toEqual([]);
  });

  it('lies in a file of another name', () => {
    const { faults } = parseRegister(specimen({ 'invariants/ander.yaml': `${head}apart: readers\n` }));
    expect(faults.map(faultLine)).toEqual([
      'invariants/ander.yaml:1:5: the file of `belofte` must be called `invariants/belofte.yaml`; rename the file, or correct the `id`',
    ]);
  });

  it('is not told of names that may stand in a file that could not be read', () => {
    const { lines, invariants } = read('never: { recipient: iemand, purpose: iets }\n', {
      'participants/relais.yaml': '[',
    });
    expect(lines).toHaveLength(2);
    expect(lines.join()).toContain('unknown purpose `iets`');
    expect(lines.join()).not.toContain('iemand');
    expect(invariants).toEqual([]);
  });
});

describe('a promise that holds a window', () => {
  it.each(['from: 2020-01-01', 'until: 2020-01-01', 'from: 2020-01-01, until: 2020-01-02'])('may say %s', (days) => {
    expect(read(`never: { fields: persoon.insz, ${days} }\n`).lines).toEqual([]);
  });
});
