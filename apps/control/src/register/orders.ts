import type { StoredDocument, Suspension } from '#postgres';
import { documentHash } from '#register';
import { casesFolder } from '../cases/case-document';

/** Suspensions that officers ordered, as they lie over the documents of a register: an entry of `suspensions` with its `order`. */

type Order = Pick<Suspension, 'id' | 'instrument' | 'reason' | 'fromDay' | 'liftedDay'>;

interface Entry {
  readonly from: string;
  readonly until?: string;
  readonly reason: string;
  readonly order?: string;
}

/** A register's own documents: without cases, and without the orders over them. */
export function ownDocuments(documents: readonly StoredDocument[]): readonly StoredDocument[] {
  return documents.filter(({ path }) => !path.startsWith(casesFolder)).map(withoutOrders);
}

/** The same with these orders over them. One on an instrument that this register lacks changes nothing: it permits nothing. */
export function underOrders(own: readonly StoredDocument[], orders: readonly Order[]): readonly StoredDocument[] {
  if (orders.length === 0) return own;
  return own.map((document) => {
    const mine = orders.filter(({ instrument }) => document.path === instrumentPath(instrument));
    if (mine.length === 0) return document;
    const entries = mine.map(({ id, reason, fromDay, liftedDay }): Entry => ({
      from: fromDay,
      ...(liftedDay !== null && { until: liftedDay }),
      reason,
      order: id,
    }));
    return changed(document, (before) => [...before, ...entries]);
  });
}

export function instrumentPath(instrument: string): string {
  return `instruments/${instrument}.yaml`;
}

function withoutOrders(document: StoredDocument): StoredDocument {
  // Most documents have none; the text tells without reading it.
  if (!document.content.includes('"order":')) return document;
  return changed(document, (before) => before.filter(({ order }) => order === undefined));
}

/** Puts other suspensions into a document. With none left it is, to the byte, what it was without any. */
function changed(document: StoredDocument, change: (before: readonly Entry[]) => readonly Entry[]): StoredDocument {
  const parsed = JSON.parse(document.content) as { path: string; document: { suspensions?: readonly Entry[] } };
  const suspensions = change(parsed.document.suspensions ?? []);
  if (suspensions.length > 0) parsed.document.suspensions = suspensions;
  else delete parsed.document.suspensions;
  const content = JSON.stringify(parsed);
  return { path: document.path, content, hash: documentHash(content) };
}
