export { leafHash, nodeHash, emptyRoot, hashBytes } from './hash';
export {
  decodeBundle,
  encodeBundle,
  entriesUnder,
  hashesOf,
  nodesAt,
  parseTilePath,
  perfectRoot,
  tilePath,
  tilesOf,
  tileWidth,
  type TileName,
} from './tiles';
export { append, emptyEdge, rootOf, type Appended, type TreeEdge, type WrittenTile } from './tree';
export {
  consistencyProof,
  inclusionProof,
  TileMissing,
  verifyConsistency,
  verifyInclusion,
  type ReadTile,
} from './proofs';
export { relationFetched, relationOf, type Relation } from './beginning';
export { noteSigner, noteVerifier, type NoteSigner, type NoteVerifier } from './note';
export { openCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint';
export {
  commitmentOf,
  decodeEntry,
  detailsCommitment,
  detailsMatch,
  encodeEntry,
  partCommitment,
  saltBytes,
  wholePartCommitment,
  type DetailPart,
  type Entry,
} from './entry';
export { Positions, type Span } from './positions';
export { verifyTree, type LedgerFault, type VerifyOptions } from './verify';
