import { readdirSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openStage, type Stage } from '../e2e/console/stage';
import { candidate, toVlabinvest } from '../e2e/console/whole-way';
import { repository } from '../support/cluster';
import { fillLedger } from './console-ledger';

export interface ConsoleFigures {
  /** From before a system hands its request to Kafka to the moment its denial stands on an open page. */
  readonly blockedToScreenP95Ms: number;
  readonly blockedToScreenSamples: number;
  /** Median of cold visits to the overview by somebody who is logged in: first contentful paint. */
  readonly firstPaintMs: number;
  /** Every script there is, as it is sent to a browser that takes brotli; 1 kB is 1,000 bytes. */
  readonly scriptKb: number;
  /** 95th percentile of the slowest first page among those of cases and decisions, asked of control and shown in a browser. */
  readonly casesFirstPageMs: number;
  readonly casesFirstPageShownMs: number;
  readonly casesHeld: number;
  readonly decisionsHeld: number;
}

/** The console as an officer meets it: a whole installation, a real Chromium. */
export async function benchConsole(quick: boolean, say: (what: string) => void): Promise<ConsoleFigures> {
  const stage = await openStage();
  try {
    const scriptKb = await scriptSize(stage.installation.control);
    say('first paint');
    const firstPaintMs = await firstPaint(stage, quick ? 3 : 15);
    say('from a blocked exchange to the screen');
    const samples = quick ? 20 : 200;
    const tookMs = await blockedToScreen(stage, samples);
    const [cases, decisions] = quick ? [10_000, 100_000] : [100_000, 1_000_000];
    say(`filling ${cases} cases and ${decisions} decisions`);
    await fillLedger(stage.database, cases, decisions);
    say('first pages');
    const asked = await firstPagesAsked(stage, quick ? 20 : 60);
    const shown = await firstPagesShown(stage, quick ? 5 : 30);
    return {
      blockedToScreenP95Ms: p95(tookMs),
      blockedToScreenSamples: samples,
      firstPaintMs,
      scriptKb,
      casesFirstPageMs: asked,
      casesFirstPageShownMs: shown,
      casesHeld: cases,
      decisionsHeld: decisions,
    };
  } finally {
    await stage.stop();
  }
}

async function scriptSize(control: string): Promise<number> {
  const scripts = readdirSync(join(repository, 'dist/console/assets')).filter((name) => name.endsWith('.js'));
  let bytes = 0;
  for (const name of scripts) bytes += await sent(`${control}/console/assets/${name}`);
  return Math.round(bytes / 100) / 10;
}

/** Bytes of a body as it goes over the wire. */
function sent(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`\`${url}\` answered ${answer.statusCode}`));
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

async function firstPaint({ officers }: Stage, visits: number): Promise<number> {
  const took: number[] = [];
  for (let visit = 0; visit < visits; visit++) {
    // A window of its own has nothing in its cache.
    const page = await officers.page('dpo', '/overzicht');
    await page.locator('.figures').waitFor();
    took.push(Number(await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0].startTime`)));
    await page.context().close();
  }
  return Math.round(took.sort((a, b) => a - b)[took.length >> 1]!);
}

/** One request after another of one case, at uneven intervals; the page notes when its count has come so far. */
async function blockedToScreen(stage: Stage, samples: number): Promise<number[]> {
  const dossier = await stage.system('dossier');
  const page = await stage.officers.page('dpo', '/geblokkeerd');
  await page.getByText('Live', { exact: true }).waitFor();
  await dossier.ask(toVlabinvest, candidate(0, { geboorteplaats: 'Izegem' }));
  await page.locator('.row-table td.number').first().waitFor();
  await page.evaluate(`(() => {
    const at = (window.seenAt = []);
    const look = () => {
      const count = parseInt(document.querySelector('.row-table td.number').textContent.replace(/\\D/g, ''), 10);
      for (let each = 2; each <= count; each++) at[each] ??= Date.now();
    };
    new MutationObserver(look).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
  })()`);
  const sentAt: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    sentAt.push(Date.now());
    await dossier.producer.send({
      topic: 'sluis.in.dossier',
      acks: -1,
      messages: [
        {
          value: JSON.stringify(candidate(sample + 1, { geboorteplaats: 'Izegem' })),
          headers: {
            ce_specversion: '1.0',
            ce_id: `bench-${sample}`,
            ce_source: '/dossier',
            ce_type: 'be.sluis.exchange.requested.v1',
            'content-type': 'application/json',
            ...toVlabinvest,
          },
        },
      ],
    });
    // 250 to 949 ms: in step with nothing that ticks.
    await new Promise((next) => setTimeout(next, 250 + ((sample * 271) % 700)));
  }
  await page.waitForFunction(`window.seenAt.length > ${samples + 1}`, undefined, { timeout: 60_000 });
  const seenAt = (await page.evaluate('window.seenAt')) as (number | null)[];
  await page.context().close();
  return sentAt.map((at, sample) => seenAt[sample + 2]! - at);
}

const firstPages = [
  '/ledger/cases?status=open&limit=50',
  '/ledger/cases?limit=50',
  '/ledger/cases?reason=field-not-permitted&limit=50',
  '/ledger/cases?recipient=vlabinvest&limit=50',
  '/ledger/cases?q=nergens&limit=50',
  '/ledger/cases?status=open&q=nergens&limit=50',
  '/ledger/decisions?limit=50',
  ...[
    '',
    'effect=deny',
    'effect=permit',
    'system=system-7',
    'recipient=vmsw',
    'purpose=toewijzing-vlabinvest',
    'instrument=rr-2013-48',
    'reason=outside-territory',
    'case=1',
    'effect=deny&to=2000-01-01',
    `effect=deny&from=${new Date(Date.now() - 3_600_000).toISOString()}`,
  ].map((filter) => `/ledger/decisions?kind=decision&${filter}&limit=50`),
  '/overview?days=7',
];

/** Of each address its own p95, and of these the slowest. */
async function firstPagesAsked({ installation }: Stage, times: number): Promise<number> {
  let slowest = 0;
  for (const path of firstPages) {
    const took: number[] = [];
    for (let time = 0; time < times; time++) {
      const began = performance.now();
      const { status } = await installation.call('GET', path);
      if (status !== 200) throw new Error(`\`${path}\` answered ${status}`);
      took.push(performance.now() - began);
    }
    process.stderr.write(`  ${path}: p95 ${p95(took)} ms\n`);
    slowest = Math.max(slowest, p95(took));
  }
  return slowest;
}

/** From the press on a link to the rows on the screen. */
async function firstPagesShown({ officers }: Stage, times: number): Promise<number> {
  const page = await officers.page('dpo', '/overzicht');
  await page.locator('.figures').waitFor();
  let slowest = 0;
  for (const [name, path] of [
    ['Geblokkeerde stromen', '/geblokkeerd'],
    ['Beslissingen', '/beslissingen'],
  ] as const) {
    const took: number[] = [];
    for (let time = 0; time <= times; time++) {
      const ms = await pressed(page, path);
      // The first one fetches the pages' script too.
      if (time > 0) took.push(ms);
      await page.locator('.navigation a[href="/console/mag-dit"]').click();
      await page.locator('.may').waitFor();
      // Older than five seconds, a list is asked for anew.
      await page.evaluate(`new Promise((next) => setTimeout(next, 50))`);
    }
    process.stderr.write(`  ${name}: p95 ${p95(took)} ms\n`);
    slowest = Math.max(slowest, p95(took));
  }
  await page.context().close();
  return slowest;
}

async function pressed(page: Page, path: string): Promise<number> {
  return Number(
    await page.evaluate(`new Promise((resolve) => {
      const began = performance.now();
      const observer = new MutationObserver(() => {
        if (document.querySelectorAll('main .row-table tbody tr').length === 0) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - began));
      });
      observer.observe(document.body, { subtree: true, childList: true });
      document.querySelector('.navigation a[href="/console${path}"]').click();
    })`),
  );
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0);
}
