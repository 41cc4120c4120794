/** The YAML parser's errors as faults that somebody can mend: the right line, and what to look for on it. */
import type { Document, YAMLError } from 'yaml';
import type { FaultCode } from './fault';

export const tooDeep = 'the file is nested too deeply to be read';
export const tooDeepHint = 'nothing in the register is so deep: look for brackets or indentation that are not closed';

export interface SyntaxFault {
  readonly code: FaultCode;
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

/** The first error of a text, or undefined where it is YAML. */
export function syntaxFault(text: string, documents: readonly Document.Parsed[]): SyntaxFault | undefined {
  const errors = documents.flatMap((each) => [...each.errors, ...each.warnings]);
  const [first] = errors;
  if (first === undefined) return undefined;
  if (first.code === 'TAG_RESOLVE_FAILED')
    return { code: 'yaml-feature', offset: first.pos[0], message: 'a tag (`!name`)', hint: 'remove it' };
  return { code: 'yaml-syntax', offset: offsetOf(text, first, errors), message: words(first), hint: hintOf(first) };
}

/** A directive stands before everything but comments. One for another version of YAML would change what values mean. */
export function directiveIn(text: string): { readonly name: string; readonly offset: number } | undefined {
  const found = /^(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*%([^\s]{0,40})/.exec(text);
  if (found === null) return undefined;
  const name = found[1]!;
  return { name, offset: found[0].length - name.length - 1 };
}

/** Where Git left a conflict for a person to settle: the first of its marks, at the beginning of a line. */
export function conflictIn(text: string): number | undefined {
  const found = /^(?:<{7}|>{7}) /m.exec(text);
  return found?.index;
}

/** Where the tag of a node begins: before the node, with an anchor, a comment or a line end between them at most. */
export function tagBefore(text: string, offset: number): number {
  const from = Math.max(0, offset - 400);
  // Each part ends where the next begins, so that no text can be read in many ways.
  const found = /!\S*\s(?:\s|&\S+\s|#[^\n]*\n)*$/.exec(text.slice(from, offset));
  return found === null ? offset : from + found.index;
}

function offsetOf(text: string, first: YAMLError, errors: readonly YAMLError[]): number {
  const [from] = first.pos;
  // A line that is indented too far is read on with the one before; then the error is on the line after.
  const long = errors.find((error) => error.code === 'MULTILINE_IMPLICIT_KEY' && error.pos[0] === from);
  const until = first.code === 'BLOCK_AS_IMPLICIT_KEY' && long !== undefined ? long.pos[1] : from;
  const line = text.lastIndexOf('\n', until - 1) + 1;
  const begin = until === from ? from : line;
  return begin + (/^ */.exec(text.slice(begin))?.[0].length ?? 0);
}

function hintOf(error: YAMLError): string {
  if (isTooDeep(error)) return tooDeepHint;
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'indent with spaces';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'indent it like its neighbours, or put a text that has `: ` in it between quotes';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'write `key: value`, with a space after the colon';
    case 'BAD_SCALAR_START':
      return 'put the text between quotes';
    case 'MISSING_CHAR':
      return 'close the quote or bracket, or indent the line like its neighbours';
    default:
      return '';
  }
}

function isTooDeep(error: YAMLError): boolean {
  return /call stack/.test(error.message);
}

function words(error: YAMLError): string {
  if (isTooDeep(error)) return tooDeep;
  const line = error.message.split('\n', 1)[0]!.trim();
  return line.slice(0, 1).toLowerCase() + line.slice(1, 200);
}
