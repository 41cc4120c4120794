/** The register as it is published on `sluis.register`: one text a file, known by its hash. */
import { createHash } from 'node:crypto';
import type { Fault } from './fault';
import { parseDocuments, type Parsed } from './parse';
import type { RegisterSource } from './source';
import { fileBounds } from './yaml';

/** One source document as it travels. */
export interface PublishedDocument {
  /** SHA-256 of the text's UTF-8 bytes, lower-case hex. The topic's key is `doc:` and this. */
  readonly sha256: string;
  /** `{ "path": …, "document": … }` */
  readonly text: string;
}

/** The texts to publish, ordered by path. The same files give the same texts. */
export function toDocuments(source: Pick<RegisterSource, 'documents'>): readonly PublishedDocument[] {
  return [...source.documents]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, document }) => {
      const text = JSON.stringify({ path, document });
      return { sha256: documentHash(text), text };
    });
}

export function documentHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The register from published texts, checked again: a signature tells who published it, not that it is sound. */
export function fromDocuments(texts: Iterable<string>): Parsed {
  const faults: Fault[] = [];
  const documents = new Map<string, unknown>();
  for (const text of texts) {
    const read = readDocument(text);
    if (read === undefined) {
      faults.push(broken('.', 'yaml-syntax', 'a document that is not `{ "path": …, "document": … }`'));
    } else if (documents.has(read.path)) {
      faults.push(broken(read.path, 'duplicate-id', `\`${read.path}\` is published twice`));
    } else {
      documents.set(read.path, read.document);
    }
  }
  const parsed = parseDocuments([...documents].map(([path, document]) => ({ path, document })));
  return faults.length === 0 ? parsed : { source: undefined, faults: [...faults, ...parsed.faults] };
}

function readDocument(text: string): { readonly path: string; readonly document: unknown } | undefined {
  if (text.length > fileBounds.charactersMax * 2) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return undefined;
  const { path, document } = value as { path?: unknown; document?: unknown };
  return typeof path === 'string' && typeof document === 'object' && document !== null ? { path, document } : undefined;
}

function broken(file: string, code: Fault['code'], message: string): Fault {
  return { file, line: 1, column: 1, code, message, hint: '' };
}
