import type { Nearest, RequestRecord } from '#contract';
import type { Permission } from '#register';
import { inOrder } from './causes';
import type { Asked } from './context';
import { fieldsIn, without } from './field-set';
import { codesOf, failuresOf } from './permission';

/**
 * The permission that is closest to what was asked: the fewest failing conditions and fields too many together, then
 * the fewest failing conditions, then the first instrument by id. A confidential instrument is never named.
 */
export function nearestTo(
  asked: Asked,
  candidates: readonly Permission[],
  denied: readonly RequestRecord[],
): Nearest | undefined {
  let best: Distance | undefined;
  for (const permission of candidates) {
    if (permission.confidential) continue;
    const distance = distanceOf(asked, permission, denied);
    if (best === undefined || closer(distance, best)) best = distance;
  }
  return best?.nearest;
}

interface Distance {
  readonly nearest: Nearest;
  /**
   * Ties between windows of one instrument are settled by what they say, so that the order of the register means
   * nothing.
   */
  readonly settle: string;
}

function distanceOf(asked: Asked, permission: Permission, denied: readonly RequestRecord[]): Distance {
  let failures = 0;
  const excess = new Uint32Array(asked.derived.catalogue.words);
  for (const record of denied) {
    failures |= failuresOf(asked, permission, record, record.innerCategories, undefined, asked.context.clock.today);
    const unlisted = without(record.fields, permission.fields);
    for (let word = 0; word < excess.length; word++) excess[word] = (excess[word] ?? 0) | (unlisted[word] ?? 0);
  }
  const nearest: Nearest = {
    instrument: permission.instrument,
    missing: inOrder(codesOf(failures), (code) => code),
    excess: fieldsIn(excess).map((field) => asked.derived.catalogue.fields[field]?.path ?? ''),
  };
  return { nearest, settle: [...nearest.missing, ...nearest.excess].join(' ') };
}

function closer(a: Distance, b: Distance): boolean {
  const missing = a.nearest.missing.length - b.nearest.missing.length;
  const all = missing + a.nearest.excess.length - b.nearest.excess.length;
  if (all !== 0) return all < 0;
  if (missing !== 0) return missing < 0;
  if (a.nearest.instrument !== b.nearest.instrument) return a.nearest.instrument < b.nearest.instrument;
  return a.settle < b.settle;
}
