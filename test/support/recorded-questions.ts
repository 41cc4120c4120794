import fc from 'fast-check';
import type { RecordedShape } from '#contract';
import type { DecisionRecord } from '#analysis';
import { universe, universePaths } from './small-universe';

const pick = <T>(values: readonly T[]) => fc.constantFrom<T>(...values);
const maybe = <T>(values: readonly T[]) => fc.constantFrom<T | undefined>(undefined, ...values);

const someShape = fc
  .record({
    count: maybe([2, 3]),
    fields: pick([undefined, undefined, [0], [0, 1], [0, 2], [1]]),
    inner: pick([undefined, undefined, undefined, ['gezinslid'], ['gezinslid', 'partner']]),
    faults: fc.constantFrom(undefined, undefined, undefined, ['unknown-field'] as const),
    failed: pick([
      undefined,
      undefined,
      undefined,
      undefined,
      ['consent'],
      ['provider'],
      ['provider', 'recipient'],
      ['restriction'],
      ['do-not-contact'],
    ] as const),
    inside: maybe([{ 'persoon.nis': ['gebied-0'] }, { 'persoon.nis': ['gebied-1', 'gebied-0'] }]),
  })
  .map((shape) => JSON.parse(JSON.stringify(shape)) as RecordedShape);

/** Decision records that ask about a small universe, in no order. */
export const someRecord = fc
  .record({
    effect: fc.constant('deny' as const),
    reasons: pick([[], [], [], [], [], [{ code: 'facts-stale' }], [{ code: 'no-permission' }]]),
    system: pick(['gever', 'gever', ...universe.system]),
    mode: pick(['all', 'all', 'each'] as const),
    recipient: pick(['ontvanger', 'ontvanger', 'ontvanger', 'ander']),
    purpose: pick(['doel', 'doel', 'doel', 'telling']),
    provider: pick(['gever', 'gever', 'ander', undefined]),
    category: pick(['huurder', 'huurder', ...universe.category]),
    territory: maybe(universe.territory),
    asked: pick([undefined, undefined, undefined, 'akte-1', 'akte-2']),
    fields: fc
      .oneof(
        { weight: 5, arbitrary: fc.subarray([...universePaths], { maxLength: 2 }) },
        { weight: 1, arbitrary: fc.subarray(['persoon.vreemd', ...universePaths]) },
      )
      .map((some) => [...new Set(['persoon.insz', ...some])]),
    shapes: fc.array(someShape, { minLength: 1, maxLength: 2 }),
    clock: pick(universe.day).map((today) => ({ at: Date.parse(`${today}T12:00:00Z`), today })),
    demonstration: fc.boolean(),
  })
  .map((record) => JSON.parse(JSON.stringify(record)) as DecisionRecord);

/** Every record that has one part of another in the place of its own: all that one question could be confused with. */
export function likeRecords(one: DecisionRecord, other: DecisionRecord): DecisionRecord[] {
  const mixed = Object.keys({ ...one, ...other }).map((part) => {
    const { [part as keyof DecisionRecord]: _own, ...rest } = one;
    const theirs = other[part as keyof DecisionRecord];
    return { ...rest, ...(theirs !== undefined && { [part]: theirs }) } as DecisionRecord;
  });
  return universe.day.flatMap((today) => [one, other, ...mixed].map((each) => ({ ...each, clock: { at: 0, today } })));
}
