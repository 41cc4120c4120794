import { documentHash } from '#register';
import { ownDocuments, underOrders } from './orders';

const stored = (path: string, document: object) => {
  const content = JSON.stringify({ path, document });
  return { path, content, hash: documentHash(content) };
};
const own = [
  stored('instruments/a.yaml', { id: 'a', versions: [] }),
  stored('instruments/b.yaml', { id: 'b', suspensions: [{ from: '2020-01-01', reason: 'own' }], versions: [] }),
  stored('purposes/x.yaml', { a: {} }),
];
const order = (id: string, instrument: string, liftedDay: string | null = null) => ({
  id,
  instrument,
  reason: 'ordered',
  fromDay: '2026-06-15',
  liftedDay,
});
const suspensionsOf = (documents: typeof own, path: string): unknown =>
  (JSON.parse(documents.find((each) => each.path === path)!.content) as { document: { suspensions?: unknown } })
    .document.suspensions;

describe('an order of suspension', () => {
  it('lies over its instrument alone, beside what the file itself suspends', () => {
    const under = [...underOrders(own, [order('1', 'a'), order('2', 'b', '2026-07-01')])];
    expect(suspensionsOf(under, 'instruments/a.yaml')).toEqual([{ from: '2026-06-15', reason: 'ordered', order: '1' }]);
    expect(suspensionsOf(under, 'instruments/b.yaml')).toEqual([
      { from: '2020-01-01', reason: 'own' },
      { from: '2026-06-15', until: '2026-07-01', reason: 'ordered', order: '2' },
    ]);
    expect(under[2]).toBe(own[2]);
    for (const { hash, content } of under) expect(hash).toBe(documentHash(content));
  });

  it('is taken off again to the byte, so that the same files are the same register', () => {
    const under = underOrders(own, [order('1', 'a'), order('2', 'b'), order('3', 'unknown')]);
    expect(ownDocuments(under)).toEqual(own);
    expect(ownDocuments(own)).toEqual(own);
  });

  it('lies over a later version too, and over one that came with the order of an earlier one', () => {
    const later = ownDocuments(underOrders(own, [order('1', 'a')]));
    expect(underOrders(later, [order('1', 'a')])).toEqual(underOrders(own, [order('1', 'a')]));
  });

  it('takes cases along with nothing: they are no part of the own documents', () => {
    expect(ownDocuments([...own, stored('cases/dossier-x.yaml', { id: 'x' })])).toEqual(own);
  });
});
