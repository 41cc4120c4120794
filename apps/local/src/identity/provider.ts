import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { errors, interactionPolicy, Provider, type ClientMetadata, type JWKS } from 'oidc-provider';
import { accounts } from './accounts';
import { audience, consoleClient, type IdentityFile } from './file';
import { faultPage, loginPage, style } from './page';

/**
 * An OpenID Connect provider for an installation on one machine, so that it has login, sessions and rights as a real one
 * does. For nothing else: its accounts are functions that share a password, and it forgets its sessions when it stops.
 */
export function identityProvider(file: IdentityFile, issuer: string, control: string): RequestListener {
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: consoleClient,
        client_secret: file.consoleSecret,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`${control}/login/callback`],
      },
      ...file.machines.map(({ id, secret }): ClientMetadata => ({
        client_id: id,
        client_secret: secret,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      })),
    ],
    jwks: { keys: file.keys } as JWKS,
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    cookies: { keys: [...file.cookieKeys] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name'], sluis: ['sluis_grants'] },
    // What control needs stands in the ID token: it has no other question to ask.
    conformIdTokenClaims: false,
    findAccount: (_, id) => {
      const account = accounts.find((one) => one.id === id);
      return (
        account && {
          accountId: id,
          claims: () => ({ sub: id, name: account.name, sluis_grants: [...account.grants] }),
        }
      );
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => undefined as never,
        getResourceServerInfo: (_, resource) => {
          if (resource !== audience) throw new errors.InvalidTarget();
          return {
            scope: '',
            audience,
            accessTokenFormat: 'jwt',
            accessTokenTTL: 600,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
    extraTokenClaims: (_, token) => {
      const machine = token.kind === 'ClientCredentials' && file.machines.find(({ id }) => id === token.clientId);
      return machine ? { name: machine.name, sluis_grants: [...machine.grants] } : undefined;
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}`, policy: alwaysAsked() },
    // Nobody is asked whether control may know who they are: there is no other client.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope('openid profile sluis');
      await grant.save();
      return grant;
    },
    renderError: (context) => {
      context.type = 'html';
      context.body = faultPage();
    },
    ttl: { Session: 60, Interaction: 600, Grant: 600, AuthorizationCode: 60, IdToken: 600, ClientCredentials: 600 },
  });
  const answer = provider.callback();
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer);
    if (pathname === '/health/ready') return void response.end('{"status":"ready"}\n');
    for (const [name, value] of Object.entries(pageHeaders(control))) response.setHeader(name, value);
    if (!pathname.startsWith('/interaction/')) return void answer(request, response);
    interact(provider, file.password, pathname, request, response).catch(() => html(response, 400, faultPage()));
  };
}

async function interact(
  provider: Provider,
  password: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return html(response, 200, loginPage(path, false));
  const form = new URLSearchParams(await bodyOf(request));
  const accountId = accounts.find(({ id }) => id === form.get('login'))?.id;
  if (accountId === undefined || !same(form.get('password') ?? '', password)) {
    await new Promise((later) => setTimeout(later, 300));
    return html(response, 403, loginPage(path, true));
  }
  await provider.interactionFinished(request, response, { login: { accountId } });
}

/** Logging in asks who it is, also where somebody logged in a moment ago: else nobody could change. */
function alwaysAsked(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy
    .get('login')!
    .checks.add(
      new Check('asked', 'who it is must be said at each login', ({ oidc }) =>
        oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}

const bodyBytesMax = 4_096;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > bodyBytesMax) throw new Error('the form is too large');
  }
  return text;
}

function same(shown: string, known: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(shown), hash(known));
}

function html(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(text);
}

/** A form may lead to control: the answer to it is a redirect there. */
function pageHeaders(control: string): Readonly<Record<string, string>> {
  const hash = createHash('sha256').update(style).digest('base64');
  return {
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self' ${control}; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
