import { isUtf8 } from 'node:buffer';
import { bounds, type IngressMessage } from '#contract';
import { setAttribute, type RawAttributes } from './attributes';
import { attributeNames, Broken, type AttributeName, type Rule } from './rules';

/** What the Kafka headers of a record say, before any attribute is judged. */
export interface HeaderReading {
  /** Whether any header is an attribute: then the record is in binary mode. */
  readonly hasAttributes: boolean;
  readonly raw: RawAttributes;
  readonly contentType: string | undefined;
  /** The first rule broken. Reading goes on, so that `ce_id` can be answered. */
  readonly flaw: Rule | undefined;
}

const attributeOfHeader: ReadonlyMap<string, AttributeName> = new Map(
  attributeNames.map((name) => [`ce_${name}`, name]),
);

/** Reads attributes and content type. Other headers pass unread, but none may occur twice. */
export function readHeaders(headers: IngressMessage['headers']): HeaderReading | Broken {
  // Own names only: kafkajs fills a plain object, and a header may be called `__proto__`.
  const names = Object.keys(headers);
  if (names.length > bounds.headersMax) return new Broken('headers-too-many');
  const raw: RawAttributes = {};
  let hasAttributes = false;
  let contentType: string | undefined;
  let flaw: Rule | undefined;
  for (const name of names) {
    const value = headers[name];
    if (Array.isArray(value)) {
      // kafkajs gives the values of a header that occurs twice as an array.
      flaw ??= 'header-duplicate';
      hasAttributes ||= isAttributeHeader(name);
      continue;
    }
    const attribute = attributeOfHeader.get(name);
    if (attribute !== undefined) {
      hasAttributes = true;
      const text = headerText(value, attribute === 'traceparent');
      if (text instanceof Broken) flaw ??= text.rule;
      else raw[attribute] = text;
    } else if (name.startsWith('ce_')) {
      hasAttributes = true;
      const text = headerText(value, false);
      const broken = text instanceof Broken ? text.rule : setAttribute(raw, name.slice(3), text);
      if (broken !== undefined) flaw ??= broken;
    } else if (name === 'content-type') {
      const text = headerText(value, false);
      if (text instanceof Broken) flaw ??= text.rule;
      else contentType = text;
    } else if (isMiscased(name)) {
      flaw ??= 'header-name-case';
      hasAttributes ||= isAttributeHeader(name);
    } else if (name.startsWith('kafka_') && sizeOf(value) > bounds.headerValueBytesMax) {
      // Nest's correlation headers travel back on the reply.
      flaw ??= 'header-too-large';
    }
  }
  return { hasAttributes, raw, contentType, flaw };
}

/** A header's text. A trace that cannot be read is dropped later, so its bytes are taken as they are. */
function headerText(value: Buffer | string | undefined, lenient: boolean): string | Broken {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') {
    if (value.length > bounds.headerValueBytesMax && !lenient) return new Broken('header-too-large');
    return value.isWellFormed() ? value : new Broken('header-encoding');
  }
  if (lenient) return value.toString('latin1', 0, bounds.headerValueBytesMax);
  if (value.length > bounds.headerValueBytesMax) return new Broken('header-too-large');
  const text = value.toString('latin1');
  if (!/[\x80-\xff]/.test(text)) return text;
  return isUtf8(value) ? value.toString() : new Broken('header-encoding');
}

function sizeOf(value: Buffer | string | undefined): number {
  return value === undefined || value === null ? 0 : value.length;
}

function isMiscased(name: string): boolean {
  const first = name.charCodeAt(0) | 0x20;
  if (first !== 0x63) return false;
  const lower = name.toLowerCase();
  return lower.startsWith('ce_') || lower === 'content-type';
}

function isAttributeHeader(name: string): boolean {
  return name.slice(0, 3).toLowerCase() === 'ce_';
}
