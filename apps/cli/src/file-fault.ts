import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { printable } from './terminal';
import { CommandFault, exitCodes } from './outcome';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it may not be touched by this user',
  EEXIST: 'something else has that name already',
  EFBIG: 'it is too large',
  EISDIR: 'it is a folder, not a file',
  ERR_FS_EISDIR: 'a folder has the name of a file in it',
  ELOOP: 'its links lead to each other',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENXIO: 'nobody is at the other end of it',
  EPERM: 'it may not be touched by this user',
  EROFS: 'the disk can only be read',
};

/** What the system said of a file, in words; its code where there are none for it. */
export function fileReason(cause: unknown): string {
  const { code } = cause as { readonly code?: string };
  return reasons[code ?? ''] ?? code ?? 'the system gives no reason';
}

/**
 * Makes a folder with those above it that are missing. One by one: below a folder in which none can be made, such as `/proc`,
 * Node's own way (`recursive`) tries again for ever.
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const each of missing) mkdirSync(each);
}

/** Does something with files; where the system refuses, that is the user's to mend and no fault of ours. */
export function withFiles<Result>(doing: string, place: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if ((cause as { readonly syscall?: unknown }).syscall === undefined) throw cause;
    throw new CommandFault(exitCodes.usage, `couldn't ${doing} \`${printable(place)}\`: ${fileReason(cause)}`, {
      cause,
    });
  }
}
