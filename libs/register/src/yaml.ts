/**
 * YAML text to JSON values, with the place of each. Only the part of YAML that a lawyer can read without help: no
 * anchors, aliases, merge keys, tags or several documents in a file; and nothing that JSON could not say.
 */
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
  type Range,
} from 'yaml';
import type { Fault, FaultCode, Pointer } from './fault';
import { strangeCharacter, strangeWords } from './strange-characters';
import { conflictIn, directiveIn, syntaxFault, tagBefore, tooDeep, tooDeepHint } from './yaml-syntax';

export interface Loaded {
  readonly path: string;
  readonly value: unknown;
  /** Place of a value, or of its deepest ancestor that exists. `key` asks for the place of its key. */
  locate(pointer: Pointer, part?: 'key' | 'value'): { readonly line: number; readonly column: number };
}

export const fileBounds = { charactersMax: 4_194_304, depthMax: 24, filesMax: 20_000 } as const;

const reservedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads one file. Never throws: whatever the text is, the answer is a value or faults. */
export function readYaml(
  path: string,
  text: string,
): { readonly loaded: Loaded | undefined; readonly faults: Fault[] } {
  const faults: Fault[] = [];
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const report = (code: FaultCode, offset: number, message: string, hint = '') => {
    faults.push({ file: path, ...place(offset), code, message, hint });
  };

  if (text.length > fileBounds.charactersMax) {
    report('too-large', 0, `the file has more than ${fileBounds.charactersMax} characters`, 'split it');
    return { loaded: undefined, faults };
  }
  const strange = strangeCharacter.exec(text);
  if (strange !== null) {
    // The counter learns of lines while parsing, which this text does not reach.
    const before = text.slice(0, strange.index).split('\n');
    const at = { line: before.length, column: before.at(-1)!.length + 1 };
    faults.push({ file: path, ...at, code: 'encoding', ...strangeWords(strange[0]) });
    return { loaded: undefined, faults };
  }
  const documents = parse(text, lines);
  const directive = directiveIn(text);
  if (directive !== undefined) {
    report(
      'yaml-feature',
      directive.offset,
      `a directive (\`%${directive.name}\`)`,
      'remove it, and the `---` after it',
    );
    return { loaded: undefined, faults };
  }
  const conflict = conflictIn(text);
  if (conflict !== undefined) {
    const hint = 'keep one of the two sides between `<<<<<<<` and `>>>>>>>`, and remove the marks';
    report('yaml-syntax', conflict, 'Git left a conflict here that nobody settled', hint);
    return { loaded: undefined, faults };
  }
  if (documents === undefined) {
    report('yaml-syntax', 0, tooDeep, tooDeepHint);
    return { loaded: undefined, faults };
  }
  // What it says of a second document would only hide that there is one.
  const second = documents[1];
  if (second !== undefined && documents[0]!.errors.length === 0) {
    report(
      'yaml-feature',
      second.range[0],
      'a second document in one file',
      'remove the `---`, or make two files of it',
    );
    return { loaded: undefined, faults };
  }
  // After the first error of syntax the parser guesses, and what it says of the rest misleads.
  const syntax = syntaxFault(text, documents);
  if (syntax !== undefined) report(syntax.code, syntax.offset, syntax.message, syntax.hint);
  const document = documents[0];
  if (syntax === undefined && (document === undefined || document.contents === null))
    report('yaml-syntax', 0, 'the file is empty', 'write what it is about, or remove the file');
  if (document === undefined || faults.length > 0) return { loaded: undefined, faults };

  const value = plain(document.contents, 0, { text, report });
  if (faults.length > 0) return { loaded: undefined, faults };
  return { loaded: { path, value, locate: (pointer, part) => place(offsetOf(document, pointer, part)) }, faults };
}

/** What stands at a place in a document, or undefined. */
export function valueAt(document: unknown, pointer: Pointer): unknown {
  let value = document;
  for (const step of pointer) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

/** A document that came as JSON, from the internal topic: it has content and no lines. */
export function loadedJson(path: string, value: unknown): Loaded {
  return { path, value, locate: () => ({ line: 1, column: 1 }) };
}

/** The parser recurses, so text of nothing but brackets ends its stack: that is a fault of the text. */
function parse(text: string, lineCounter: LineCounter): Document.Parsed[] | undefined {
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter,
      version: '1.2',
      schema: 'core',
      merge: false,
      // The parser compares every key with every other; `plainMap` finds doubles in one pass.
      uniqueKeys: false,
      strict: true,
      prettyErrors: false,
      keepSourceTokens: false,
      logLevel: 'silent',
    });
    return Array.isArray(parsed) ? (parsed as Document.Parsed[]) : [];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Reading {
  readonly text: string;
  report(code: FaultCode, offset: number, message: string, hint?: string): void;
}

function plain(node: Node | null, depth: number, reading: Reading): unknown {
  if (node === null) return null;
  const { text, report } = reading;
  const offset = start(node);
  if (depth > fileBounds.depthMax) {
    report('too-large', offset, `nested more than ${fileBounds.depthMax} deep`, tooDeepHint);
    return null;
  }
  if (isAlias(node)) {
    report('yaml-feature', offset, 'an alias (`*name`)', 'write the value out');
    return null;
  }
  // A node begins after its anchor and tag.
  if ('anchor' in node && node.anchor !== undefined)
    report('yaml-feature', text.lastIndexOf(`&${node.anchor}`, offset), 'an anchor (`&name`)', 'write the value out');
  if (node.tag !== undefined) {
    report('yaml-feature', tagBefore(text, offset), 'a tag (`!name`)', 'remove it');
    return null;
  }
  if (isSeq(node)) return node.items.map((item) => plain(item as Node | null, depth + 1, reading));
  if (isMap(node)) return plainMap(node.items as Pair<Node | null, Node | null>[], offset, depth, reading);
  if (!isScalar(node)) return null;
  const { value } = node;
  if (typeof value === 'number' && !(Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
    report('wrong-form', offset, 'a number that cannot be kept exactly', 'put it between quotes');
    return null;
  }
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
  report('wrong-form', offset, 'a value that is no text, number, or true or false', 'put it between quotes');
  return null;
}

function plainMap(pairs: Pair<Node | null, Node | null>[], offset: number, depth: number, reading: Reading): unknown {
  const { report, text } = reading;
  const object: Record<string, unknown> = {};
  for (const pair of pairs) {
    if (pair.key === null || isEmpty(pair.key) || (isScalar(pair.key) && pair.key.value === '')) {
      report('yaml-feature', keyPlace(pair.key, offset, text), 'an empty key', 'write a name before the colon');
      continue;
    }
    if (!isScalar(pair.key) || pair.key.value === null || typeof pair.key.value === 'object') {
      report('yaml-feature', start(pair.key), 'a key that is not a word', 'write a name before the colon');
      continue;
    }
    plain(pair.key, depth + 1, reading);
    const key = String(pair.key.value);
    if (key === '<<') report('yaml-feature', start(pair.key), 'a merge key (`<<`)', 'write the values out');
    else if (reservedKeys.has(key))
      report('reserved-key', start(pair.key), `the key \`${key}\` has a meaning of its own to the machine`);
    else if (Object.hasOwn(object, key))
      report('duplicate-key', start(pair.key), `the key \`${key}\` stands here twice`, 'keep one');
    else object[key] = plain(pair.value, depth + 1, reading);
  }
  return object;
}

/** An empty key has no sign of its own: its place is the quote or colon where it ends. */
function keyPlace(key: Node | null, offset: number, text: string): number {
  const from = key === null ? offset : start(key);
  return from + /^[\s{,?]*/.exec(text.slice(from, from + 200))![0].length;
}

function offsetOf(document: Document.Parsed, pointer: Pointer, part: 'key' | 'value' = 'value'): number {
  let node: Node | null = document.contents;
  let found = node === null ? 0 : start(node);
  for (const [place, step] of pointer.entries()) {
    if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | null | undefined;
      if (item === undefined || item === null) return found;
      node = item;
    } else if (isMap(node)) {
      const pair = (node.items as Pair[]).find(
        (each) => isPair(each) && isScalar(each.key) && String(each.key.value) === String(step),
      );
      if (pair === undefined) return found;
      const next = pair.value as Node | null;
      const atKey = start(pair.key as Node);
      if (next === null || isEmpty(next) || (part === 'key' && place === pointer.length - 1)) return atKey;
      // A block that starts on the line below is found more easily at its key.
      node = next;
      found = isScalar(next) || ((isMap(next) || isSeq(next)) && next.flow === true) ? start(next) : atKey;
      continue;
    } else return found;
    found = start(node);
  }
  return found;
}

/** `from:` with nothing after it has a value without a place. */
function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1];
}

function start(node: Node): number {
  return (node as { range?: Range | null }).range?.[0] ?? 0;
}
