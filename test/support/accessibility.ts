import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { repository } from './cluster';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const looks = [
  ['light', 1280],
  ['dark', 1280],
  ['light', 320],
  ['dark', 320],
] as const;

/**
 * What stands in somebody's way on the page as it is now: rules of WCAG 2.2 AA that axe finds broken, and text wider than the
 * screen; in light and dark, on a desk and on the narrowest telephone. What lies
 * over a page hides all else, so of that only what is `within` it counts. Leaves the page as narrow as the last of them.
 */
export async function obstacles(page: Page, within = 'html'): Promise<readonly object[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe);
  const found: object[] = [];
  for (const [colorScheme, width] of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    // Colours that are on their way to the other theme are no colours of either.
    await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))');
    found.push(...(await violations(page, within)).map((violation) => ({ colorScheme, width, ...violation })));
    const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (wide > width) found.push({ colorScheme, width, wide });
  }
  return found;
}

const axe = readFileSync(resolve(repository, 'node_modules/axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly first: string;
}

async function violations(page: Page, within: string): Promise<Violation[]> {
  const results = (await page.evaluate(
    `axe.run('${within}', { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`,
  )) as AxeResults;
  return results.violations.map(({ id, help, nodes }) => ({ id, help, first: nodes[0]!.html.slice(0, 300) }));
}
