import { clockAt, isInsz, topics, type Facts, type Reply } from '#contract';
import { exchange } from '#exchange';
import { generateKeys, openKeys } from '#keys';
import { readProtocols } from '#protocols';
import { compileRegister, parseRegister, type CompiledRegister } from '#register';
import { demonstrationRequests, type DemoRequest } from './requests';

describe('the requests of a demonstration', () => {
  const requests = demonstrationRequests();
  let register: CompiledRegister;

  beforeAll(async () => {
    register = compileRegister(parseRegister(await readProtocols('protocols')).source!, 1);
  });

  it('are answered by the register of this repository as they say', () => {
    const keys = openKeys(generateKeys().gateway);
    for (const [at, request] of requests.entries()) {
      expect({ at, ...answered(request, register, keys) }).toEqual({ at, expected: request.expected });
    }
  });

  it('are many, of several systems, with at least six kinds of denial', () => {
    expect(requests).toHaveLength(83);
    expect(new Set(requests.map(({ system }) => system)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(requests.map(({ expected }) => expected)).size).toBeGreaterThanOrEqual(7);
    expect(new Set(requests)).toHaveProperty('size', 83);
  });

  it('are about persons who do not exist: born before 1910, in a series kept for tests', () => {
    const text = JSON.stringify(requests);
    const numbers = text.match(/\b\d{11}\b/g) ?? [];
    expect(numbers.length).toBeGreaterThan(60);
    for (const number of numbers) {
      expect(isInsz(number)).toBe(true);
      expect(number).toMatch(/^0[1-9]\d{4}997\d{2}$/);
    }
  });
});

const noFacts: Facts = { version: 0, about: () => [], canonical: (token) => token };

/** The precise cause, as the decision record has it: the sender is told less of what another recorded. */
function answered(
  { system, headers, value }: DemoRequest,
  register: CompiledRegister,
  keys: ReturnType<typeof openKeys>,
): { readonly expected: string } {
  const { records } = exchange(
    {
      topic: topics.ingress(system),
      partition: 0,
      offset: '0',
      key: null,
      value: Buffer.from(JSON.stringify(value)),
      headers: {
        ce_specversion: '1.0',
        ce_id: 'demo',
        ce_source: `/${system}`,
        ce_type: 'be.sluis.exchange.requested.v1',
        'content-type': 'application/json',
        ...headers,
      },
      timestamp: '0',
    },
    {
      register,
      facts: noFacts,
      clock: clockAt(Date.parse('2026-06-15T12:00:00Z')),
      guards: { registerStale: false, factsStale: false, clockUnsure: false },
      demonstration: true,
      keys,
      seen: { find: () => undefined },
      topics: { has: () => true },
    },
  );
  const record = JSON.parse(records.find(({ topic }) => topic === topics.decisions)!.value) as Reply;
  return { expected: record.effect === 'permit' ? 'permit' : (record.reasons?.[0]?.code ?? 'none') };
}
