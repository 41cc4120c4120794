import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  decodeBundle,
  entriesUnder,
  noteVerifier,
  openCheckpoint,
  relationFetched,
  relationOf,
  tilePath,
  tilesOf,
  type Checkpoint,
  type NoteVerifier,
  type ReadTile,
  type TileName,
  tileWidth,
} from '#ledger';
import { homeDir } from '../installation';
import { CommandFault, exitCodes } from '../outcome';

/** Folder of an export where none is named. */
export function defaultFolder(): string {
  return join(homeDir(), 'export');
}

/** What the server shows otherwise than it did when the folder was written. */
export interface ServerFinding {
  readonly kind: 'server-differs' | 'server-lacks' | 'server-unproven' | 'server-shorter';
  readonly path: string;
  /** Entries that it concerns: from, and up to but not including. */
  readonly from: number;
  readonly to: number;
}

export interface Exported {
  readonly checkpoint: Checkpoint;
  /** Whether the folder is what the server has now. Where it is not, the folder stays as it was, and findings say why. */
  readonly current: boolean;
  /** The server's checkpoint and the folder's exclude each other: both are there to be shown. */
  readonly forked: boolean;
  readonly findings: readonly ServerFinding[];
}

/** Name of the file for a checkpoint that excludes the folder's. It stays until a person removes it. */
export const forkedName = 'checkpoint.forked';
const findingsMax = 100;

/**
 * Fetches the ledger from control into a folder: checkpoint, tiles and bundles under the paths of C2SP tlog-tiles. What is there is
 * never written over: full tiles never change, so a second time fetches what is new, or with `again` all of it, to be held
 * against the folder. INVARIANT(no-fork-taken): the folder's checkpoint gives way only to one that is proven to go on from it.
 */
export async function exportLedger(
  control: string,
  dir: string,
  verifier: NoteVerifier,
  options: { readonly again?: boolean; readonly onProgress?: (tiles: number, of: number) => void } = {},
): Promise<Exported> {
  const note = (await get(control, 'checkpoint')).toString('utf8');
  const checkpoint = opened(note, verifier, `${control}/ledger/checkpoint`);
  const kept = join(dir, 'checkpoint');
  const before = existsSync(kept) ? checkpointIn(kept, verifier) : undefined;
  const succession = before === undefined ? 'goes-on' : await successionOf(before, checkpoint, dir, control);
  const [current, forked] = [succession === 'goes-on', succession === 'forked'];
  if (forked) write(join(dir, forkedName), Buffer.from(note));
  const { size } = current ? checkpoint : before!;
  const wanted = [...tilesOf(size)].filter(
    (name) => !current || options.again || name.width < tileWidth || !existsSync(fileOf(dir, name)),
  );
  const findings: ServerFinding[] = [];
  let at = 0;
  let done = 0;
  const fetcher = async (): Promise<void> => {
    for (let name = wanted[at++]; name !== undefined; name = wanted[at++]) {
      const path = tilePath(name);
      const file = fileOf(dir, name);
      const theirs = await tileOf(control, path);
      const ours = existsSync(file) ? readFileSync(file) : undefined;
      if (theirs === undefined) findings.push({ kind: 'server-lacks', path, ...entriesUnder(name, size) });
      else if (ours !== undefined && !ours.equals(theirs)) {
        findings.push({ kind: 'server-differs', path, ...differingRange(name, ours, theirs, size) });
      } else if (ours === undefined && current) write(file, theirs);
      options.onProgress?.(++done, wanted.length);
    }
  };
  await Promise.all(Array.from({ length: 8 }, fetcher));
  // The checkpoint is written last: it stands for tiles that are there. The one before stays, to be held against it.
  if (current) {
    if (before !== undefined && readFileSync(kept, 'utf8') !== note) renameSync(kept, join(dir, 'checkpoint.previous'));
    write(kept, Buffer.from(note));
  }
  findings.sort((one, other) => one.to - one.from - (other.to - other.from) || one.from - other.from);
  if (succession === 'server-unproven' || succession === 'server-shorter') {
    findings.unshift({ kind: succession, path: 'checkpoint', from: 0, to: size });
  }
  return { checkpoint: current ? checkpoint : before!, current, forked, findings: findings.slice(0, findingsMax) };
}

/** One past the last note of control's own journal, as control tells. */
export async function journalEnd(control: string): Promise<number> {
  const { next } = JSON.parse((await get(control, 'journal')).toString('utf8')) as { next?: unknown };
  if (Number.isSafeInteger(next)) return Number(next);
  throw new CommandFault(exitCodes.unreachable, `what answers at \`${control}/ledger/journal\` is no control of ours`);
}

/** What the server's checkpoint is to the folder's, by the tiles of whichever is larger. */
async function successionOf(
  before: Checkpoint,
  now: Checkpoint,
  dir: string,
  control: string,
): Promise<'goes-on' | 'forked' | 'server-unproven' | 'server-shorter'> {
  const isShorter = now.size < before.size;
  const relation = isShorter
    ? relationOf(now, before, readFrom(dir))
    : await relationFetched(before, now, (name) => tileOf(control, tilePath(name)));
  if (relation === 'excluding') return 'forked';
  if (isShorter) return 'server-shorter';
  return relation === 'beginning' ? 'goes-on' : 'server-unproven';
}

/** The entries under what differs between two states of one tile. */
function differingRange(name: TileName, one: Buffer, other: Buffer, size: number): { from: number; to: number } {
  const parts = (data: Buffer): Buffer[] | undefined =>
    name.level === 'entries'
      ? decodeBundle(data)
      : Array.from({ length: Math.ceil(data.length / 32) }, (_, at) => data.subarray(at * 32, at * 32 + 32));
  const [mine, theirs] = [parts(one), parts(other)];
  if (mine === undefined || theirs === undefined) return entriesUnder(name, size);
  const differs = Array.from({ length: name.width }, (_, at) => at).filter(
    (at) => !mine[at] || !theirs[at]?.equals(mine[at]),
  );
  const [first, last] = [differs[0], differs.at(-1)];
  if (first === undefined || last === undefined) return entriesUnder(name, size);
  const unit = name.level === 'entries' ? 1 : tileWidth ** name.level;
  const start = name.number * tileWidth;
  return { from: (start + first) * unit, to: Math.min(size, (start + last + 1) * unit) };
}

/** Reads tiles of an export. A partial tile may have grown since: a wider one, or a full one, begins the same. */
export function readFrom(dir: string): ReadTile {
  return (name) => {
    const file = fileOf(dir, name);
    if (existsSync(file)) return readFileSync(file);
    const full = fileOf(dir, { ...name, width: tileWidth });
    return existsSync(full) ? readFileSync(full) : undefined;
  };
}

/** The checkpoint in a file, which must be signed by this key. */
export function checkpointIn(file: string, verifier: NoteVerifier): Checkpoint {
  let note: string;
  try {
    note = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CommandFault(
      exitCodes.usage,
      `couldn't read the checkpoint \`${file}\`; \`npx sluis ledger export\` writes one`,
      { cause },
    );
  }
  return opened(note, verifier, file);
}

/** The verifier key: a file or the key itself; by default what `npm start` wrote beside the installation. */
export function verifierFrom(given: string | undefined): NoteVerifier {
  const place = given ?? join(homeDir(), 'ledger.vkey');
  const text = existsSync(place) && statSync(place).isFile() ? readFileSync(place, 'utf8') : given;
  if (text === undefined) {
    throw new CommandFault(
      exitCodes.usage,
      `couldn't find the verifier key \`${place}\`; give it with \`--vkey\`, as a file or as text`,
    );
  }
  const verifier = noteVerifier(text);
  if (verifier !== undefined) return verifier;
  throw new CommandFault(exitCodes.usage, `\`${place}\` is no verifier key: \`name+id+key\`, with an id that fits`);
}

/** A note that this key did not sign is a finding, not a mishap. */
function opened(note: string, verifier: NoteVerifier, place: string): Checkpoint {
  const checkpoint = openCheckpoint(note, verifier);
  if (checkpoint !== undefined) return checkpoint;
  throw new CommandFault(
    exitCodes.faults,
    `the checkpoint \`${place}\` is not signed by \`${verifier.name}\` with the key given, or was changed`,
  );
}

function fileOf(dir: string, name: TileName): string {
  return join(dir, tilePath(name));
}

function write(path: string, data: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, data);
  renameSync(`${path}.new`, path);
}

/** Undefined where the server has no such tile. */
async function tileOf(control: string, path: string): Promise<Buffer | undefined> {
  const response = await answer(control, path);
  return response.status === 404 ? undefined : whole(response, path);
}

async function get(control: string, path: string): Promise<Buffer> {
  return whole(await answer(control, path), path);
}

async function answer(control: string, path: string): Promise<Response> {
  try {
    return await fetch(`${control}/ledger/${path}`, { signal: AbortSignal.timeout(30_000) });
  } catch (cause) {
    throw new CommandFault(
      exitCodes.unreachable,
      `control does not answer at \`${control}\`; \`npx sluis doctor\` says what runs`,
      { cause },
    );
  }
}

async function whole(response: Response, path: string): Promise<Buffer> {
  if (response.ok) return Buffer.from(await response.arrayBuffer());
  const { detail = response.statusText } = (await response.json().catch(() => ({}))) as { detail?: string };
  const code = response.status >= 500 || !path.startsWith('tile/') ? exitCodes.unreachable : exitCodes.faults;
  throw new CommandFault(code, `couldn't fetch \`ledger/${path}\`: ${detail}`);
}
