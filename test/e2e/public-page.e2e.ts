import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { publicPages, withoutCases } from '#explain';
import { readProtocols } from '#protocols';
import { parseRegister } from '#register';
import { openBrowser } from '../support/browser';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Every page of the public register in a real browser: light and dark, on a telephone and on a desk. */
describe('the public page', () => {
  let dir: string;
  let browser: Browser;
  let axe: string;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sluis-public-'));
    const pages = publicPages(withoutCases(parseRegister(await readProtocols('protocols')).source!), '2026-11-22');
    for (const [name, html] of pages) writeFileSync(join(dir, name), html);
    axe = await readFile(resolve('node_modules/axe-core/axe.min.js'), 'utf8');
    browser = await openBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 320],
    ['dark', 320],
  ] as const)(
    'breaks no rule of accessibility in %s at %i pixels, and is not wider than the screen',
    async (colorScheme, width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
      const page = await context.newPage();
      const found: unknown[] = [];
      // Pages of instruments are alike in form; these show every form there is. The table of all fields is large: once.
      const shown = ['index.html', 'rr-2012-19.html', 'prot-vmsw-wv-2019-07-11.html', 'rr-2007-41.html'];
      for (const name of width === 320 && colorScheme === 'dark' ? [...shown, 'gegevens.html'] : shown) {
        await page.goto(pathToFileURL(join(dir, name)).href);
        await page.evaluate(axe);
        const results = (await page.evaluate(
          `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`,
        )) as AxeResults;
        for (const { id, help, nodes } of results.violations) found.push({ name, id, help, first: nodes[0]!.html });
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        if (Number(wide) > width) found.push({ name, wide });
      }
      await context.close();
      expect(found).toEqual([]);
    },
    300_000,
  );

  it('is caught by the same rules where it does break one', async () => {
    const page = await browser.newPage({ bypassCSP: true });
    await page.setContent('<html><body><img src="x.png"><p style="color:#999;background:#fff">bleek</p></body></html>');
    await page.evaluate(axe);
    const results = (await page.evaluate(
      `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`,
    )) as AxeResults;
    expect(results.violations.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['color-contrast', 'html-has-lang', 'image-alt']),
    );
    await page.close();
  });

  it('can be read with the keyboard alone: the first stop leads past the links', async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(dir, 'index.html')).href);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('inhoud');
    await page.close();
  });

  it('runs nothing and asks nothing of another machine', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(join(dir, 'index.html')).href);
    expect(asked).toEqual([pathToFileURL(join(dir, 'index.html')).href]);
    expect(await page.locator('script').count()).toBe(0);
    await page.close();
  });
});
