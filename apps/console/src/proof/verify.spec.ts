import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { append, emptyEdge, encodeEntry, inclusionProof, leafHash, noteSigner, rootOf, signCheckpoint } from '#ledger';
import { verify, type Proof } from './verify';

const signer = (name = 'example.org/ledger') =>
  noteSigner(name, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
const ours = signer();

/** A ledger of `size` entries as control would show the one at `index`. */
function shown(size: number, index: number, by = ours): Proof {
  const entries = Array.from({ length: size }, (_, offset) =>
    encodeEntry({
      decisionId: `decision-${offset}`,
      effect: offset % 3 === 0 ? 'deny' : 'permit',
      request: { topic: 'sluis.in.dossier', partition: 0, offset },
      commitment: 'ab'.repeat(32),
    }),
  );
  const { edge, tiles } = append(emptyEdge, entries);
  const held = new Map(tiles.map((tile) => [`${tile.level}/${tile.number}`, tile.data]));
  const proof = inclusionProof(index, size, ({ level, number }) => held.get(`${level}/${number}`));
  return {
    index,
    size,
    entry: entries[index]!.toString('utf8'),
    proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
    checkpoint: signCheckpoint(by, size, rootOf(edge)),
  };
}

const claim = (index: number) => ({ decisionId: `decision-${index}`, effect: index % 3 === 0 ? 'deny' : 'permit' });

describe('the browser’s own verification', () => {
  it('holds for every entry of a ledger that libs/ledger wrote', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.nat(), async (size, pick) => {
        const index = pick % size;
        expect(await verify(shown(size, index), ours.verifierKey, claim(index))).toEqual({
          holds: true,
          size,
          origin: 'example.org/ledger',
        });
      }),
      { numRuns: 40 },
    );
  });

  it('fails for another decision, and for the same with another effect', async () => {
    const proof = shown(9, 4);
    expect(await verify(proof, ours.verifierKey, claim(5))).toEqual({ holds: false, failed: 'entry' });
    expect(await verify(proof, ours.verifierKey, { ...claim(4), effect: 'deny' })).toMatchObject({ failed: 'entry' });
  });

  it('fails for an entry that was altered in any way that keeps its decision', async () => {
    const proof = shown(9, 4);
    const altered = { ...proof, entry: proof.entry.replace('abab', 'baba') };
    expect(await verify(altered, ours.verifierKey, claim(4))).toEqual({ holds: false, failed: 'inclusion' });
  });

  it('fails for each hash of the proof that is altered, missing or too many', async () => {
    const proof = shown(300, 123);
    for (const at of proof.proof.keys()) {
      const other = Buffer.from(leafHash(Buffer.from(`${at}`))).toString('base64');
      for (const hashes of [
        proof.proof.with(at, other),
        proof.proof.toSpliced(at, 1),
        proof.proof.toSpliced(at, 0, other),
      ]) {
        const verdict = await verify({ ...proof, proof: hashes }, ours.verifierKey, claim(123));
        expect(verdict).toEqual({ holds: false, failed: 'inclusion' });
      }
    }
  });

  it('fails for a checkpoint that another key signed, under another name or the same', async () => {
    for (const by of [signer(), signer('example.org/other')]) {
      const verdict = await verify(shown(9, 4, by), ours.verifierKey, claim(4));
      expect(verdict).toEqual({ holds: false, failed: 'signature' });
    }
  });

  it('fails for a checkpoint whose text was altered after it was signed', async () => {
    const proof = shown(9, 4);
    const altered = proof.checkpoint.replace('\n9\n', '\n8\n');
    expect(await verify({ ...proof, checkpoint: altered }, ours.verifierKey, claim(4))).toMatchObject({
      failed: 'signature',
    });
  });

  it('fails for a checkpoint of another tree than the proof', async () => {
    const proof = { ...shown(9, 4), checkpoint: shown(10, 4).checkpoint };
    expect(await verify(proof, ours.verifierKey, claim(4))).toEqual({ holds: false, failed: 'size' });
  });

  it('fails for a key that is none, or whose id is not its hash', async () => {
    const wrong = ours.verifierKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+');
    for (const key of ['', 'key', wrong]) {
      expect(await verify(shown(9, 4), key, claim(4))).toEqual({ holds: false, failed: 'signature' });
    }
  });
});
