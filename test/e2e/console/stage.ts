import type { Browser } from 'playwright-core';
import { Client } from 'pg';
import { AskingSystem } from '../../support/asking';
import { openBrowser } from '../../support/browser';
import { startInstallation, type LocalInstallation } from '../../support/local-installation';
import { Officers } from '../../support/officer';

/** What all chapters of the console's tests share: one installation, one browser, its officers and its systems. */
export interface Stage {
  readonly installation: LocalInstallation;
  readonly browser: Browser;
  readonly officers: Officers;
  readonly database: Client;
  /** A system that asks over Kafka as itself, opened once. */
  system(name: string): Promise<AskingSystem>;
  /** Resolves once the ledger holds this decision. */
  recorded(decisionId: string): Promise<void>;
  /** What officers did, as the ledger has it. */
  acts(): Promise<readonly Act[]>;
  stop(): Promise<void>;
}

export interface Act {
  readonly act: string;
  readonly by: string;
  readonly case?: string;
}

export async function openStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const [installation, browser] = await Promise.all([startInstallation(env), openBrowser()]);
  const database = new Client({ connectionString: installation.databaseUrl });
  await database.connect();
  const systems = new Map<string, Promise<AskingSystem>>();
  return {
    installation,
    browser,
    database,
    officers: new Officers(browser, installation),
    system(name) {
      let system = systems.get(name);
      if (system === undefined) systems.set(name, (system = AskingSystem.open(installation, name)));
      return system;
    },
    async recorded(decisionId) {
      for (let attempt = 0; attempt < 400; attempt++) {
        const { status } = await installation.call('GET', `/ledger/decisions/${decisionId}`);
        if (status === 200) return;
        await new Promise((next) => setTimeout(next, 50));
      }
      throw new Error(`the ledger never held \`${decisionId}\``);
    },
    async acts() {
      const { rows } = await database.query<{ body: string }>(
        `SELECT body FROM ledger_detail d JOIN ledger_class c ON c.id = d.class WHERE c.kind = 'act' ORDER BY d.idx`,
      );
      return rows.map(({ body }) => JSON.parse(body) as Act);
    },
    async stop() {
      await Promise.all([...systems.values()].map(async (system) => (await system).close()));
      await browser.close();
      await database.end();
      await installation.stop();
    },
  };
}
