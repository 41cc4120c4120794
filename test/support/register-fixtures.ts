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
    files: new Map(
      paths.filter((path) => path !== 'expected').map((path) => [path, readFileSync(join(dir, path), 'utf8')]),
    ),
    expected: readFileSync(join(dir, 'expected'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  };
}
