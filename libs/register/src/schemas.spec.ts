import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemas } from './schemas';

const reviewed = join(__dirname, '..', 'fixtures', 'schemas.json');

describe('the schemas', () => {
  it('are those that were reviewed, so that no key or bound changes unseen; else run `npm run generate`', () => {
    // Cases have the schema of instruments.
    const { cases, ...own } = schemas;
    expect(cases).toBe(schemas.instruments);
    const now = `${JSON.stringify(own, null, 1)}\n`;
    if (process.env['SLUIS_WRITE_GENERATED'] === '1') writeFileSync(reviewed, now);
    expect(readFileSync(reviewed, 'utf8')).toBe(now);
  });
});
