import { bounds, eventTypes } from '#contract';
import { contentTypeOf, isJsonContentType } from './content-type';
import { isMoment } from './calendar';
import { attributeNames, Broken, requiredAttributes, type AttributeName, type Rule } from './rules';

/** Attributes as texts, before they are judged. */
export type RawAttributes = { [name in AttributeName]?: string } & {
  /** Extensions that the gateway doesn't read, `name=value`: they only tell one request from another. */
  others?: string[];
};

export interface Attributes {
  readonly id: string;
  readonly kind: 'exchange' | 'check';
  readonly recipient: string;
  readonly purpose: string;
  readonly category: string;
  readonly territory: string | undefined;
  readonly provider: string | undefined;
  readonly basis: string | undefined;
  readonly mode: 'all' | 'each';
  readonly correlationId: string | undefined;
  readonly time: string | undefined;
  readonly traceparent: string | undefined;
}

const known: ReadonlySet<string> = new Set(attributeNames);

export function isKnownAttribute(name: string): boolean {
  return known.has(name);
}

/** Puts one attribute in its place. Names are lower-case letters and digits (CloudEvents 1.0 section 3). */
export function setAttribute(raw: RawAttributes, name: string, text: string): Rule | undefined {
  if (known.has(name)) {
    raw[name as AttributeName] = text;
    return undefined;
  }
  if (name.toLowerCase() !== name) return 'header-name-case';
  if (!/^[a-z0-9]{1,64}$/.test(name) || name === 'data' || name === 'constructor' || name === 'prototype') {
    return 'attribute-name';
  }
  if (name === 'datacontenttype') return isJsonContentType(contentTypeOf(text)) ? undefined : 'content-type';
  if (name === 'tracestate') return undefined;
  if (text === '' || text.length > bounds.headerValueBytesMax || !isFreeText(text)) return 'attribute-value';
  (raw.others ??= []).push(`${name}=${text}`);
  return undefined;
}

/** `ce_id` where it can be read, for the answer to a record that breaks another rule. */
export function readableId(raw: RawAttributes): string | undefined {
  return raw.id !== undefined && idForm.test(raw.id) ? raw.id : undefined;
}

const idForm = new RegExp(`^[\\x21-\\x7e]{1,${bounds.ceIdCharactersMax}}$`);
/** Ids of participants, purposes, categories and instruments. */
const nameForm = /^[a-z0-9][a-z0-9-]{0,99}$/;
/** A URI reference (RFC 3986), by its characters. */
const uriForm = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2}){1,1024}$/;
const nisForm = /^[0-9]{5}$/;
const traceparentForm = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Judges the attributes one by one, in the order of the table in the docs; the first rule broken is the answer. */
export function checkAttributes(raw: RawAttributes): Attributes | Broken {
  for (const name of requiredAttributes) {
    if (raw[name] === undefined || raw[name] === '') return new Broken(`${name}-missing`);
  }
  const rule = invalid(raw);
  if (rule !== undefined) return new Broken(rule);
  return {
    id: raw.id!,
    kind: raw.type === eventTypes.exchangeCheck ? 'check' : 'exchange',
    recipient: raw.recipient!,
    purpose: raw.purpose!,
    category: raw.category!,
    territory: raw.territory,
    provider: raw.provider,
    basis: raw.basis,
    mode: raw.mode === 'each' ? 'each' : 'all',
    correlationId: raw.correlationid,
    time: raw.time,
    // W3C Trace Context 3.2: a header that cannot be parsed is as good as none.
    traceparent: raw.traceparent !== undefined && traceparentForm.test(raw.traceparent) ? raw.traceparent : undefined,
  };
}

function invalid(raw: RawAttributes): Rule | undefined {
  if (raw.specversion !== '1.0') return 'specversion-invalid';
  if (!idForm.test(raw.id!)) return 'id-invalid';
  if (!uriForm.test(raw.source!)) return 'source-invalid';
  if (raw.type !== eventTypes.exchangeRequested && raw.type !== eventTypes.exchangeCheck) return 'type-invalid';
  if (!nameForm.test(raw.recipient!)) return 'recipient-invalid';
  if (!nameForm.test(raw.purpose!)) return 'purpose-invalid';
  if (!nameForm.test(raw.category!)) return 'category-invalid';
  if (raw.territory !== undefined && !nisForm.test(raw.territory)) return 'territory-invalid';
  if (raw.provider !== undefined && !nameForm.test(raw.provider)) return 'provider-invalid';
  if (raw.basis !== undefined && !nameForm.test(raw.basis)) return 'basis-invalid';
  if (raw.mode !== undefined && raw.mode !== 'all' && raw.mode !== 'each') return 'mode-invalid';
  if (raw.correlationid !== undefined && !isCorrelationId(raw.correlationid)) return 'correlationid-invalid';
  if (raw.time !== undefined && !isMoment(raw.time)) return 'time-invalid';
  return undefined;
}

function isCorrelationId(text: string): boolean {
  return text !== '' && text.length <= bounds.headerValueBytesMax && isFreeText(text);
}

/** CloudEvents 1.0 section 3.1, type String: no control characters. Lone surrogates are refused before. */
function isFreeText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return !/[\u0000-\u001f\u007f-\u009f]/.test(text);
}
