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

async function following(version: number, issuedAtMs = Date.now()): Promise<FollowedRegister> {
  const { source } = parseRegister(await readProtocols('protocols'));
  const documents = toDocuments(source!);
  const register = new FollowedRegister(control.public);
  for (const { sha256, text } of documents) register.apply(`doc:${sha256}`, Buffer.from(text));
  const hashes = documents.map(({ sha256 }) => sha256);
  const issuedAt = new Date(issuedAtMs).toISOString();
  register.apply('manifest', signed({ kind: 'manifest', version, documents: hashes, issuedAt }));
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
  });
});
