import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { openCheckpoint, signCheckpoint } from './checkpoint';
import { commitmentOf, decodeEntry, detailsMatch, encodeEntry, partCommitment, type Entry } from './entry';
import { leafHash } from './hash';
import { noteSigner, noteVerifier } from './note';
import { Positions } from './positions';
import { decodeBundle, encodeBundle, tilePath, tilesOf } from './tiles';
import { append, emptyEdge, rootOf } from './tree';
import { verifyTree, type LedgerFault } from './verify';

const signer = noteSigner('sluis.test/ledger', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
const verifier = noteVerifier(signer.verifierKey)!;

const entryAt = (offset: number): Entry => ({
  decisionId: `d${offset}`,
  effect: offset % 3 === 0 ? 'deny' : 'permit',
  request: { topic: 'sluis.in.dossier', partition: 0, offset },
  commitment: commitmentOf([Buffer.from([offset & 255])]),
});

function ledger(size: number): { tiles: Map<string, Buffer>; note: string } {
  const { edge, tiles } = append(
    emptyEdge,
    Array.from({ length: size }, (_, at) => encodeEntry(entryAt(at))),
  );
  const held = new Map(tiles.map(({ data, ...name }) => [tilePath(name), data]));
  expect([...held.keys()].sort()).toEqual([...tilesOf(size)].map(tilePath).sort());
  return { tiles: held, note: signCheckpoint(signer, size, rootOf(edge)) };
}

function check({
  tiles,
  note,
}: {
  tiles: ReadonlyMap<string, Buffer>;
  note: string;
}): readonly LedgerFault[] | 'forged' {
  const checkpoint = openCheckpoint(note, verifier);
  if (checkpoint === undefined) return 'forged';
  const positions = new Positions();
  return verifyTree(checkpoint, (name) => tiles.get(tilePath(name)), {
    onEntry: ({ request }) => (positions.add(request) ? undefined : 'position-twice'),
  });
}

const size = 600;
const sound = ledger(size);

describe('verification', () => {
  it('finds nothing in a sound ledger of any size', () => {
    for (const own of [0, 1, 2, 255, 256, 257, 600]) expect(check(ledger(own))).toEqual([]);
  });

  it('finds and locates any flipped bit of any tile or bundle', () => {
    const names = [...sound.tiles.keys()];
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (pick, bit) => {
        const path = names[pick % names.length]!;
        const data = Buffer.from(sound.tiles.get(path)!);
        const at = (bit >> 3) % data.length;
        data[at] = data[at]! ^ (1 << (bit & 7));
        const faults = check({ ...sound, tiles: new Map(sound.tiles).set(path, data) });
        expect(faults).not.toEqual([]);
        // The narrowest place is within the tile that was touched, or is the tile below the hash that was.
        if (path.startsWith('tile/entries') || path.startsWith('tile/0')) {
          const number = Number(/\d{3}/.exec(path)![0]);
          const near = (faults as LedgerFault[]).some(
            ({ from, to }) => from >= number * 256 && to <= (number + 1) * 256,
          );
          expect(near).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('locates a changed tile of any level to that tile, and to the entries under the hash', () => {
    const large = ledger(256 * 256 + 700);
    const changed = (path: string, at: number): readonly LedgerFault[] | 'forged' => {
      const data = Buffer.from(large.tiles.get(path)!);
      data[at * 32 + 5] = data[at * 32 + 5]! ^ 1;
      return check({ ...large, tiles: new Map(large.tiles).set(path, data) });
    };
    const kind = 'hash-altered';
    expect(changed('tile/0/003', 9)).toEqual([{ kind, path: 'tile/0/003', from: 777, to: 778 }]);
    expect(changed('tile/0/258.p/188', 9)).toEqual([{ kind, path: 'tile/0/258.p/188', from: 66_057, to: 66_058 }]);
    expect(changed('tile/1/000', 9)).toEqual([{ kind, path: 'tile/1/000', from: 2_304, to: 2_560 }]);
    expect(changed('tile/1/001.p/2', 1)).toEqual([{ kind, path: 'tile/1/001.p/2', from: 65_792, to: 66_048 }]);
    expect(changed('tile/2/000.p/1', 0)).toEqual([{ kind, path: 'tile/2/000.p/1', from: 0, to: 65_536 }]);
    // An entry with its leaf: the tile above stands against both, and it is no entry that was changed alone.
    const entries = decodeBundle(large.tiles.get('tile/entries/003')!)!;
    const other = encodeEntry({ ...entryAt(777), effect: 'permit', decisionId: 'x' });
    const leaves = Buffer.from(large.tiles.get('tile/0/003')!);
    leaves.set(leafHash(other), 9 * 32);
    const tiles = new Map(large.tiles)
      .set('tile/entries/003', encodeBundle(entries.with(9, other)))
      .set('tile/0/003', leaves);
    expect(check({ ...large, tiles })).toEqual([{ kind, path: 'tile/0/003', from: 768, to: 1_024 }]);
  });

  it('finds a removed, an inserted, a reordered and a replaced entry, and says which', () => {
    const path = 'tile/entries/001';
    const entries = decodeBundle(sound.tiles.get(path)!)!;
    const swapped = [...entries];
    [swapped[7], swapped[8]] = [swapped[8]!, swapped[7]!];
    const tampered: [Buffer[], number, number][] = [
      [entries.toSpliced(10, 1), 266, 512],
      [entries.toSpliced(10, 0, encodeEntry(entryAt(9_999))), 266, 512],
      [swapped, 263, 265],
      [entries.with(3, encodeEntry({ ...entryAt(259), effect: 'deny' })), 259, 260],
    ];
    for (const [changed, from, to] of tampered) {
      const faults = check({ ...sound, tiles: new Map(sound.tiles).set(path, encodeBundle(changed)) });
      expect(faults).toContainEqual({ kind: 'entry-altered', from, to, path });
    }
  });

  it('finds a forger who made the tiles anew, by the root', () => {
    const forged = ledger(size + 1);
    const shortened = ledger(size - 1);
    expect(check({ tiles: new Map([...sound.tiles, ...shortened.tiles]), note: forged.note })).not.toEqual([]);
    const other = append(
      emptyEdge,
      Array.from({ length: size }, (_, at) => encodeEntry(entryAt(at + 1))),
    );
    const tiles = new Map(other.tiles.map(({ data, ...name }) => [tilePath(name), data]));
    expect(check({ tiles, note: sound.note })).toEqual([{ kind: 'root-differs', from: 0, to: size }]);
  });

  it('finds a truncated ledger, a missing tile and a missing bundle', () => {
    for (const path of sound.tiles.keys()) {
      const tiles = new Map(sound.tiles);
      tiles.delete(path);
      expect(check({ ...sound, tiles })).toContainEqual(expect.objectContaining({ kind: 'tile-missing', path }));
    }
  });

  it('finds two entries for one request, soundly hashed as they are', () => {
    const twice = append(emptyEdge, [entryAt(1), entryAt(2), entryAt(1)].map(encodeEntry));
    const tiles = new Map(twice.tiles.map(({ data, ...name }) => [tilePath(name), data]));
    const faults = check({ tiles, note: signCheckpoint(signer, 3, rootOf(twice.edge)) });
    expect(faults).toEqual([expect.objectContaining({ kind: 'position-twice', from: 2, to: 3 })]);
  });
});

describe('a checkpoint', () => {
  it('is refused when any character of it is another', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: sound.note.length - 1 }),
        fc.constantFrom('A', '0', '\n', 'z', '+'),
        (at, character) => {
          const changed = sound.note.slice(0, at) + character + sound.note.slice(at + 1);
          fc.pre(changed !== sound.note);
          // The last character of a base64 text may have bits that nothing reads; then it says the same.
          const opened = openCheckpoint(changed, verifier);
          expect(opened === undefined || opened.size === size).toBe(true);
          if (opened !== undefined) expect(changed.split('\n\n')[0]).toBe(sound.note.split('\n\n')[0]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is refused under another key of the same name', () => {
    const other = noteSigner(signer.name, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
    expect(openCheckpoint(sound.note, noteVerifier(other.verifierKey)!)).toBeUndefined();
  });

  it('is opened beside the signature of a witness', () => {
    const witness = noteSigner('witness.test', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
    const text = sound.note.slice(0, sound.note.indexOf('\n\n') + 1);
    const cosigned = sound.note + witness.sign(text).slice(text.length + 1);
    expect(openCheckpoint(cosigned, verifier)?.size).toBe(size);
    expect(openCheckpoint(cosigned, noteVerifier(witness.verifierKey)!)).toBeUndefined();
  });

  it('has a verifier key whose id is the hash of its name and key', () => {
    // The example of the Go library golang.org/x/mod/sumdb/note.
    expect(noteVerifier('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBeDefined();
    expect(noteVerifier('PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBeUndefined();
  });
});

describe('an entry', () => {
  it('is read back as it was written', () => {
    expect(decodeEntry(encodeEntry(entryAt(7)))).toEqual(entryAt(7));
    for (const wrong of ['', '{', '[]', '{"decisionId":"x"}', 'null'])
      expect(decodeEntry(Buffer.from(wrong))).toBeUndefined();
  });

  it('holds its details to what it committed to, erased or not, and nothing else to it', () => {
    const [salt, other] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
    const parts = [partCommitment(salt, 'body'), partCommitment(other, 'person')];
    const entry = { ...entryAt(1), commitment: commitmentOf(parts) };
    const body = { salt, content: 'body' };
    expect(detailsMatch(entry, [body, { salt: other, content: 'person' }])).toBe(true);
    expect(detailsMatch(entry, [body, { erased: parts[1]! }])).toBe(true);
    expect(detailsMatch(entry, [body, { salt: other, content: 'another' }])).toBe(false);
    expect(detailsMatch(entry, [body])).toBe(false);
  });
});

describe('positions', () => {
  it('know what is missing and what came twice, in whatever order entries come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 60 }), (offsets) => {
        const positions = new Positions();
        const seen = new Set<number>();
        for (const offset of offsets) {
          expect(positions.add({ topic: 't', partition: 0, offset })).toBe(!seen.has(offset));
          seen.add(offset);
        }
        const missing = positions.missing('t', 0, { from: 5, to: 25 });
        const listed = missing.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at));
        expect(listed).toEqual(Array.from({ length: 20 }, (_, at) => at + 5).filter((offset) => !seen.has(offset)));
      }),
    );
  });
});
