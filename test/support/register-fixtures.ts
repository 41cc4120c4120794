/** Reads the fixtures of `libs/register/fixtures`: files that lie over the specimen, and the faults they must give. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface Fixture {
  /** Path inside `protocols/` to text. */
  readonly files: ReadonlyMap<string, string>;
  /** `file:line:column code`, in order. */
  readonly expected: readonly string[];
}

/** A folder of files and one called `expected`, whose lines are faults or begin with `#`. */
export function fixtureOf(dir: string): Fixture {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return {
    files: new Map(paths.filter((path) => path !== 'expected').map((path) => [path, text(join(dir, path))])),
    expected: readFileSync(join(dir, 'expected'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  };
}

/** One broken file that says in its first lines where it lies and what must be found: `# in <path>`, `# 14:7 <code>`. */
export function brokenFile(file: string): Fixture {
  const content = text(file);
  const lines = content.replace(/^\ufeff/, '').split(/\r?\n/);
  const path = /^# in (\S+)$/.exec(lines[0] ?? '')?.[1];
  if (path === undefined) throw new Error(`\`${file}\` does not say where it lies`);
  const after = lines.findIndex((line, n) => n > 0 && !/^# [0-9]+:[0-9]+ [a-z0-9-]+$/.test(line));
  const expected = lines.slice(1, after).map((line) => `${path}:${line.slice(2)}`);
  return { files: new Map([[path, content]]), expected };
}

/** As `#protocols` reads files: what is no UTF-8 is marked, a byte order mark stays. */
function text(file: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(file));
}
