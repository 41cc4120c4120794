import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { randomBytes, webcrypto } from 'node:crypto';

/**
 * The local certificate authority: issues the certificates by which systems, partners and brokers know each other.
 * Not a public-key infrastructure: no revocation list (Kafka reads none), so certificates are short-lived and a
 * withdrawal takes the ACLs away first.
 */

/** A certificate and its private key, both PEM; the key is PKCS#8, which Kafka, librdkafka and Node all read. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
}

export interface IssueOptions {
  /** What the holder does with it: a broker answers (`server`), a system asks (`client`). */
  readonly use: 'client' | 'server';
  /** Days until it expires, counted from now. */
  readonly days: number;
  /** Names and addresses under which a server is reached; ignored by brokers for clients. */
  readonly hosts?: readonly string[];
  /** Start of validity; a minute before now where absent, for clocks that differ a little. */
  readonly from?: Date;
}

export interface Authority extends Issued {
  /**
   * Issues a key and a certificate of which the common name is `name`: the Kafka principal of a system.
   * @throws RangeError where `name` is no lower-case system id, `_broker` for servers aside, or `days` is no positive number.
   */
  issue(name: string, options: IssueOptions): Promise<Issued>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;
const skewMs = 60_000;

/** A new authority with a key of its own. Keep both PEM texts; `openAuthority` reads them back. */
export async function createAuthority(name = 'Sluis local authority', days = 3650): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: [{ CN: [name] }],
      notBefore: new Date(now - skewMs),
      notAfter: new Date(now + days * dayMs),
      keys,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return authority(certificate, keys.privateKey, {
    certificate: pem(certificate),
    key: await privateKeyPem(keys.privateKey),
  });
}

/**
 * The authority whose PEM texts were kept.
 * @throws where one of them is no PEM of its kind, or the key does not belong to the certificate.
 */
export async function openAuthority(kept: Issued): Promise<Authority> {
  const certificate = new x509.X509Certificate(kept.certificate);
  const privateKey = await webcrypto.subtle.importKey(
    'pkcs8',
    x509.PemConverter.decodeFirst(kept.key),
    algorithm,
    true,
    ['sign'],
  );
  const opened = authority(certificate, privateKey, kept);
  const probe = new x509.X509Certificate((await opened.issue('probe', { use: 'client', days: 1 })).certificate);
  if (!(await probe.verify({ publicKey: certificate, signatureOnly: true }, webcrypto))) {
    throw new Error("the authority's private key does not belong to its certificate");
  }
  return opened;
}

/** When a certificate stops being valid, so that its holder can renew in time. */
export function expiresAt(certificatePem: string): Date {
  return new x509.X509Certificate(certificatePem).notAfter;
}

/** The common name of a certificate: the principal that a broker makes of it. */
export function commonName(certificatePem: string): string | undefined {
  return new x509.X509Certificate(certificatePem).subjectName.getField('CN')[0];
}

function authority(certificate: x509.X509Certificate, privateKey: webcrypto.CryptoKey, kept: Issued): Authority {
  return {
    ...kept,
    async issue(name, { use, days, hosts = [], from }) {
      checkName(name, use);
      if (!(days > 0))
        throw new RangeError(`couldn't issue a certificate for \`${name}\`: \`${days}\` days is not a time`);
      const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const start = from?.getTime() ?? Date.now() - skewMs;
      const issued = await x509.X509CertificateGenerator.create(
        {
          serialNumber: serialNumber(),
          // INVARIANT(principal-is-common-name): the subject holds the common name alone, or the broker's mapping rule
          // would not match and the holder would be nobody.
          subject: [{ CN: [name] }],
          issuer: certificate.subjectName,
          notBefore: new Date(start),
          notAfter: new Date(Math.min(start + skewMs + days * dayMs, certificate.notAfter.getTime())),
          publicKey: keys.publicKey,
          signingKey: privateKey,
          signingAlgorithm: algorithm,
          extensions: [
            new x509.BasicConstraintsExtension(false, undefined, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
            new x509.ExtendedKeyUsageExtension([
              use === 'server' ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth,
            ]),
            await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
            await x509.AuthorityKeyIdentifierExtension.create(certificate, false, webcrypto),
            ...(hosts.length > 0 ? [new x509.SubjectAlternativeNameExtension(hosts.map(generalName))] : []),
          ],
        },
        webcrypto,
      );
      return { certificate: pem(issued), key: await privateKeyPem(keys.privateKey) };
    },
  };
}

function checkName(name: string, use: IssueOptions['use']): void {
  if (use === 'server' && name === '_broker') return;
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) {
    throw new RangeError(
      `couldn't issue a certificate for \`${name}\`: a name is lower-case letters, digits and hyphens`,
    );
  }
}

function generalName(host: string): { type: 'dns' | 'ip'; value: string } {
  return { type: /^[\d.]+$|:/.test(host) ? 'ip' : 'dns', value: host };
}

/** 20 random bytes at most, positive, never zero (RFC 5280 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString('hex');
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

function pem(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
