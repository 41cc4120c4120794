import fc from 'fast-check';
import { append, emptyEdge, inclusionProof, leafHash, rootOf, verifyInclusion } from '#ledger';
import { tilesBeside } from './proof';

describe('the tiles fetched for a proof', () => {
  const entries = Array.from({ length: 66_500 }, (_, at) => Buffer.from(`entry ${at}`));

  it('are all that the proof needs, at any size and place', () => {
    const sizes = [1, 2, 255, 256, 257, 511, 512, 700, 65_535, 65_536, 65_537, 66_300];
    for (const size of sizes) {
      const { edge, tiles } = append(emptyEdge, entries.slice(0, size));
      const all = new Map(
        tiles.map(({ level, number, data }) => [`${level === 'entries' ? -1 : level}/${number}`, data]),
      );
      fc.assert(
        fc.property(fc.nat({ max: size - 1 }), (index) => {
          const held = new Set(tilesBeside(index, size).map(({ level, number }) => `${level}/${number}`));
          const proof = inclusionProof(index, size, ({ level, number }) =>
            held.has(`${level}/${number}`) ? all.get(`${level}/${number}`) : undefined,
          );
          expect(verifyInclusion(leafHash(entries[index]!), index, size, proof, rootOf(edge))).toBe(true);
        }),
        { numRuns: 25 },
      );
    }
  });
});
