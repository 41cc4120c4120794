import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type GenerateKeyPairResult, type JWTPayload } from 'jose';
import type { Settings } from '../settings';
import { Oidc } from './oidc';

const audience = 'urn:sluis:control';

/** A provider's keys and what it says of itself, over HTTP as any; its tokens are made here. */
describe('an access token', () => {
  let server: Server;
  let issuer: string;
  let oidc: Oidc;
  let own: GenerateKeyPairResult;
  let foreign: GenerateKeyPairResult;
  const claims = { sub: 'dpo', sluis_grants: ['dpo@*'], client_id: 'dpo' };

  beforeAll(async () => {
    [own, foreign] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
    const key = { ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    server = createServer((request, response) => {
      const metadata = {
        issuer,
        jwks_uri: `${issuer}/jwks`,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
      };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url === '/jwks' ? { keys: [key] } : metadata));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    oidc = new Oidc({
      // The client's secret is read when the provider is asked; any file does, since nobody logs in here.
      oidc: {
        issuer,
        clientId: 'console',
        secretFile: __filename,
        audience,
        grantsClaim: 'sluis_grants',
        scope: 'openid',
      },
      publicUrl: 'http://127.0.0.1:1',
    } as Settings);
  });

  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  interface Made {
    readonly payload?: JWTPayload;
    readonly audience?: string;
    readonly issuer?: string;
    readonly expires?: number | null;
    readonly key?: GenerateKeyPairResult['privateKey'];
  }

  function token({ payload = claims, expires = 60, key = own.privateKey, ...said }: Made = {}): Promise<string> {
    const made = new SignJWT(payload)
      .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'at+jwt' })
      .setIssuer(said.issuer ?? issuer)
      .setIssuedAt();
    if (said.audience !== '') made.setAudience(said.audience ?? audience);
    if (expires !== null) made.setExpirationTime(Math.floor(Date.now() / 1_000) + expires);
    return made.sign(key);
  }

  it('of the provider, for control, says who calls', async () => {
    expect(await oidc.bearer(await token())).toEqual({
      subject: 'dpo',
      name: 'dpo',
      grants: [{ role: 'dpo', participant: null }],
    });
  });

  it.each<[string, Made]>([
    ['for somebody else', { audience: 'urn:other' }],
    ['for the client that people log in with', { audience: 'console' }],
    ['for nobody', { audience: '' }],
    ['of another issuer', { issuer: 'https://evil.example' }],
    ['that expired', { expires: -60 }],
    ['without an end', { expires: null }],
    ['without a subject', { payload: { sluis_grants: ['dpo@*'] } }],
    ['with an empty subject', { payload: { ...claims, sub: '' } }],
    ['with a subject of blanks', { payload: { ...claims, sub: '  ' } }],
    ['with a number as subject', { payload: { ...claims, sub: 7 as unknown as string } }],
    ['with a subject of two lines', { payload: { ...claims, sub: 'dpo\nauditor' } }],
    ['that holds from tomorrow on', { payload: { ...claims, nbf: Math.floor(Date.now() / 1_000) + 86_400 } }],
  ])('%s says nothing', async (_, made) => {
    expect(await oidc.bearer(await token(made))).toBeUndefined();
  });

  it('of another key under the same name says nothing', async () => {
    expect(await oidc.bearer(await token({ key: foreign.privateKey }))).toBeUndefined();
  });

  it('that takes the public key for a shared secret says nothing', async () => {
    const { x, y } = await exportJWK(own.publicKey);
    for (const secret of [JSON.stringify({ x, y }), x!]) {
      const forged = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime('1m')
        .sign(Buffer.from(secret));
      expect(await oidc.bearer(forged)).toBeUndefined();
    }
  });

  it('without a signature, or that is none, says nothing', async () => {
    const [, body] = (await token()).split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${body}.`;
    for (const shown of [unsigned, 'a.b.c', 'x', '..']) expect(await oidc.bearer(shown)).toBeUndefined();
  });
});
