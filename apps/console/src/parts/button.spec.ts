import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const buttons = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  // Up to the next element: a button holds words, no markup.
  .flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/<Button\b[^<]*/g)].map(([it]) => [path, it] as const),
  )
  .filter(([, button]) => button.includes('isDisabled='));

describe('a button that waits', () => {
  it('says what for, wherever one is', () => {
    expect(buttons.length).toBeGreaterThan(5);
    expect(buttons.filter(([, button]) => !button.includes('needs=')).map(([path]) => path)).toEqual([]);
  });
});
