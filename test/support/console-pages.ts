import type { Page } from 'playwright-core';

/** What pages about one thing are shown of. */
export interface Sample {
  readonly caseId: string;
  readonly decisionId: string;
  readonly proposalId: string;
}

export type Account =
  'compliance' | 'dpo' | 'register-admin' | 'register-admin-2' | 'auditor' | 'operator' | 'compliance-ocmw';

/** A page of the console, written by hand beside the router's own table, so that the one is held to the other. */
export interface ConsolePage {
  /** As the router writes it. */
  readonly route: string;
  /** Of its picture. */
  readonly name: string;
  readonly path: (of: Sample) => string;
  /** Who reads it; everybody else is told that it is not theirs. */
  readonly readers: readonly Account[] | 'everybody';
  /** What is there once it has all it shows. */
  readonly shown: string;
}

const reviewers: readonly Account[] = ['compliance', 'dpo', 'auditor', 'compliance-ocmw'];
const admins: readonly Account[] = ['register-admin', 'register-admin-2'];
// Who opens cases about one person is led to those from the facts that aren't theirs.
const recorders: readonly Account[] = ['compliance', 'dpo', 'compliance-ocmw', ...admins];

export const consolePages: readonly ConsolePage[] = [
  { route: '/overzicht', name: 'overzicht', path: () => '/overzicht', readers: 'everybody', shown: '.figures' },
  {
    route: '/geblokkeerd',
    name: 'geblokkeerd',
    path: () => '/geblokkeerd?status=alle',
    readers: reviewers,
    shown: '.row-table, .state',
  },
  {
    route: '/geblokkeerd/:id',
    name: 'geval',
    path: ({ caseId }) => `/geblokkeerd/${caseId}`,
    readers: ['compliance', 'dpo', 'auditor'],
    shown: '.answer',
  },
  {
    route: '/register',
    name: 'register',
    path: () => '/register',
    readers: 'everybody',
    shown: '.row-table',
  },
  {
    route: '/register/instrumenten/:id',
    name: 'instrument',
    path: () => '/register/instrumenten/vtc-2015-9',
    readers: 'everybody',
    shown: 'main h1',
  },
  {
    route: '/register/deelnemers',
    name: 'deelnemers',
    path: () => '/register/deelnemers',
    readers: 'everybody',
    shown: '.table',
  },
  {
    route: '/register/deelnemers/:id',
    name: 'deelnemer',
    path: () => '/register/deelnemers/woondienst-izegem',
    readers: 'everybody',
    shown: 'main h1',
  },
  {
    route: '/register/matrix',
    name: 'matrix',
    path: () => '/register/matrix?provider=woondienst-izegem',
    readers: 'everybody',
    shown: 'main table',
  },
  {
    route: '/register/vervalt',
    name: 'vervalt',
    path: () => '/register/vervalt',
    readers: 'everybody',
    shown: '.state, main table',
  },
  {
    route: '/register/onbevestigd',
    name: 'onbevestigd',
    path: () => '/register/onbevestigd',
    readers: 'everybody',
    shown: 'main h2, .state',
  },
  {
    route: '/register/versies',
    name: 'versies',
    path: () => '/register/versies',
    readers: 'everybody',
    shown: '.active-version',
  },
  {
    route: '/register/voorstellen/nieuw',
    name: 'nieuw-voorstel',
    path: () => '/register/voorstellen/nieuw?van=version',
    readers: admins,
    shown: 'form.propose',
  },
  {
    route: '/register/voorstellen/:id',
    name: 'voorstel',
    path: ({ proposalId }) => `/register/voorstellen/${proposalId}`,
    readers: [...admins, 'dpo', 'auditor'],
    shown: 'main .facts',
  },
  { route: '/betrokkene', name: 'betrokkene', path: () => '/betrokkene', readers: recorders, shown: '.table, .state' },
  {
    route: '/betrokkene/nieuw',
    name: 'feit',
    path: () => '/betrokkene/nieuw',
    readers: ['compliance', 'dpo', 'compliance-ocmw'],
    shown: 'form',
  },
  {
    route: '/betrokkene/opzoeken',
    name: 'opzoeken',
    path: () => '/betrokkene/opzoeken',
    readers: ['dpo'],
    shown: 'form',
  },
  {
    route: '/betrokkene/wissen',
    name: 'wissen',
    path: () => '/betrokkene/wissen',
    readers: ['dpo'],
    shown: 'form',
  },
  {
    route: '/betrokkene/zaken',
    name: 'zaken',
    path: () => '/betrokkene/zaken',
    readers: [...admins, 'dpo'],
    shown: 'main table, .state',
  },
  {
    route: '/betrokkene/zaken/nieuw',
    name: 'nieuwe-zaak',
    path: () => '/betrokkene/zaken/nieuw',
    readers: [...admins, 'dpo'],
    shown: 'form',
  },
  {
    route: '/mag-dit',
    name: 'mag-dit',
    path: () =>
      '/mag-dit?system=dossier&recipient=vlabinvest&purpose=toewijzing-vlabinvest&category=kandidaat-huurder' +
      '&fields=persoon.insz,persoon.naam,persoon.nationaliteit&territory=23002',
    readers: 'everybody',
    shown: 'main h2',
  },
  {
    route: '/beslissingen',
    name: 'beslissingen',
    path: () => '/beslissingen',
    readers: reviewers,
    shown: '.row-table, .state',
  },
  {
    route: '/beslissingen/:id',
    name: 'beslissing',
    path: ({ decisionId }) => `/beslissingen/${decisionId}`,
    readers: ['compliance', 'dpo', 'auditor'],
    shown: '.proof[data-verdict]',
  },
];

export const accounts: readonly Account[] = [
  'compliance',
  'dpo',
  'register-admin',
  'register-admin-2',
  'auditor',
  'operator',
  'compliance-ocmw',
];

/** Waits until a page has what it shows, and nothing on it is still to come. */
export async function settled(page: Page, { shown }: ConsolePage): Promise<void> {
  await page.locator(shown).first().waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}
