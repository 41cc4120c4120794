import { isAscii, isUtf8 } from 'node:buffer';
import { bounds } from '#contract';
import { Broken, type Rule } from './rules';

export interface ParsedValue {
  readonly json: unknown;
  /** Colons outside strings: one for each key in the text. */
  readonly colons: number;
}

/**
 * Parses a value as JSON that every reader understands alike (I-JSON, RFC 7493): valid UTF-8 without byte order mark,
 * no lone surrogates, no number that a reader could change, bounded depth. Keys are counted, not compared: two equal
 * ones show as fewer keys in the objects than colons in the text.
 */
export function parseValue(value: Buffer | null, nestingMax: number): ParsedValue | Broken {
  if (value === null || value === undefined || value.length === 0) return new Broken('value-missing');
  if (value.length > bounds.valueBytesMax) return new Broken('value-too-large');
  if (value[0] === 0xef && value[1] === 0xbb && value[2] === 0xbf) return new Broken('byte-order-mark');
  let text: string;
  if (isAscii(value)) text = value.toString('latin1');
  else if (isUtf8(value)) text = value.toString();
  else return new Broken('encoding');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return new Broken('json');
  }
  const scanned = scan(value, nestingMax);
  return typeof scanned === 'number' ? { json, colons: scanned } : new Broken(scanned);
}

/** Negative numbers and fractions are dear to check and hardly any field takes one: a value with more is not ours. */
const unusualNumbersMax = 1_000;

/** One pass over bytes that are known to be valid JSON. Returns the number of keys, or the first rule broken. */
function scan(bytes: Buffer, nestingMax: number): number | Rule {
  const length = bytes.length;
  let colons = 0;
  let depth = 0;
  let unusual = 0;
  for (let index = 0; index < length; index += 1) {
    const byte = bytes[index]!;
    if (byte === 0x22) {
      index += 1;
      for (let inside = bytes[index]!; inside !== 0x22; inside = bytes[index]!) {
        if (inside !== 0x5c) index += 1;
        else if (bytes[index + 1] !== 0x75) index += 2;
        else {
          const step = escapedStep(bytes, index);
          if (step === 0) return 'surrogate';
          index += step;
        }
      }
    } else if (byte === 0x3a) colons += 1;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > nestingMax) return 'nesting';
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
      const start = index;
      while (index + 1 < length && isNumberByte(bytes[index + 1]!)) index += 1;
      if (!isPlainInteger(bytes, start, index + 1)) {
        unusual += 1;
        if (unusual > unusualNumbersMax || !isUnchanging(bytes.toString('latin1', start, index + 1))) return 'number';
      }
    }
  }
  return colons;
}

/** Bytes to skip for the `\u` escape at `index`, two halves of a pair together; 0 for a lone surrogate. */
function escapedStep(bytes: Buffer, index: number): number {
  const unit = hex(bytes, index + 2);
  if (unit < 0xd800 || unit > 0xdfff) return 6;
  if (unit > 0xdbff || bytes[index + 6] !== 0x5c || bytes[index + 7] !== 0x75) return 0;
  const low = hex(bytes, index + 8);
  return low >= 0xdc00 && low <= 0xdfff ? 12 : 0;
}

/** Four hexadecimal digits, known to be so. */
function hex(bytes: Buffer, index: number): number {
  let value = 0;
  for (let at = index; at < index + 4; at += 1) {
    const byte = bytes[at]!;
    value = value * 16 + (byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57);
  }
  return value;
}

function isNumberByte(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2e || byte === 0x2b || byte === 0x2d || (byte | 0x20) === 0x65;
}

/** Up to fifteen digits: nobody reads those differently, and nearly all numbers are so. */
function isPlainInteger(bytes: Buffer, start: number, end: number): boolean {
  if (end - start > 15) return false;
  for (let index = start; index < end; index += 1) if (bytes[index]! < 0x30 || bytes[index]! > 0x39) return false;
  return true;
}

/** Whether the text is the one canonical form of its value: not `1.0`, `1e2`, `-0`, nor anything from 2^53 on. */
function isUnchanging(text: string): boolean {
  const value = Number(text);
  return String(value) === text && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}
