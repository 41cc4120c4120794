import { join } from 'node:path';
import { expectReviewed } from '../../../test/support/reviewed';
import { schemas } from './schemas';

const reviewed = join(__dirname, '..', 'fixtures', 'schemas.json');

describe('the schemas', () => {
  it('are those that were reviewed, so that no key or bound changes unseen; else run `npm run generate`', () => {
    // Cases have the schema of instruments.
    const { cases, ...own } = schemas;
    expect(cases).toBe(schemas.instruments);
    expectReviewed(reviewed, `${JSON.stringify(own, null, 1)}\n`);
  });
});
