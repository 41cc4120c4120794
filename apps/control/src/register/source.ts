import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CompiledRegister } from '#register';
import type { StoredDocument } from '#postgres';

/** One fault in the files: `instruments/vtc-2015-9.yaml:14:7` and what is wrong there. */
export interface FileFault {
  readonly place: string;
  readonly problem: string;
  /** Both, as the log and the terminal show them. */
  readonly line: string;
}

export interface ReadProtocols {
  /** Undefined exactly where there are faults. */
  readonly documents: readonly StoredDocument[] | undefined;
  readonly faults: readonly FileFault[];
}

export function readProtocols(dir: string): ReadProtocols {
  const documents = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => stored(path, parse(readFileSync(join(dir, path), 'utf8'))));
  return { documents, faults: [] };
}

export function compileDocuments(documents: readonly StoredDocument[], _version: number): CompiledRegister {
  const ids = (folder: string) => new Map(documents.filter(({ path }) => path.startsWith(folder)).map(({ path }) => [path.replace(/^.*\/|\.yaml$/g, ''), {}]));
  return { participants: ids('participants/'), purposes: ids('purposes/') } as never;
}

function stored(path: string, document: unknown): StoredDocument {
  const content = JSON.stringify({ path, document });
  return { path, content, hash: createHash('sha256').update(content).digest('hex') };
}
