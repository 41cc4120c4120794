import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Holds a text to the one that was reviewed and committed, so that no word of it changes unseen. `npm run generate` writes
 * it anew; the difference then shows in review.
 */
export function expectReviewed(file: string, text: string): void {
  if (process.env['SLUIS_WRITE_GENERATED'] === '1') writeFileSync(file, text);
  expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
}
