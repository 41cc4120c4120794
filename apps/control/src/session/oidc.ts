import { readFileSync } from 'node:fs';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { createRemoteJWKSet, errors as joseErrors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import * as client from 'openid-client';
import { grantFrom, type Grant, type Officer } from '../access/officer';
import { Problem } from '../http/problem';
import { SETTINGS, type Settings } from '../settings';

/** What must come back from the provider, and what proves that we sent for it. */
export interface LoginRequest {
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Whom the provider knows, be it a person or a program. */
export type Known = Omit<Officer, 'person'>;

const askWithinS = 8;
const algorithms = ['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA'];

/**
 * The OpenID Connect provider that knows who people and programs are. It may be away at the start or go away later:
 * whoever is logged in stays so meanwhile.
 */
@Injectable()
export class Oidc {
  private readonly log = new Logger('identity');
  private discovered: Promise<client.Configuration> | undefined;
  private keys: JWTVerifyGetKey | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Authorization code flow with PKCE (RFC 7636), state and nonce. */
  async begin(): Promise<LoginRequest> {
    const configuration = await this.provider();
    const state = client.randomState();
    const nonce = client.randomNonce();
    const verifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callback,
      scope: this.settings.oidc.scope,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { url, state, nonce, verifier };
  }

  /** Who came back. Throws a `Problem` where the provider or its answer does not hold. */
  async complete(
    query: string,
    expected: Pick<LoginRequest, 'state' | 'nonce' | 'verifier'>,
  ): Promise<Known & { readonly idToken: string }> {
    const configuration = await this.provider();
    try {
      const tokens = await client.authorizationCodeGrant(configuration, new URL(`${this.callback}?${query}`), {
        expectedState: expected.state,
        expectedNonce: expected.nonce,
        pkceCodeVerifier: expected.verifier,
        idTokenExpected: true,
      });
      return { ...this.officerFrom(tokens.claims()!), idToken: tokens.id_token! };
    } catch (fault) {
      const { code = 'unknown' } = fault as { code?: string };
      this.log.warn(`a login came to nothing (${code})`);
      if (code === 'OAUTH_TIMEOUT' || fault instanceof TypeError) throw away();
      throw new Problem(400, 'the identity provider did not confirm this login; begin again');
    }
  }

  /** Whose access token this is (RFC 9068); undefined where it does not hold. */
  async bearer(token: string): Promise<Known | undefined> {
    const { issuer, audience } = this.settings.oidc;
    try {
      this.keys ??= await this.keySet();
      const { payload } = await jwtVerify(token, this.keys, {
        issuer,
        audience,
        algorithms,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: 5,
      });
      return this.officerFrom(payload);
    } catch (fault) {
      if (fault instanceof Problem) throw fault;
      if (fault instanceof NobodyNamed) return undefined;
      if (fault instanceof joseErrors.JWKSTimeout || !(fault instanceof joseErrors.JOSEError)) throw away();
      return undefined;
    }
  }

  /** Where the provider's own session is ended (RP-initiated logout), where it has one. */
  async endSessionUrl(idToken: string | null): Promise<string | null> {
    const configuration = await this.provider().catch(() => undefined);
    if (configuration?.serverMetadata().end_session_endpoint === undefined) return null;
    return client.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: `${this.settings.publicUrl}/console/`,
      ...(idToken !== null && { id_token_hint: idToken }),
    }).href;
  }

  private get callback(): string {
    return `${this.settings.publicUrl}/login/callback`;
  }

  private officerFrom(claims: JWTPayload): Known {
    const {
      [this.settings.oidc.grantsClaim]: said,
      sub,
      name,
      client_id: clientId,
    } = claims as Record<string, unknown>;
    // Who did something must be told apart from everybody else, in the ledger too.
    if (!isSubject(sub)) throw new NobodyNamed();
    const listed: readonly unknown[] = Array.isArray(said) ? said : typeof said === 'string' ? said.split(/[ ,]+/) : [];
    const grants = listed.map(grantFrom).filter((grant): grant is Grant => grant !== undefined);
    const shown = [name, clientId, sub].find((one) => typeof one === 'string' && one !== '') as string;
    return { subject: sub, name: shown.slice(0, 200), grants };
  }

  private async keySet(): Promise<JWTVerifyGetKey> {
    const { jwks_uri: uri } = (await this.provider()).serverMetadata();
    if (uri === undefined) throw away();
    return createRemoteJWKSet(new URL(uri), { timeoutDuration: askWithinS * 1_000 });
  }

  /** What the provider says of itself, asked once and again after each failure. */
  private async provider(): Promise<client.Configuration> {
    const { issuer, clientId, secretFile } = this.settings.oidc;
    const server = new URL(issuer);
    this.discovered ??= Promise.resolve().then(() =>
      client.discovery(server, clientId, undefined, client.ClientSecretBasic(readFileSync(secretFile, 'utf8').trim()), {
        timeout: askWithinS,
        // Settings refuse such an issuer that is not on this machine; for that one it is made.
        // oxlint-disable-next-line typescript/no-deprecated
        execute: server.protocol === 'http:' ? [client.allowInsecureRequests] : [],
      }),
    );
    try {
      return await this.discovered;
    } catch (fault) {
      this.discovered = undefined;
      const { code = 'unknown' } = fault as { code?: string };
      this.log.warn(`the identity provider does not answer (${code})`);
      throw away();
    }
  }
}

/** The provider's word is sound, and says nobody. */
class NobodyNamed extends Error {}

/** OpenID Connect 2: a text of at most 255 characters; ours shows on one line. */
function isSubject(sub: unknown): sub is string {
  return typeof sub === 'string' && sub.trim() !== '' && sub.length <= 255 && !/\p{Cc}/u.test(sub);
}

function away(): Problem {
  return new Problem(503, 'the identity provider does not answer; try again');
}
