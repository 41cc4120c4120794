import { isKnownAttribute, setAttribute, type RawAttributes } from './attributes';
import { contentTypeOf, isJsonContentType } from './content-type';
import { Broken, type Rule } from './rules';
import { isPrototypeKey } from './walk';

/** A CloudEvent in JSON (CloudEvents JSON format 3), opened but not judged. */
export interface OpenedEvent {
  readonly raw: RawAttributes;
  readonly data: unknown;
  /** Number of its own members. */
  readonly keys: number;
  readonly flaw: Rule | undefined;
}

/** Splits an event into attributes and data. Without `specversion` the value is no event at all. */
export function openEvent(json: unknown): OpenedEvent | Broken {
  if (typeof json !== 'object' || json === null || Array.isArray(json) || !Object.hasOwn(json, 'specversion')) {
    return new Broken('specversion-missing');
  }
  const event = json as Record<string, unknown>;
  const names = Object.keys(event);
  const raw: RawAttributes = {};
  let flaw: Rule | undefined;
  for (const name of names) {
    if (name === 'data') continue;
    const broken = name === 'data_base64' ? 'data-base64' : setMember(raw, name, event[name]);
    if (broken !== undefined) flaw ??= broken;
  }
  if (!Object.hasOwn(event, 'data')) flaw ??= 'data-missing';
  return { raw, data: event['data'], keys: names.length, flaw };
}

function setMember(raw: RawAttributes, name: string, value: unknown): Rule | undefined {
  if (isPrototypeKey(name)) return 'prototype-key';
  // JSON format 3.1: an attribute that is null is not set.
  if (value === null) return undefined;
  if (name === 'datacontenttype') {
    return typeof value === 'string' && isJsonContentType(contentTypeOf(value)) ? undefined : 'content-type';
  }
  if (typeof value === 'string') return setAttribute(raw, name, value);
  // Extensions of others may be integers or booleans; ours are texts, and this stands for one that is not.
  if (typeof value === 'object') return 'attribute-value';
  return setAttribute(raw, name, isKnownAttribute(name) ? '\u0000' : String(value));
}
