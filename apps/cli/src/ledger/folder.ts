import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  noteVerifier,
  openCheckpoint,
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

/**
 * Fetches the ledger from control into a folder: checkpoint, tiles and bundles under the paths of C2SP tlog-tiles. Full
 * tiles never change, so a second time fetches what is new; that what is there is right, `verify` finds out.
 */
export async function exportLedger(
  control: string,
  dir: string,
  verifier: NoteVerifier,
  onProgress: (tiles: number, of: number) => void = () => undefined,
): Promise<Checkpoint> {
  const note = (await get(control, 'checkpoint')).toString('utf8');
  const checkpoint = opened(note, verifier, `${control}/ledger/checkpoint`);
  const wanted = [...tilesOf(checkpoint.size)].filter(
    (name) => !(name.width === tileWidth && existsSync(fileOf(dir, name))),
  );
  let at = 0;
  let done = 0;
  const fetcher = async (): Promise<void> => {
    for (let name = wanted[at++]; name !== undefined; name = wanted[at++]) {
      const path = tilePath(name);
      write(join(dir, path), await get(control, path));
      onProgress(++done, wanted.length);
    }
  };
  await Promise.all(Array.from({ length: 8 }, fetcher));
  // The checkpoint is written last: it stands for tiles that are there. The one before stays, to be held against it.
  const kept = join(dir, 'checkpoint');
  if (existsSync(kept) && readFileSync(kept, 'utf8') !== note) {
    renameSync(kept, join(dir, `checkpoint.previous`));
  }
  write(kept, Buffer.from(note));
  return checkpoint;
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

async function get(control: string, path: string): Promise<Buffer> {
  let response: Response;
  try {
    response = await fetch(`${control}/ledger/${path}`, { signal: AbortSignal.timeout(30_000) });
  } catch (cause) {
    throw new CommandFault(
      exitCodes.unreachable,
      `control does not answer at \`${control}\`; \`npx sluis doctor\` says what runs`,
      { cause },
    );
  }
  if (response.ok) return Buffer.from(await response.arrayBuffer());
  const { detail = response.statusText } = (await response.json().catch(() => ({}))) as { detail?: string };
  const code = response.status >= 500 || path === 'checkpoint' ? exitCodes.unreachable : exitCodes.faults;
  throw new CommandFault(code, `couldn't fetch \`ledger/${path}\`: ${detail}`);
}
