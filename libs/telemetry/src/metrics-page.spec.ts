import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsPage } from './metrics-page';

const page = join(__dirname, '../../../docs/metrics.md');

describe('docs/metrics.md', () => {
  it('says what the table of instruments says', () => {
    if (process.env['SLUIS_WRITE_GENERATED'] === '1') writeFileSync(page, metricsPage());
    expect(readFileSync(page, 'utf8')).toBe(metricsPage());
  });
});
