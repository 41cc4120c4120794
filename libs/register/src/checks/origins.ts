/** Which file and place each part of the source came from, so that a rule can report on the part. */
import type { Fault, FaultCode, Pointer } from '../fault';
import { valueAt, type Loaded } from '../yaml';

/** `subject` is a part of the source that has an origin; `pointer` leads on from it. */
export type Report = (subject: object, pointer: Pointer, code: FaultCode, message: string, hint?: string) => void;

export class Origins {
  private readonly places = new Map<
    object,
    { readonly file: Loaded; readonly pointer: Pointer; readonly id: string }
  >();

  constructor(private readonly faults: Fault[]) {}

  remember<T extends object>(subject: T, file: Loaded, pointer: Pointer, id: string): T {
    this.places.set(subject, { file, pointer, id });
    return subject;
  }

  pathOf(subject: object): string {
    return this.places.get(subject)!.file.path;
  }

  /** Whether this very value is written there, and not inherited or filled in. */
  isWritten(subject: object, pointer: Pointer, value: unknown): boolean {
    const place = this.places.get(subject)!;
    return valueAt(place.file.value, [...place.pointer, ...pointer]) === value;
  }

  report(subject: object, pointer: Pointer, code: FaultCode, message: string, hint = ''): void {
    const place = this.places.get(subject)!;
    this.reportAt(
      place.file,
      [...place.pointer, ...pointer],
      code,
      message,
      hint,
      pointer.length === 0 ? 'key' : 'value',
    );
  }

  /** Reports at the key of the last step, as an unknown name in `fields` is a key. */
  reportKey(subject: object, pointer: Pointer, code: FaultCode, message: string, hint = ''): void {
    const place = this.places.get(subject)!;
    this.reportAt(place.file, [...place.pointer, ...pointer], code, message, hint, 'key');
  }

  reportAt(
    file: Loaded,
    pointer: Pointer,
    code: FaultCode,
    message: string,
    hint = '',
    part: 'key' | 'value' = 'value',
  ): void {
    this.faults.push({ file: file.path, ...file.locate(asWritten(file.value, pointer), part), code, message, hint });
  }
}

/** A field that came from shorthand is found at the shorthand: the longest that covers it. */
function asWritten(document: unknown, pointer: Pointer): Pointer {
  const at = pointer.lastIndexOf('fields');
  const path = pointer[at + 1];
  if (at === -1 || typeof path !== 'string') return pointer;
  const fields = valueAt(document, pointer.slice(0, at + 1));
  if (typeof fields !== 'object' || fields === null || Object.hasOwn(fields, path)) return pointer;
  const shorthand = Object.keys(fields)
    .filter((key) => key.endsWith('.*') && path.startsWith(key.slice(0, -1)))
    .sort((a, b) => b.length - a.length)[0];
  return shorthand === undefined ? pointer : [...pointer.slice(0, at + 1), shorthand, ...pointer.slice(at + 2)];
}
