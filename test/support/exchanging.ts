import { clockAt, type Fact, type IngressMessage, type Reply } from '#contract';
import { SeenIds, type ExchangeContext, type Outcome } from '#exchange';
import { generateKeys, openKeys } from '#keys';
import type { CompiledRegister } from '#register';
import { syntheticInsz } from './requests';

export const keys = openKeys(generateKeys().gateway);

/** Numbers that nobody has. */
export const insz = [7_001, 7_002, 7_003].map(syntheticInsz);

/** Attributes of what the real register permits `dossier` in a demonstration, about whoever consented. */
export const newsletter = {
  ce_recipient: 'verwerker-post',
  ce_purpose: 'nieuwsbrief',
  ce_category: 'kandidaat-huurder',
};

export const subscriber = (n: number, naam = 'Proef'): object => ({
  persoon: { insz: insz[n], naam },
  contact: { email: `proef${n}@voorbeeld.be` },
});

/** A message of `dossier` in binary mode. */
export function message(offset: number, attributes: Readonly<Record<string, string>>, data: unknown): IngressMessage {
  const headers = {
    ce_specversion: '1.0',
    ce_id: `id-${offset}`,
    ce_source: '/dossier',
    ce_type: 'be.sluis.exchange.requested.v1',
    ...attributes,
  };
  return {
    topic: 'sluis.in.dossier',
    partition: 0,
    offset: String(offset),
    key: null,
    value: Buffer.from(typeof data === 'string' ? data : JSON.stringify(data)),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)])),
    timestamp: '0',
  };
}

/** One moment in which all three consented to the newsletter. */
export function exchangeContext(register: CompiledRegister, more: Partial<ExchangeContext> = {}): ExchangeContext {
  const consents = insz.map((number, n): Fact => ({
    id: `f${n}`,
    kind: 'consent',
    token: keys.personTokens(number)[0]!,
    participant: 'woondienst-izegem',
    from: '2020-01-01',
    until: null,
  }));
  return {
    register,
    facts: {
      version: 1,
      about: (tokens) => consents.filter(({ token }) => tokens.includes(token)),
      canonical: (token) => token,
    },
    keys,
    clock: clockAt(Date.UTC(2026, 0, 15)),
    guards: { registerStale: false, factsStale: false, clockUnsure: false },
    demonstration: true,
    seen: new SeenIds(),
    topics: { has: () => true },
    ...more,
  };
}

export function replyOf({ records }: Outcome): Reply {
  const found = records.find(({ topic }) => topic === 'sluis.in.dossier.reply');
  return JSON.parse(found?.value ?? '{}') as Reply;
}

export const deliveriesOf = ({ records }: Outcome): Outcome['records'] =>
  records.filter(({ topic }) => topic.startsWith('sluis.out.'));
