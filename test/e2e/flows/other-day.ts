import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { brusselsDate } from '#contract';
import { readProtocols } from '#protocols';
import { repository } from '../../support/cluster';

interface Version {
  from?: string;
  until?: string;
}

const dayMs = 86_400_000;

/**
 * The files of `protocols/` as they would be had every instrument ended yesterday, or were it to begin tomorrow. Only
 * dates differ, and that authorities are closed, since such an authority could begin nothing.
 */
export async function otherDay(when: 'ended' | 'coming'): Promise<ReadonlyMap<string, string>> {
  const nowMs = Date.now();
  const today = brusselsDate(nowMs);
  const tomorrow = brusselsDate(nowMs + dayMs);
  const files = await readProtocols(join(repository, 'protocols'));
  const changed = new Map<string, string>();
  for (const [path, text] of files) changed.set(path, changedFile(path, text));
  return changed;

  function changedFile(path: string, text: string): string {
    if (path.startsWith('authorities/')) return text.replaceAll(/, closedOn: [0-9-]+/g, '');
    if (!path.startsWith('instruments/')) return text;
    const file = parse(text) as { versions: Version[] };
    const standing = file.versions.find(
      ({ from, until }) => from !== undefined && from <= today && (until === undefined || today < until),
    );
    if (standing === undefined) return text;
    if (when === 'ended') standing.until = today;
    else standing.from = tomorrow;
    return stringify({ ...file, versions: [standing] }, { aliasDuplicateObjects: false });
  }
}
