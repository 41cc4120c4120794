// Cruises each fixture as if it were the repository, with the repository's own rules. Prints { rules, fired } as JSON.
// A program of its own, since dependency-cruiser is an ES module that Jest cannot load.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import configuration from '../../.dependency-cruiser.cjs';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
const { forbidden, options } = configuration;
const fired = {};
for (const fixture of readdirSync(fixtures)) {
  const baseDir = `${fixtures}${fixture}`;
  const { output } = await cruise(
    ['apps', 'libs'].filter((folder) => existsSync(`${baseDir}/${folder}`)),
    { ...options, exclude: '^node_modules', ruleSet: { forbidden }, validate: true, baseDir },
    options.enhancedResolveOptions,
  );
  fired[fixture] = [...new Set(output.summary.violations.map(({ rule }) => rule.name))];
}
process.stdout.write(JSON.stringify({ rules: forbidden.map(({ name }) => name), fired }));
