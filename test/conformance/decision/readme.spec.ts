import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script, createContext } from 'node:vm';
import { clockAt } from '#contract';
import { decide } from '#decision';
import { contextOf, requestOf, smallRegister } from '../../support/small-register';

describe('libs/decision/README.md', () => {
  it('has an example that runs', () => {
    const readme = readFileSync(join(__dirname, '..', '..', '..', 'libs', 'decision', 'README.md'), 'utf8');
    const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
    const printed: unknown[][] = [];
    const { register, facts, tokens, guards } = contextOf(smallRegister([]));
    const request = requestOf([['persoon.insz']]);
    const console = { log: (...words: unknown[]) => printed.push(words) };
    const names = { decide, clockAt, request, register, facts, tokens, guards, console, Date };
    new Script(example).runInContext(createContext(names));
    expect(printed).toEqual([[expect.stringContaining('Er is geen geregistreerd instrument'), [{ ask: 'register-instrument' }]]]);
  });
});
