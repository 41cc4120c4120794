import fc from 'fast-check';
import { emptyRoot, leafHash, nodeHash } from './hash';
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion, type ReadTile } from './proofs';
import { parseTilePath, tilePath, tilesOf, tileWidth } from './tiles';
import { append, emptyEdge, rootOf, type TreeEdge } from './tree';

/** RFC 9162 2.1.1 word for word: what the real tree is held against. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leafHash(leaves[0]!);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

const entry = (n: number): Buffer => Buffer.from(`entry ${n}`);
const entries = (count: number, from = 0): Buffer[] => Array.from({ length: count }, (_, at) => entry(from + at));

/** Grows a tree in the given steps and keeps its tiles as a server would. */
function grow(steps: readonly number[]): { edge: TreeEdge; read: ReadTile; paths: Map<string, Buffer> } {
  const kept = new Map<string, Buffer>();
  const paths = new Map<string, Buffer>();
  let edge = emptyEdge;
  for (const step of steps) {
    const appended = append(edge, entries(step, edge.size));
    edge = appended.edge;
    for (const { data, ...name } of appended.tiles) {
      kept.set(`${name.level}/${name.number}`, data);
      paths.set(tilePath(name), data);
    }
  }
  return { edge, read: ({ level, number }) => kept.get(`${level}/${number}`), paths };
}

const sizes = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 250, max: 1_200 }));
const fewRuns = { numRuns: 40 };

describe('the tree', () => {
  it('has the root of RFC 9162 at every size', () => {
    for (let size = 0; size <= 530; size += size < 70 ? 1 : 23) {
      expect(Buffer.from(rootOf(grow([size]).edge))).toEqual(Buffer.from(naiveRoot(entries(size))));
    }
  });

  it('comes out the same whatever the batches', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 }), (steps) => {
        const size = steps.reduce((sum, step) => sum + step, 0);
        const [grown, whole] = [grow(steps), grow([size])];
        expect(grown.edge.size).toBe(size);
        expect(Buffer.from(rootOf(grown.edge))).toEqual(Buffer.from(rootOf(whole.edge)));
        for (const name of tilesOf(size))
          expect(grown.paths.get(tilePath(name))).toEqual(whole.paths.get(tilePath(name)));
      }),
      fewRuns,
    );
  });

  it('leaves the edge that it grew from as it was', () => {
    const { edge } = grow([300]);
    const before = JSON.stringify(edge);
    append(edge, entries(500));
    expect(JSON.stringify(edge)).toBe(before);
  });

  it('keeps a partial tile the beginning of the full one', () => {
    const [partial, full] = [grow([100]), grow([100, 156])];
    const whole = full.paths.get('tile/0/000')!;
    expect(whole.subarray(0, 100 * 32)).toEqual(partial.paths.get('tile/0/000.p/100'));
    expect(full.paths.get('tile/1/000.p/1')).toHaveLength(32);
  });
});

describe('an inclusion proof', () => {
  it('verifies for every entry of every tree, and for no other entry, place or root', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, pick, flip) => {
        if (size === 0) return;
        const { edge, read } = grow([size]);
        const index = pick % size;
        const proof = inclusionProof(index, size, read);
        const root = rootOf(edge);
        expect(verifyInclusion(leafHash(entry(index)), index, size, proof, root)).toBe(true);
        expect(verifyInclusion(leafHash(entry(index + 1)), index, size, proof, root)).toBe(false);
        if (size > 1)
          expect(verifyInclusion(leafHash(entry(index)), (index + 1) % size, size, proof, root)).toBe(false);
        expect(verifyInclusion(leafHash(entry(index)), index, size, [...proof, root], root)).toBe(false);
        expect(verifyInclusion(leafHash(entry(index)), index, size, proof, flipped(root, flip))).toBe(false);
        if (proof.length > 0) {
          const broken = proof.with(flip % proof.length, flipped(proof[flip % proof.length]!, flip));
          expect(verifyInclusion(leafHash(entry(index)), index, size, broken, root)).toBe(false);
          expect(verifyInclusion(leafHash(entry(index)), index, size, proof.slice(1), root)).toBe(false);
        }
      }),
    );
  });
});

describe('a consistency proof', () => {
  it('verifies between any two sizes of one tree, and with no other root', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.nat(), (one, other, flip) => {
        const [older, size] = [Math.min(one, other), Math.max(one, other)];
        const { edge, read } = grow([older, size - older]);
        const olderRoot = rootOf(grow([older]).edge);
        const proof = consistencyProof(older, size, read);
        expect(verifyConsistency(older, olderRoot, size, rootOf(edge), proof)).toBe(true);
        if (older === 0) return;
        expect(verifyConsistency(older, flipped(olderRoot, flip), size, rootOf(edge), proof)).toBe(false);
        if (older < size) {
          expect(verifyConsistency(older, olderRoot, size, flipped(rootOf(edge), flip), proof)).toBe(false);
        }
        expect(verifyConsistency(older, olderRoot, size, rootOf(edge), [...proof, olderRoot])).toBe(false);
      }),
    );
  });

  it('does not verify for a fork', () => {
    const { edge, read } = grow([700]);
    const forked = append(emptyEdge, entries(300, 5_000)).edge;
    expect(verifyConsistency(300, rootOf(forked), 700, rootOf(edge), consistencyProof(300, 700, read))).toBe(false);
  });
});

describe('tile paths', () => {
  it('are those of the specification', () => {
    expect(tilePath({ level: 0, number: 1_234_067, width: tileWidth })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', number: 5, width: 7 })).toBe('tile/entries/005.p/7');
  });

  it('are read back, and only in their one spelling', () => {
    fc.assert(
      fc.property(
        fc.record({
          level: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant('entries' as const)),
          number: fc.nat({ max: 2 ** 40 }),
          width: fc.integer({ min: 1, max: 256 }),
        }),
        (name) => expect(parseTilePath(tilePath(name))).toEqual(name),
      ),
    );
    for (const wrong of [
      'tile/0/1',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/00/000',
      'tile/0/x000/001',
      'tile/0/../1',
    ])
      expect(parseTilePath(wrong)).toBeUndefined();
  });
});

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = (bit >> 3) % copy.length;
  copy[at] = copy[at]! ^ (1 << (bit & 7));
  return copy;
}
