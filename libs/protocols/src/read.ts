/** The register's folder on disk to texts. It reads and bounds; what the texts mean is for `#register`. */
import { open, readdir } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { shownName } from '#register';

const bounds = { filesMax: 20_000, fileBytesMax: 4_194_304, totalBytesMax: 268_435_456, depthMax: 3 } as const;

/** Passed over: editors' schemas, and files that start with a dot. */
const passedOver = new Set(['schemas', 'node_modules']);

/** The folder can't be read as a register. `code` is stable; a retry helps only where the disk was at fault. */
export class ProtocolsUnreadable extends Error {
  override readonly name = 'ProtocolsUnreadable';

  constructor(
    readonly code:
      | 'protocols-missing'
      | 'protocols-unreadable'
      | 'protocols-too-large'
      | 'protocols-not-a-file'
      | 'protocols-hold-cases',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Reads every file below `dir` that could belong to the register: path from there, with `/`, to text. Symbolic links
 * are refused, so that nothing from outside the reviewed folder enters the register.
 */
export async function readProtocols(dir: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  let total = 0;
  for (const path of await paths(dir, '', 1)) {
    if (files.size >= bounds.filesMax) throw tooLarge(`more than ${bounds.filesMax} files`);
    const bytes = await readBounded(dir, path);
    total += bytes.length;
    if (total > bounds.totalBytesMax) throw tooLarge(`more than ${bounds.totalBytesMax} bytes in all`);
    files.set(path, decode(bytes));
  }
  return files;
}

async function paths(dir: string, below: string, depth: number): Promise<string[]> {
  const entries = await readdir(join(dir, below), { withFileTypes: true }).catch((cause: unknown) => {
    throw new ProtocolsUnreadable(
      'protocols-missing',
      `couldn't read the folder \`${shownName(join(dir, below))}\`; is SLUIS_PROTOCOLS right?`,
      { cause },
    );
  });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || (depth === 1 && passedOver.has(entry.name))) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (path === 'cases') {
      // A case is about one person: it is entered in control and never stands among reviewed files.
      throw new ProtocolsUnreadable(
        'protocols-hold-cases',
        `\`${shownName(join(dir, path))}\` can't stand here; enter cases in control`,
      );
    }
    if (entry.isDirectory()) {
      if (depth >= bounds.depthMax) throw tooLarge(`folders deeper than ${bounds.depthMax}`);
      found.push(...(await paths(dir, path, depth + 1)));
    } else if (entry.isFile()) {
      found.push(path);
    } else {
      throw new ProtocolsUnreadable(
        'protocols-not-a-file',
        `\`${shownName(path)}\` is no ordinary file; links can't be part of the register`,
      );
    }
  }
  return found;
}

async function readBounded(dir: string, path: string): Promise<Buffer> {
  // O_NOFOLLOW: the entry may have become a link since it was listed.
  const file = await open(join(dir, path), constants.O_RDONLY | constants.O_NOFOLLOW).catch((cause: unknown) => {
    throw new ProtocolsUnreadable('protocols-unreadable', `couldn't read \`${shownName(path)}\`; may this user?`, {
      cause,
    });
  });
  try {
    const { size } = await file.stat();
    if (size > bounds.fileBytesMax) throw tooLarge(`\`${shownName(path)}\` has more than ${bounds.fileBytesMax} bytes`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** What is no UTF-8 becomes U+FFFD, which the register reports with its line and column; a byte order mark stays. */
function decode(bytes: Buffer): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function tooLarge(what: string): ProtocolsUnreadable {
  return new ProtocolsUnreadable('protocols-too-large', `couldn't read the register: ${what}`);
}
