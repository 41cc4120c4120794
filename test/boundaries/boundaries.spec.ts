import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Cruise {
  readonly rules: readonly string[];
  /** By fixture, the rules that fired on it. */
  readonly fired: Readonly<Record<string, readonly string[]>>;
}

describe('the walls between the parts', () => {
  let cruise: Cruise;
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'cruise.mjs')]);
    cruise = JSON.parse(stdout) as Cruise;
  }, 60_000);

  it('each have a fixture, and no fixture is left without a wall', () => {
    expect(Object.keys(cruise.fired).toSorted()).toEqual(cruise.rules.toSorted());
  });

  it('each catch their fixture, and nothing else does', () => {
    expect(cruise.fired).toEqual(Object.fromEntries(cruise.rules.map((rule) => [rule, [rule]])));
  });
});
