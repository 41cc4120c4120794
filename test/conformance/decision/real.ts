import type { ExchangeRequest, RequestRecord } from '#contract';
import { makeRecord } from '#analysis';
import type { DecisionContext } from '#decision';
import type { CompiledRegister } from '#register';
import { noon, type World } from './naive';
import type { PlainRecord, PlainRequest } from './plain';

/** The request as `envelope` would hand it to the real decider: field numbers instead of paths. */
export function exchangeRequest(request: PlainRequest, register: CompiledRegister): ExchangeRequest {
  return {
    id: 'a-1',
    kind: 'exchange',
    correlationId: undefined,
    time: undefined,
    traceparent: undefined,
    isArray: request.records.length > 1,
    attributes: '',
    ...request,
    records: request.records.map((record) => requestRecord(record, register)),
  };
}

export function decisionContext(register: CompiledRegister, world: World): DecisionContext {
  const { facts, today, demonstration, guards } = world;
  return {
    register,
    facts: {
      version: 1,
      about: (tokens) => facts.filter((fact) => tokens.includes(fact.token)),
      canonical: (token) => token,
    },
    tokens: { person: (insz) => [insz], contact: (contact) => [contact] },
    clock: { atMs: noon(today), today },
    demonstration,
    guards,
  };
}

function requestRecord(record: PlainRecord, { catalogue }: CompiledRegister): RequestRecord {
  const { data, fields } = makeRecord(catalogue, Object.entries(record.values));
  let innerCategories = 0;
  for (const { category } of record.persons) {
    if (category !== undefined) innerCategories |= 1 << catalogue.innerCategories.indexOf(category);
  }
  return {
    data,
    fields,
    innerCategories,
    persons: record.persons.map(({ path, category, insz }) => ({ field: catalogue.number(path)!, category, insz })),
    faults: record.faults.map(({ code, path }) => {
      const field = catalogue.number(path);
      return field === undefined ? { code, path } : { code, path, field };
    }),
    faultCount: record.faults.length,
  };
}
