import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { consolePages } from './console-pages';

const root = join(__dirname, '../..');
const looks = ['licht', 'donker'];

describe('the pages of the console', () => {
  it('are in the router and in the table of the tests alike', () => {
    const source = readFileSync(join(root, 'apps/console/src/shell/pages.ts'), 'utf8');
    const routes = [...source.matchAll(/path: '([^']+)'/g)].map(([, route]) => route);
    expect(routes.length).toBeGreaterThan(10);
    expect(consolePages.map(({ route }) => route).sort()).toEqual(routes.sort());
  });

  it.each(consolePages.flatMap(({ name }) => looks.map((look) => `${name}-${look}.png`)))(
    'have a picture, that loads at once and stands in the docs: %s',
    (picture) => {
      const path = join(root, 'docs/images', picture);
      expect(existsSync(path)).toBe(true);
      expect(statSync(path).size).toBeLessThan(200_000);
      expect(readFileSync(join(root, 'docs/console.md'), 'utf8')).toContain(`(images/${picture})`);
    },
  );
});
