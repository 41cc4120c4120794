import { credentials } from './installation';
import { CommandFault, exitCodes } from './outcome';

const patienceMs = 10_000;

/**
 * An access token by client credentials (RFC 6749 4.4, RFC 8707): of the officer named, else of whom the installation
 * names; `SLUIS_TOKEN` is one that somebody got elsewhere.
 */
export async function accessToken(officer: string | undefined): Promise<string> {
  const given = process.env['SLUIS_TOKEN'];
  if (given && officer === undefined) return given;
  const { issuer, clientId, clientSecret, audience } = credentials(officer);
  const metadata = (await answer(issuer, `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`)) as {
    issuer?: unknown;
    token_endpoint?: unknown;
  };
  const { token_endpoint: endpoint } = metadata;
  if (metadata.issuer !== issuer || typeof endpoint !== 'string') throw unusable(issuer);
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const { access_token: token } = (await answer(issuer, endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience }),
  })) as { access_token?: unknown };
  if (typeof token !== 'string') throw unusable(issuer);
  return token;
}

async function answer(issuer: string, url: string, init: RequestInit = {}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
  } catch (cause) {
    throw new CommandFault(
      exitCodes.unreachable,
      `the identity provider does not answer at \`${issuer}\`; \`npx sluis doctor\` says what runs`,
      { cause },
    );
  }
  if (response.ok) return response.json().catch(() => ({}));
  if (response.status >= 500) throw unusable(issuer);
  throw new CommandFault(
    exitCodes.faults,
    `the identity provider at \`${issuer}\` gives these credentials no token (${response.status}); are they still valid?`,
  );
}

function unusable(issuer: string): CommandFault {
  return new CommandFault(exitCodes.unreachable, `what answers at \`${issuer}\` is no usable identity provider`);
}
