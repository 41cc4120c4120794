import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteSigner } from '#ledger';
import { createDataSource } from '#postgres';
import { readDecision } from '../../../apps/recorder/src/ledger/decision-details';
import { Recording } from '../../../apps/recorder/src/ledger/recording';
import { call, opened, vkey } from './opened';

/** A decision record as the API gives it back, without its persons and hashes. */
export interface Planted {
  readonly decisionId: string;
  readonly request: { readonly topic: string; readonly partition: number; readonly offset: number };
  readonly fields: readonly string[];
  readonly basis: readonly { readonly instrument: string; readonly fields: readonly string[] }[];
  readonly clock: { readonly at: number; readonly today: string };
}

export async function newestPermit(): Promise<Planted> {
  const { json } = await call('GET', '/ledger/decisions?kind=decision&limit=1&effect=permit');
  const { index: _index, decidedAt: _decidedAt, entry: _entry, ...record } = json.decisions[0];
  return record as Planted;
}

/** An entry with its details that no gateway wrote, made and signed as the recorder does it. */
export async function plant(record: Planted): Promise<void> {
  const source = createDataSource(opened().installation.databaseUrl, 'test');
  await source.initialize();
  try {
    const file = join(opened().installation.home, 'ledger/ledger.private.jwk');
    const recording = new Recording(
      source,
      noteSigner(vkey().split('+')[0]!, JSON.parse(readFileSync(file, 'utf8')) as object),
    );
    const value = Buffer.from(JSON.stringify({ ...record, persons: [], hashes: {} }));
    await recording.recordOwn([readDecision(value)!], () => Promise.resolve());
  } finally {
    await source.destroy();
  }
}
