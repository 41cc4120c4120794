import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { officerOf, tokenSha256 } from './access/identity';
import { settingsFrom } from './settings';

describe('the officers of control', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'sluis-officers-'));
    writeFileSync(join(home, 'control.token'), 'the-token-of-the-first-one\n');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const officers = (more: Record<string, string> = {}) =>
    settingsFrom({ DATABASE_URL: 'postgres://x', SLUIS_CONTROL_TOKEN_FILE: join(home, 'control.token'), ...more })
      .officers;
  const write = (content: unknown) => writeFileSync(join(home, 'officers.json'), JSON.stringify(content));
  const dpo = { name: 'dpo', tokenSha256: tokenSha256('the-token-of-the-second-one') };

  it('are the first one alone, where nobody else is listed', () => {
    expect(officers().map(({ name }) => name)).toEqual(['register-admin']);
  });

  it('are told apart by their tokens, and nobody else is one', () => {
    write({ officers: [dpo] });
    const all = officers();
    expect(officerOf('the-token-of-the-first-one', all)).toMatchObject({ name: 'register-admin' });
    expect(officerOf('the-token-of-the-second-one', all)).toMatchObject({ name: 'dpo' });
    expect(officerOf('the-token-of-nobody', all)).toBeUndefined();
    expect(officerOf(dpo.tokenSha256, all)).toBeUndefined();
  });

  it.each([
    ['a name twice', { officers: [dpo, { ...dpo, tokenSha256: tokenSha256('another') }] }],
    ['one person under two names', { officers: [dpo, { ...dpo, name: 'auditor' }] }],
    ['the first one again', { officers: [{ name: 'dpo', tokenSha256: tokenSha256('the-token-of-the-first-one') }] }],
    ['a token instead of its hash', { officers: [{ name: 'dpo', tokenSha256: 'the-token-of-the-second-one' }] }],
    ['no list', { officers: dpo }],
    ['nothing', null],
  ])('are refused with %s', (_, content) => {
    write(content);
    expect(officers).toThrow(/officers\.json/);
  });

  it('must be there where a file of them is named', () => {
    expect(() => officers({ SLUIS_OFFICERS: join(home, 'nowhere.json') })).toThrow('SLUIS_OFFICERS');
  });
});
