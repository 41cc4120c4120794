import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** Where officers work, as far as a browser must know it. */
export interface Office {
  readonly home: string;
  readonly control: string;
}

type Stored = Awaited<ReturnType<BrowserContext['storageState']>>;

/**
 * Officers at an installation, each in a browser window of their own. Every window is watched: a request to elsewhere than
 * control (or the provider, while somebody logs in), a broken content security policy, an error on the page or a fault of
 * the server is kept in `faults`, for the test to find empty.
 */
export class Officers {
  readonly faults: string[] = [];
  /** Every address that any window asked for. */
  readonly asked = new Set<string>();
  /** While control is away on purpose, what fails for it is no fault. */
  outage = false;
  private readonly sessions = new Map<string, Stored>();
  private readonly issuer: string;
  private readonly password: string;

  constructor(
    private readonly browser: Browser,
    private readonly office: Office,
  ) {
    const read = (...path: string[]): string => readFileSync(join(office.home, ...path), 'utf8');
    this.issuer = new URL((JSON.parse(read('ready.json')) as { identity: string }).identity).origin;
    this.password = read('keys', 'demo.password').trim();
  }

  /** A window of somebody who is logged in; the form is filled in once, later windows bring its session along. */
  async window(account: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const known = this.sessions.get(account);
    if (known === undefined) {
      const first = await this.stranger();
      const page = await first.newPage();
      await this.signIn(page, account);
      this.sessions.set(account, await first.storageState());
      await first.close();
    }
    return this.stranger({ storageState: this.sessions.get(account)!, ...options });
  }

  /** The console at `path` for somebody who is logged in, in a window of its own. */
  async page(account: string, path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await this.window(account, options)).newPage();
    await page.goto(`${this.office.control}/console${path}`);
    return page;
  }

  /** A window of nobody in particular. */
  async stranger(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.office.control,
      locale: 'nl-BE',
      timezoneId: 'Europe/Brussels',
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(20_000);
    this.watch(context);
    return context;
  }

  /** From the console's own page for strangers over the provider's form and back to where one wanted to be. */
  async signIn(page: Page, account: string, path = '/overzicht'): Promise<void> {
    await page.goto(`${this.office.control}/console${path}`);
    await this.signInFrom(page, account);
  }

  /** The same from wherever the page says that one must log in. */
  async signInFrom(page: Page, account: string): Promise<void> {
    await page.getByRole('link', { name: 'Aanmelden' }).click();
    await page.locator(`input[name=login][value="${account}"]`).check();
    await page.locator('input[name=password]').fill(this.password);
    await page.getByRole('button', { name: 'Aanmelden' }).click();
    await page.locator('nav').first().waitFor();
  }

  /** The next `window` of this account logs in anew. */
  forget(account: string): void {
    this.sessions.delete(account);
  }

  private watch(context: BrowserContext): void {
    const own = new Set([this.office.control, this.issuer]);
    context.on('request', (request) => {
      this.asked.add(request.url());
      if (!own.has(new URL(request.url()).origin)) this.faults.push(`asked ${request.url()}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 500 && !this.outage) this.faults.push(`${response.status()} from ${response.url()}`);
    });
    context.on('console', (message) => {
      // A refusal is an answer as any other; the browser writes it down as an error.
      const refused = /^Failed to load resource.* (?:401|403|404|409)\b/.test(message.text());
      if (['error', 'warning'].includes(message.type()) && !refused && !this.outage) {
        this.faults.push(`${message.type()} at ${message.location().url}: ${message.text()}`);
      }
    });
    context.on('weberror', (error) => this.faults.push(`thrown: ${error.error().message}`));
  }
}
