import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accounts, machines } from './accounts';
import { prepareIdentity } from './prepare';

describe('the identity of an installation', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'sluis-identity-'));
    mkdirSync(join(home, 'keys'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  const read = (name: string) => readFileSync(join(home, name), 'utf8');

  it('is made once; another address is told to its clients and changes no secret', () => {
    prepareIdentity(home, 'http://127.0.0.1:1');
    const [provider, client] = [read('identity/provider.json'), read('keys/dpo.client.json')];
    prepareIdentity(home, 'http://127.0.0.1:2');
    expect(read('identity/provider.json')).toBe(provider);
    const before = JSON.parse(client) as object;
    expect(JSON.parse(read('keys/dpo.client.json'))).toEqual({ ...before, issuer: 'http://127.0.0.1:2' });
  });

  it('gives a program that came since credentials of its own, and leaves those of the others', () => {
    const { file } = prepareIdentity(home, 'http://127.0.0.1:1');
    const made = JSON.parse(readFileSync(file, 'utf8')) as { machines: { id: string }[] };
    writeFileSync(file, JSON.stringify({ ...made, machines: made.machines.filter(({ id }) => id !== 'auditor') }));
    rmSync(join(home, 'keys/auditor.client.json'));
    const before = read('keys/dpo.client.json');
    prepareIdentity(home, 'http://127.0.0.1:1');
    expect(read('keys/dpo.client.json')).toBe(before);
    expect(JSON.parse(read('keys/auditor.client.json'))).toMatchObject({ clientId: 'auditor' });
  });

  it('keeps each of its files for its owner alone', () => {
    prepareIdentity(home, 'http://127.0.0.1:1');
    expect(readdirSync(join(home, 'keys')).sort()).toEqual([
      'auditor.client.json',
      'compliance.client.json',
      'console.secret',
      'demo.password',
      'dpo.client.json',
      'operator.client.json',
      'register-admin.client.json',
    ]);
    for (const folder of ['keys', 'identity']) {
      for (const name of readdirSync(join(home, folder))) {
        expect([name, statSync(join(home, folder, name)).mode & 0o777]).toEqual([name, 0o600]);
      }
    }
  });

  it('says which file is damaged', () => {
    const { file } = prepareIdentity(home, 'http://127.0.0.1:1');
    writeFileSync(file, '{');
    expect(() => prepareIdentity(home, 'http://127.0.0.1:1')).toThrow(`couldn't use \`${file}\``);
  });

  it('gives nobody a right that control does not know', () => {
    for (const { grants } of [...accounts, ...machines]) {
      expect(grants.length).toBeGreaterThan(0);
      for (const grant of grants) {
        expect(grant).toMatch(/^(?:compliance|dpo|register-admin|auditor|operator)@(?:\*|[a-z][a-z-]*)$/);
      }
    }
  });
});
