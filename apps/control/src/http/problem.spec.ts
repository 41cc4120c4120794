import { readFile } from 'node:fs/promises';
import { problemCodes } from '#contract';
import { problemBody } from './problem';

describe('a refusal', () => {
  it('says why in a word that stays, where there is more to say than its status does', () => {
    expect(problemBody(409, 'who proposed it cannot decide on it', [], 'same-officer')).toEqual({
      type: '/openapi.json#same-officer',
      code: 'same-officer',
      title: 'Conflict',
      status: 409,
      detail: 'who proposed it cannot decide on it',
    });
    expect(problemBody(404)).toMatchObject({ type: 'about:blank', status: 404 });
    expect(problemBody(404)).not.toHaveProperty('code');
  });

  it('is told of in docs/operations.md, by each of its words', async () => {
    const operations = await readFile('docs/operations.md', 'utf8');
    expect(problemCodes.filter((code) => !operations.includes(`\`${code}\``))).toEqual([]);
  });
});
