import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actText } from './acts';

describe('what an officer did, in words', () => {
  it('has words for every act that control notes', () => {
    const sources = ['../../../control/src', '../../../../libs/postgres/src'].map((path) => join(__dirname, path));
    const source = sources
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
          .map((name) => readFileSync(join(folder, name), 'utf8')),
      )
      .join('\n');
    const acts = new Set([...source.matchAll(/\bact: '([a-z-]+\.[a-z-]+)'/g)].map(([, act]) => act!));
    expect(acts.size).toBeGreaterThan(10);
    expect([...acts].filter((act) => actText(act, 'nl') === act)).toEqual([]);
  });
});
