/** The register's files to one checked `RegisterSource`, or to what is wrong with them, each at its place. */
import { assemble } from './assemble';
import type { Fault, Pointer } from './fault';
import { hints } from './hints';
import { readInvariants, type InvariantSource } from './invariants';
import { schemas, type Folder } from './schemas';
import type { RegisterSource } from './source';
import { checkStructure } from './structure';
import { fileBounds, loadedJson, readYaml, type Loaded } from './yaml';

export interface Parsed {
  /** Undefined exactly where there are faults. */
  readonly source: RegisterSource | undefined;
  /** What the files promise never to permit; empty where there are faults. */
  readonly invariants?: readonly InvariantSource[] | undefined;
  /** By file, line and column. */
  readonly faults: readonly Fault[];
  /** Where a value stands. Undefined where the register came as documents without lines. */
  readonly locate?: Locate | undefined;
}

/** Line and column, from 1, of a value in a file, or of its deepest ancestor that is there; `key`: of its key. */
export type Locate = (
  file: string,
  pointer: Pointer,
  part?: 'key' | 'value',
) => { readonly line: number; readonly column: number };

/**
 * Reads the register from its files: path inside `protocols/` (with `/`) to text. Whatever the texts are, it answers
 * and does not throw. `README.md` and `schemas/` are not part of the register and are passed over; `invariants/` permits nothing
 * and comes beside it.
 */
export function parseRegister(files: ReadonlyMap<string, string>): Parsed {
  const faults: Fault[] = [];
  const loaded: Loaded[] = [];
  const broken = new Set<Folder>();
  if (files.size > fileBounds.filesMax) {
    const message = `the register has more than ${fileBounds.filesMax} files`;
    return {
      source: undefined,
      faults: [{ file: '.', line: 1, column: 1, code: 'too-large', message, hint: hints['too-large']! }],
    };
  }
  for (const path of [...files.keys()].sort()) {
    if (isPassedOver(path)) continue;
    const folder = folderOf(path);
    if (folder === undefined) {
      faults.push(unknownFile(path));
      continue;
    }
    const read = readYaml(path, files.get(path)!);
    faults.push(...read.faults);
    if (read.loaded === undefined) broken.add(folder);
    else loaded.push(read.loaded);
  }
  const places = new Map(loaded.map((each) => [each.path, each]));
  const locate: Locate = (file, pointer, part) => places.get(file)?.locate(pointer, part) ?? { line: 1, column: 1 };
  return { ...finish(loaded, faults, broken), locate };
}

/** The same from documents that were read elsewhere: content without lines. */
export function parseDocuments(documents: readonly { readonly path: string; readonly document: unknown }[]): Parsed {
  const faults: Fault[] = [];
  const loaded: Loaded[] = [];
  for (const { path, document } of [...documents].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (folderOf(path) === undefined) faults.push(unknownFile(path));
    else loaded.push(loadedJson(path, document));
  }
  return finish(loaded, faults, new Set());
}

function finish(loaded: readonly Loaded[], faults: Fault[], broken: Set<Folder>): Parsed {
  const sound = loaded.filter((each) => {
    const folder = folderOf(each.path)!;
    const found = checkStructure(folder, each);
    faults.push(...found);
    if (found.length > 0) broken.add(folder);
    return found.length === 0;
  });
  const isInvariant = ({ path }: Loaded) => path.startsWith('invariants/');
  const assembled = assemble(
    sound.filter((each) => !isInvariant(each)),
    broken,
  );
  const { invariants, faults: promised } = readInvariants(sound.filter(isInvariant), assembled.source, broken);
  faults.push(...assembled.faults, ...promised);
  faults.sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code));
  return { source: faults.length === 0 ? assembled.source : undefined, invariants, faults: faults.map(withHint) };
}

function withHint(fault: Fault): Fault {
  return fault.hint === '' ? { ...fault, hint: hints[fault.code] ?? '' } : fault;
}

/** Which folder's schema a file answers to; undefined where no such file is known. */
export function folderOf(path: string): Folder | undefined {
  if (path === 'sources.yaml') return 'sources';
  const match = /^([a-z]+)\/[a-z0-9]+(?:-[a-z0-9]+)*\.yaml$/.exec(path);
  const folder = match?.[1];
  return folder !== undefined && folder !== 'sources' && Object.hasOwn(schemas, folder)
    ? (folder as Folder)
    : undefined;
}

function isPassedOver(path: string): boolean {
  return path === 'README.md' || path.startsWith('schemas/');
}

function unknownFile(path: string): Fault {
  const folders = Object.keys(schemas).filter((folder) => folder !== 'sources');
  return {
    file: path,
    line: 1,
    column: 1,
    code: 'unknown-file',
    message: 'nothing reads this file',
    hint: `the register is \`sources.yaml\` and \`<folder>/<id>.yaml\`, folders ${folders.join(', ')}`,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
