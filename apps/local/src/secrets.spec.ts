import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareAuthority, prepareKeys } from './secrets';

describe('secrets', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'sluis-secrets-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('makes every key once, for its owner alone', () => {
    const paths = prepareKeys(home);
    const before = readdirSync(join(home, 'keys')).map((name) => readFileSync(join(home, 'keys', name), 'utf8'));
    for (const path of Object.values(paths)) expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'keys')).mode & 0o777).toBe(0o700);
    prepareKeys(home);
    const after = readdirSync(join(home, 'keys')).map((name) => readFileSync(join(home, 'keys', name), 'utf8'));
    expect(after).toEqual(before);
  });

  it('gives control the token keys and not the pseudonym root', () => {
    const paths = prepareKeys(home);
    const gateway = JSON.parse(readFileSync(paths.gateway, 'utf8')) as { tokens: unknown; pseudonym: { root: string } };
    const tokens = readFileSync(paths.tokens, 'utf8');
    expect(JSON.parse(tokens)).toEqual({ tokens: gateway.tokens });
    expect(tokens).not.toContain(gateway.pseudonym.root);
  });

  it('never makes a key anew beside others, because old tokens and pseudonyms would mean nobody', () => {
    const paths = prepareKeys(home);
    rmSync(paths.gateway);
    expect(() => prepareKeys(home)).toThrow('`gateway.json` is missing beside the others; restore it from a copy');
  });

  it('says which file is damaged', () => {
    const paths = prepareKeys(home);
    writeFileSync(paths.tokens, '{');
    expect(() => prepareKeys(home)).toThrow(`couldn't use \`${paths.tokens}\`: it is no JSON`);
  });

  it('opens the authority that it made, and refuses one whose files don’t belong together', async () => {
    const folder = join(home, 'ca');
    const made = await prepareAuthority(home, folder);
    expect((await prepareAuthority(home, folder)).certificate).toBe(made.certificate);
    const other = await prepareAuthority(home, join(home, 'other'));
    writeFileSync(join(folder, 'ca.key.pem'), other.key);
    await expect(prepareAuthority(home, folder)).rejects.toMatchObject({ code: 'home-corrupt' });
  });
});
