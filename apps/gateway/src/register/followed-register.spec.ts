import { createHash } from 'node:crypto';
import { generateKeys, signJws } from '#keys';
import { readProtocols } from '#protocols';
import { parseRegister, toDocuments } from '#register';
import { FollowedRegister } from './followed-register';

const { control } = generateKeys();
const hourMs = 3_600_000;

function signed(payload: object): Buffer {
  return Buffer.from(signJws(payload, control.private, 'sluis-register+jws'));
}

let read: ReturnType<typeof toDocuments> | undefined;

async function documents(): Promise<ReturnType<typeof toDocuments>> {
  return (read ??= toDocuments(parseRegister(await readProtocols('protocols')).source!));
}

async function manifest(version: number, issuedAtMs = Date.now()): Promise<Buffer> {
  const hashes = (await documents()).map(({ sha256 }) => sha256);
  return signed({ kind: 'manifest', version, documents: hashes, issuedAt: new Date(issuedAtMs).toISOString() });
}

async function following(version: number, issuedAtMs = Date.now()): Promise<FollowedRegister> {
  const register = new FollowedRegister(control.public);
  for (const { sha256, text } of await documents()) register.apply(`doc:${sha256}`, Buffer.from(text));
  register.apply('manifest', await manifest(version, issuedAtMs));
  register.assemble();
  return register;
}

const heartbeat = (version: number, atMs: number): Buffer =>
  signed({ kind: 'heartbeat', version, at: new Date(atMs).toISOString() });

describe('a followed register', () => {
  it('is in force once manifest and documents are there', async () => {
    const register = await following(12);
    expect(register.current?.version).toBe(12);
    expect(register.fault).toBeUndefined();
  });

  it('is not to be relied on while control speaks of a newer one that has not come', async () => {
    const register = await following(12);
    register.apply('heartbeat', heartbeat(13, Date.now()));
    expect(register.fault).toBe('register-incomplete');
  });

  it('is not to be relied on while a document of the newer one is missing', async () => {
    const register = await following(12);
    const missing = createHash('sha256').update('nowhere').digest('hex');
    const issuedAt = new Date().toISOString();
    register.apply('manifest', signed({ kind: 'manifest', version: 14, documents: [missing], issuedAt }));
    register.assemble();
    register.apply('heartbeat', heartbeat(14, Date.now()));
    expect(register.fault).toBe('register-incomplete');
  });

  it('is not kept fresh by the heartbeat of an older version, nor by one from the future', async () => {
    const register = await following(12, Date.now() - 30 * hourMs);
    register.apply('heartbeat', heartbeat(11, Date.now()));
    expect(register.ageMs(Date.now())).toBeGreaterThan(29 * hourMs);
    register.apply('heartbeat', heartbeat(12, Date.now() + 100 * hourMs));
    expect(register.ageMs(Date.now() + 25 * hourMs)).toBeGreaterThan(24 * hourMs);
  });

  it('is not to be relied on after a manifest that control did not sign, until a right one comes', async () => {
    const register = await following(12);
    register.apply('manifest', Buffer.from('not.a.signature'));
    expect(register.fault).toBe('manifest-unverified');
    register.apply('manifest', await manifest(13));
    register.assemble();
    expect(register.fault).toBeUndefined();
    expect(register.current?.version).toBe(13);
  });

  it.each<[string, string, Buffer | null]>([
    ['right heartbeat', 'heartbeat', heartbeat(12, Date.now())],
    ['wrong heartbeat', 'heartbeat', Buffer.from('not.a.signature')],
    ['right document', `doc:${createHash('sha256').update('{}').digest('hex')}`, Buffer.from('{}')],
    ['removed document', `doc:${createHash('sha256').update('{}').digest('hex')}`, null],
    ['removed manifest', 'manifest', null],
    ['record of another key', 'other', Buffer.from('{}')],
  ])('stays in doubt after a %s', async (_, key, value) => {
    const register = await following(12);
    register.apply('manifest', Buffer.from('not.a.signature'));
    register.apply(key, value);
    register.assemble();
    expect(register.fault).toBe('manifest-unverified');
  });

  it('is not to be relied on after its manifest was removed or an older one put back', async () => {
    const register = await following(12);
    register.apply('manifest', null);
    expect(register.fault).toBe('manifest-unverified');
    register.apply('manifest', await manifest(12));
    expect(register.fault).toBeUndefined();
    register.apply('manifest', await manifest(11));
    expect(register.fault).toBe('version-gone-back');
  });
});
