import { bounds, type Decoded, type IngressMessage, type RequestRecord } from '#contract';
import type { Catalogue } from '#register';
import { checkAttributes, readableId, type Attributes, type RawAttributes } from './attributes';
import { contentTypeOf, isEventContentType, isJsonContentType } from './content-type';
import { readHeaders, type HeaderReading } from './headers';
import { parseValue, type ParsedValue } from './parse';
import { Broken, codeOf, type Rule } from './rules';
import { openEvent } from './structured';
import { walkRecords } from './walk';

/**
 * Decodes one Kafka record into an exchange request, once and for all stages: CloudEvents 1.0 in binary or structured
 * mode (Kafka protocol binding 3), strict JSON (RFC 8259, I-JSON RFC 7493), every leaf held against its catalogue type.
 *
 * Never throws on what a sender wrote. Faults of form give a `rejection`; faults of content stand in each record, for
 * the decision to answer. `system` is the owner of the ingress topic, the only sender that is believed.
 *
 * The request is read-only by type and nobody else holds its objects; freezing 25 leaves would cost half a parse.
 */
export function decode(message: IngressMessage, system: string, catalogue: Catalogue): Decoded {
  const headers = readHeaders(message.headers);
  if (headers instanceof Broken) return rejection(headers.rule, undefined);
  const value = message.value;
  const read = headers.hasAttributes ? readBinary(headers, value) : readStructured(headers, value);
  if (read.rule !== undefined) return rejection(read.rule, read.id);

  const { attributes, raw, parsed, data, envelopeKeys } = read;
  if (Array.isArray(data) && data.length > bounds.recordsMax) return rejection('records-too-many', attributes.id);
  const walked = walkRecords(data, attributes.category, catalogue);
  if (walked instanceof Broken) return rejection(walked.rule, attributes.id);
  // JSON.parse keeps the last of two equal keys; the text has a colon for each.
  if (walked.keys + envelopeKeys !== parsed.colons) {
    return rejection('duplicate-key', headers.hasAttributes ? attributes.id : undefined);
  }
  return { kind: 'request', request: request(attributes, raw, system, Array.isArray(data), walked.records) };
}

type Read =
  | {
      readonly rule?: undefined;
      readonly attributes: Attributes;
      readonly raw: RawAttributes;
      readonly parsed: ParsedValue;
      readonly data: unknown;
      /** Keys of the value that are no part of the data. */
      readonly envelopeKeys: number;
    }
  | { readonly rule: Rule; readonly id: string | undefined };

/** Binary mode: attributes in headers, the value is the data. */
function readBinary(headers: HeaderReading, value: Buffer | null): Read {
  const raw = headers.raw;
  const fail = (rule: Rule): Read => ({ rule, id: readableId(raw) });
  if (headers.flaw !== undefined) return fail(headers.flaw);
  const contentType = contentTypeOf(headers.contentType);
  if (isEventContentType(contentType)) return fail('mode-ambiguous');
  if (!isJsonContentType(contentType)) return fail('content-type');
  const attributes = checkAttributes(raw);
  if (attributes instanceof Broken) return fail(attributes.rule);
  const parsed = parseValue(value, bounds.nestingMax);
  if (parsed instanceof Broken) return fail(parsed.rule);
  const data = parsed.json;
  if (typeof data === 'object' && data !== null && Object.hasOwn(data, 'specversion')) return fail('mode-ambiguous');
  return { attributes, raw, parsed, data, envelopeKeys: 0 };
}

/** Structured mode: no `ce_` header, and a value with `specversion` that holds attributes and data. */
function readStructured(headers: HeaderReading, value: Buffer | null): Read {
  if (headers.flaw !== undefined) return { rule: headers.flaw, id: undefined };
  const contentType = contentTypeOf(headers.contentType);
  if (!isEventContentType(contentType) && !isJsonContentType(contentType))
    return { rule: 'content-type', id: undefined };
  const parsed = parseValue(value, bounds.nestingMax + 1);
  if (parsed instanceof Broken) return { rule: parsed.rule, id: undefined };
  const event = openEvent(parsed.json);
  if (event instanceof Broken) return { rule: event.rule, id: undefined };
  const fail = (rule: Rule): Read => ({ rule, id: readableId(event.raw) });
  if (event.flaw !== undefined) return fail(event.flaw);
  const attributes = checkAttributes(event.raw);
  if (attributes instanceof Broken) return fail(attributes.rule);
  return { attributes, raw: event.raw, parsed, data: event.data, envelopeKeys: event.keys };
}

function request(
  attributes: Attributes,
  raw: RawAttributes,
  system: string,
  isArray: boolean,
  records: readonly RequestRecord[],
): Extract<Decoded, { kind: 'request' }>['request'] {
  return {
    id: attributes.id,
    kind: attributes.kind,
    system,
    recipient: attributes.recipient,
    purpose: attributes.purpose,
    category: attributes.category,
    territory: attributes.territory,
    provider: attributes.provider,
    basis: attributes.basis,
    mode: attributes.mode,
    correlationId: attributes.correlationId,
    time: attributes.time,
    traceparent: attributes.traceparent,
    isArray,
    records,
    attributes: canonical(raw),
  };
}

/** All attributes but time and trace, in a fixed order. None holds a line feed, so the text is unambiguous. */
function canonical(raw: RawAttributes): string {
  const known =
    `${raw.id}\n${raw.source}\n${raw.type}\n${raw.recipient}\n${raw.purpose}\n${raw.category}\n` +
    `${raw.territory ?? ''}\n${raw.provider ?? ''}\n${raw.basis ?? ''}\n${raw.mode ?? ''}\n${raw.correlationid ?? ''}`;
  return raw.others === undefined ? known : `${known}\n${raw.others.toSorted().join('\n')}`;
}

function rejection(rule: Rule, id: string | undefined): Decoded {
  return { kind: 'rejection', rejection: { code: codeOf(rule), rule, id } };
}
