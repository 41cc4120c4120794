import { withoutCases } from '#explain';
import { ProtocolsUnreadable, readProtocols as readFiles } from '#protocols';
import {
  compileRegister,
  faultLine,
  fromDocuments,
  parseRegister,
  toDocuments,
  type CompiledRegister,
  type RegisterSource,
} from '#register';
import type { PromiseFiles, StoredDocument } from '#postgres';
import { promisesIn } from '../activation/promises';

/** One fault in the files: `instruments/vtc-2015-9.yaml:14:7`, and what is wrong there. */
export interface FileFault {
  readonly place: string;
  readonly problem: string;
  /** Both, as the log and the terminal show them. */
  readonly line: string;
}

export interface ReadProtocols {
  /** Undefined exactly where there are faults. */
  readonly documents: readonly StoredDocument[] | undefined;
  /** What the files promise. */
  readonly promises: PromiseFiles;
  readonly faults: readonly FileFault[];
}

/** The register's files as documents to publish, or everything that is wrong with them. */
export async function readProtocols(dir: string): Promise<ReadProtocols> {
  let files: ReadonlyMap<string, string>;
  try {
    files = await readFiles(dir);
  } catch (fault) {
    if (!(fault instanceof ProtocolsUnreadable)) throw fault;
    const { message } = fault;
    return { documents: undefined, promises: [], faults: [{ place: dir, problem: message, line: message }] };
  }
  const { source, faults } = parseRegister(files);
  if (source === undefined) {
    return {
      documents: undefined,
      promises: [],
      faults: faults.map((fault) => ({
        place: `${fault.file}:${fault.line}:${fault.column}`,
        problem: fault.hint === '' ? fault.message : `${fault.message}; ${fault.hint}`,
        line: faultLine(fault),
      })),
    };
  }
  return { documents: storedDocuments(source), promises: promisesIn(files), faults: [] };
}

/** A register's documents as they are kept and published. */
export function storedDocuments(source: Pick<RegisterSource, 'documents'>): readonly StoredDocument[] {
  return toDocuments(source).map(({ sha256, text }) => ({
    hash: sha256,
    content: text,
    path: (JSON.parse(text) as { path: string }).path,
  }));
}

/** A stored version as officers read it: without cases. Undefined as `compileDocuments` is. */
export function readDocuments(documents: readonly StoredDocument[]): RegisterSource | undefined {
  const { source } = fromDocuments(documents.map(({ content }) => content));
  return source && withoutCases(source);
}

/** A stored version as an index; undefined where an older release wrote it in a form that this one cannot read. */
export function compileDocuments(documents: readonly StoredDocument[], version: number): CompiledRegister | undefined {
  const { source } = fromDocuments(documents.map(({ content }) => content));
  return source && compileRegister(source, version);
}
