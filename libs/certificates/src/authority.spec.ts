import { X509Certificate, createPrivateKey, createPublicKey } from 'node:crypto';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { commonName, createAuthority, expiresAt, openAuthority, type Authority } from './authority';

const day = 86_400_000;

describe('authority', () => {
  let authority: Authority;
  beforeAll(async () => {
    authority = await createAuthority();
  });

  it('issues a certificate that its own certificate verifies', async () => {
    const issued = await authority.issue('dossier', { use: 'client', days: 7 });
    const ca = new X509Certificate(authority.certificate);
    expect(new X509Certificate(issued.certificate).verify(ca.publicKey)).toBe(true);
    expect(new X509Certificate(issued.certificate).ca).toBe(false);
    expect(ca.ca).toBe(true);
  });

  it('puts the common name alone in the subject, because the broker maps exactly that', async () => {
    const issued = await authority.issue('ocmw-izegem', { use: 'client', days: 7 });
    expect(new X509Certificate(issued.certificate).subject).toBe('CN=ocmw-izegem');
    expect(commonName(issued.certificate)).toBe('ocmw-izegem');
  });

  it('gives every certificate a key and a serial number of its own', async () => {
    const two = await Promise.all([1, 2].map(() => authority.issue('dossier', { use: 'client', days: 7 })));
    expect(two[0]!.key).not.toBe(two[1]!.key);
    const [first, second] = two.map((one) => new X509Certificate(one.certificate).serialNumber);
    expect(first).not.toBe(second);
  });

  it('writes keys as PKCS#8 that belong to their certificates', async () => {
    const issued = await authority.issue('dossier', { use: 'client', days: 7 });
    expect(issued.key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    const fromKey = createPublicKey(createPrivateKey(issued.key)).export({ type: 'spki', format: 'pem' });
    expect(new X509Certificate(issued.certificate).publicKey.export({ type: 'spki', format: 'pem' })).toBe(fromKey);
  });

  it('expires after the days it was asked for, and never after the authority itself', async () => {
    const week = await authority.issue('dossier', { use: 'client', days: 7 });
    expect(Math.abs(expiresAt(week.certificate).getTime() - Date.now() - 7 * day)).toBeLessThan(10_000);
    const long = await authority.issue('dossier', { use: 'client', days: 36_500 });
    expect(expiresAt(long.certificate)).toEqual(expiresAt(authority.certificate));
  });

  it.each(['_control', '_broker', 'Dossier', 'a,b', 'a b', '', 'a=b', 'CN=x', 'é', `a${'b'.repeat(64)}`])(
    'refuses the name `%s` for a client, so that no certificate can be an app or carry a second field',
    async (name) => {
      await expect(authority.issue(name, { use: 'client', days: 1 })).rejects.toThrow("couldn't issue");
    },
  );

  it('refuses a time that is none', async () => {
    await expect(authority.issue('dossier', { use: 'client', days: 0 })).rejects.toThrow('not a time');
  });

  it('is the same authority when opened again from its files', async () => {
    const opened = await openAuthority({ certificate: authority.certificate, key: authority.key });
    const issued = await opened.issue('dossier', { use: 'client', days: 1 });
    const ca = new X509Certificate(authority.certificate);
    expect(new X509Certificate(issued.certificate).checkIssued(ca)).toBe(true);
  });

  it('refuses a key that belongs to another certificate', async () => {
    const other = await createAuthority();
    await expect(openAuthority({ certificate: authority.certificate, key: other.key })).rejects.toThrow(
      'does not belong',
    );
  });

  it('lets two parties shake hands by mutual TLS, and turns away a stranger', async () => {
    const broker = await authority.issue('_broker', { use: 'server', days: 1, hosts: ['localhost', '127.0.0.1'] });
    const client = await authority.issue('dossier', { use: 'client', days: 1 });
    const stranger = await (await createAuthority()).issue('dossier', { use: 'client', days: 1 });
    const seen: (string | undefined)[] = [];
    const server = createServer(
      {
        cert: broker.certificate,
        key: broker.key,
        ca: authority.certificate,
        requestCert: true,
        minVersion: 'TLSv1.3',
      },
      (socket: TLSSocket) => {
        seen.push(socket.getPeerX509Certificate()?.subject);
        socket.end('hello');
      },
    );
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = (server.address() as { port: number }).port;
    const shake = (identity: { certificate: string; key: string }) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({
          host: '127.0.0.1',
          port,
          ca: authority.certificate,
          cert: identity.certificate,
          key: identity.key,
        });
        socket.on('data', (data) => resolve(data.toString()));
        socket.on('error', reject);
        socket.on('close', () => reject(new Error('closed')));
      });
    await expect(shake(client)).resolves.toBe('hello');
    await expect(shake(stranger)).rejects.toThrow();
    expect(seen).toEqual(['CN=dossier']);
    await new Promise((resolve) => server.close(resolve));
  });
});
