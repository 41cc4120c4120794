import { readProtocols } from '#protocols';
import { compileRegister, parseRegister, type CompiledRegister } from '#register';
import { deliveriesOf, exchangeContext, insz, keys, message } from '../../../test/support/exchanging';
import { exchange, type ExchangeContext } from './exchange';
import type { OutgoingRecord } from './outcome';

/** Dwellings for two statistical purposes of one recipient, and for one that is not. */
const dwellings = `
id: proef-woningen
kind: authorisation
authority: vtc
number: 99/2015
title: { nl: Proef }
sure: assumed
versions:
  - from: 2015-02-18
    signed: 2015-02-18
    permissions:
      - provider: { role: shm }
        recipient: leiedal
        purpose: [lokaal-woonbeleid, datawarehouse-wonen]
        categories: [woning]
        fields:
          woning.id: { duty: pseudonymise }
          woning.type: {}
`;

describe('what a delivery is keyed and named by', () => {
  let register: CompiledRegister;

  beforeAll(async () => {
    const files = new Map([...(await readProtocols('protocols')), ['instruments/proef-woningen.yaml', dwellings]]);
    const { source, faults } = parseRegister(files);
    expect(faults).toEqual([]);
    register = compileRegister(source!, 1);
  });

  /** The one delivery of a permitted request. */
  function delivered(
    attributes: Record<string, string>,
    data: object,
    more: Partial<ExchangeContext> = {},
  ): OutgoingRecord {
    const [delivery, ...others] = deliveriesOf(exchange(message(1, attributes, data), exchangeContext(register, more)));
    if (delivery === undefined || others.length > 0) throw new Error('not one delivery');
    return delivery;
  }

  const toLeiedal = { ce_recipient: 'leiedal', ce_purpose: 'lokaal-woonbeleid', ce_category: 'kandidaat-huurder' };
  const candidate = (n: number): object => ({ persoon: { insz: insz[n], hoofdverblijfplaats: { nis: '34022' } } });
  const pseudonymOf = ({ value }: OutgoingRecord): string =>
    (JSON.parse(value) as { persoon: { insz: string } }).persoon.insz;

  it('keeps the pseudonym of a person whose number changed, in the record and in its key', () => {
    const [was, now] = [0, 1].map((n) => keys.personTokens(insz[n]!)[0]!);
    const facts = { version: 1, about: () => [], canonical: (token: string) => (token === now ? was! : token) };
    const before = delivered(toLeiedal, candidate(0), { facts });
    const after = delivered(toLeiedal, candidate(1), { facts });
    const another = delivered(toLeiedal, candidate(2), { facts });
    expect(pseudonymOf(after)).toBe(pseudonymOf(before));
    expect(after.key).toBe(before.key);
    expect(pseudonymOf(another)).not.toBe(pseudonymOf(before));
    expect(another.key).not.toBe(before.key);
  });

  it('asks for the oldest number of a person as of the day of the decision, under the oldest key', () => {
    const asked: [string, string][] = [];
    const canonical = (token: string, today: string): string => (asked.push([token, today]), token);
    delivered(toLeiedal, candidate(0), { facts: { version: 1, about: () => [], canonical } });
    const oldest = keys.personTokens(insz[0]!).at(-1);
    expect(asked.length).toBeGreaterThan(0);
    for (const one of asked) expect(one).toEqual([oldest, exchangeContext(register).clock.today]);
  });

  it('gives a statistical recipient one key a dwelling and purpose, that ties no two purposes together', () => {
    const asked = (purpose: string, id: string): OutgoingRecord =>
      delivered(
        { ce_recipient: 'leiedal', ce_purpose: purpose, ce_category: 'woning' },
        { woning: { id, type: 'huis' } },
      );
    const policy = asked('lokaal-woonbeleid', 'woning-000001');
    const warehouse = asked('datawarehouse-wonen', 'woning-000001');
    expect(policy.key).toMatch(/^psn:/);
    expect(warehouse.key).not.toBe(policy.key);
    expect(asked('lokaal-woonbeleid', 'woning-000001').key).toBe(policy.key);
    expect(asked('lokaal-woonbeleid', 'woning-000002').key).not.toBe(policy.key);
  });

  it('keys an identified dwelling by recipient, and never by what it is called', () => {
    const data = { woning: { id: 'woning-000001', type: 'huis', adres: { nis: '11002' } } };
    const { key } = delivered(
      { ce_recipient: 'stad-antwerpen', ce_purpose: 'woninggegevens', ce_category: 'woning' },
      data,
    );
    expect(key).not.toContain('woning-000001');
    expect(key).toBe(keys.deliveryKey('stad-antwerpen', 'woning-000001'));
  });
});
