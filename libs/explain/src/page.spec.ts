import { readProtocols } from '#protocols';
import type { RegisterSource } from '#register';
import { publicPages } from './page';
import { registerWithCase, secrets } from '../../../test/support/register-with-case';
import { withoutCases } from './without-cases';

// The whole register is read and compiled: on a machine that is busy that takes a while.

describe('the public page', () => {
  let source: RegisterSource;
  let pages: ReadonlyMap<string, string>;
  beforeAll(async () => {
    source = withoutCases(registerWithCase(await readProtocols('protocols')));
    pages = publicPages(source, '2026-11-22');
  });

  it('has a page for every instrument, and a link to each from the first', () => {
    const index = pages.get('index.html')!;
    for (const { id } of source.instruments) {
      expect(pages.has(`${id}.html`)).toBe(true);
      expect(index).toContain(`<a href="${id}.html">`);
    }
  });

  it('leads nowhere that is not there, and takes nothing from elsewhere', () => {
    for (const html of pages.values()) {
      for (const [, href] of html.matchAll(/href="([^"#]+)"/g)) expect(pages.has(href!)).toBe(true);
      expect(html).not.toMatch(/<(?:script|link|img|iframe)|src=|url\(/);
    }
  });

  it('marks what is assumed as such', () => {
    expect(pages.get('vtc-2015-9.html')).toContain('<span class="mark assumed">aangenomen</span>');
    expect(pages.get('index.html')).toContain('deels aangenomen');
  });

  it('says purpose, ground and conditions of an instrument', () => {
    const html = pages.get('vtc-2015-19.html')!;
    for (const words of ['Waarvoor', 'Steunt op', 'wet-1983-08-08', 'open dossier over de persoon', 'Bewaren'])
      expect(html).toContain(words);
  });

  it('never tells of a case', () => {
    for (const html of pages.values()) for (const secret of secrets) expect(html).not.toContain(secret);
  });

  it('says what a register file says and runs nothing of it', () => {
    const [first, ...rest] = source.instruments;
    const evil = { ...source, instruments: [{ ...first!, title: { nl: '<script>alert(1)</script>' } }, ...rest] };
    for (const html of publicPages(evil, '2026-11-22').values()) expect(html).not.toContain('<script>');
  });

  it('has one first heading a page, and goes down one level at a time', () => {
    for (const html of pages.values()) {
      const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      for (const [n, level] of levels.slice(1).entries()) expect(level - levels[n]!).toBeLessThanOrEqual(1);
    }
  });
});
