/** A file to be laid over the active register; a text of null takes it away. */
export interface Upload {
  readonly path: string;
  readonly text: string | null;
}

const folders = [
  'instruments',
  'participants',
  'purposes',
  'categories',
  'fields',
  'territories',
  'authorities',
  'roles',
  'invariants',
];

/**
 * Where a chosen file belongs in the register: where its own folder says, else where a file of its name is already, else
 * with the instruments. People can mend it.
 */
export function pathFor(name: string, relative: string, known: readonly string[]): string {
  const parts = relative.split('/');
  const folder = parts.findIndex((part) => folders.includes(part));
  if (folder >= 0) return parts.slice(folder).join('/');
  return known.find((path) => path.split('/').at(-1) === name) ?? `instruments/${name}`;
}

/** Whether control takes a path: it says the same, this says it while typing. */
export function isRegisterPath(path: string): boolean {
  return path.length <= 200 && /^(?!cases\/)[a-z]+(\/[a-z0-9-]+)*\.(yaml|md)$/.test(path);
}

/** Uploads with others laid over them: the later one of a path counts. */
export function withUploads(before: readonly Upload[], more: readonly Upload[]): readonly Upload[] {
  const all = new Map(before.map((upload) => [upload.path, upload]));
  for (const upload of more) all.set(upload.path, upload);
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
