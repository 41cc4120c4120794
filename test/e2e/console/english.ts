import { readProtocols } from '#protocols';
import { parseRegister } from '#register';
import { consolePages, settled, type Sample } from '../../support/console-pages';
import type { Stage } from './stage';

/** Words that nearly every Dutch sentence has one of, and no English one. */
const dutch = new Set(
  'het een de niet geen van voor met wie wat waar deze dit wordt worden zijn heeft naar uit bij aan ook en op te'.split(
    ' ',
  ),
);

/** What a reader of English meets: English, but for names of the register and what somebody wrote, which stay what they are. */
export function english(stage: () => Stage, sample: () => Promise<Sample>): void {
  describe('behind the English switch', () => {
    let given: readonly string[] = [];

    beforeAll(async () => {
      await sample();
      const { source } = parseRegister(await readProtocols('protocols'));
      const { json } = await stage().installation.call('GET', '/register/proposals');
      const officers = ['Functionaris voor gegevensbescherming', 'Beheerder van het register'];
      given = [...textsIn(source, ['nl', 'name']), ...textsIn(json, ['title', 'reason']), ...officers]
        .map((text) => text.toLowerCase())
        .toSorted((one, other) => other.length - one.length);
    });

    it.each(consolePages.map((one) => [one.name, one] as const))('%s: speaks no Dutch of its own', async (_, one) => {
      const reader = one.readers === 'everybody' || one.readers.includes('dpo') ? 'dpo' : one.readers[0]!;
      const page = await stage().officers.page(reader, one.path(await sample()));
      await settled(page, one);
      await page.getByRole('button', { name: 'English' }).click();
      await page.locator('html[lang|=en]').waitFor();
      await settled(page, one);
      const said = (await page.evaluate(ownWords)) as readonly string[];
      await page.context().close();
      expect(said.length).toBeGreaterThan(10);
      const own = said.map((text) => given.reduce((left, name) => left.replaceAll(name, ' '), text.toLowerCase()));
      expect(own.filter((text) => text.split(/[^a-zà-ÿ-]+/).some((word) => dutch.has(word)))).toEqual([]);
    });
  });
}

/** Every text that stands under one of these names. */
function textsIn(value: unknown, keys: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (keys.includes(key) && inner.length > 3 ? [inner] : []) : textsIn(inner, keys),
  );
}

/** The texts of the page as it is, with its names for who can't see it, but for what is marked as Dutch. */
const ownWords = `(() => {
  const said = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node.nodeType === 1 && node.matches('script, noscript, style, code, [lang|=nl]')
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.nodeType === 3) said.push(node.textContent.trim());
    else said.push(...['aria-label', 'title', 'placeholder', 'alt'].map((name) => node.getAttribute(name) ?? ''));
  }
  return said.filter((text) => text !== '');
})()`;
