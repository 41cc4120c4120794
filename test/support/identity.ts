import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audience, newIdentity, type IdentityFile } from '../../apps/local/src/identity/file';
import { freePorts } from '../../apps/local/src/ports';
import { repository } from './cluster';

/** The identity provider of `npm start` as a process, with what control and programs need to use it. */
export interface Identity {
  readonly issuer: string;
  readonly password: string;
  /** Settings of a control that asks it. */
  readonly env: Readonly<Record<string, string>>;
  /** An access token of a program, by its client id. */
  token(machine: string): Promise<string>;
  stop(): Promise<void>;
}

/** A program with grants such as `compliance@ocmw-izegem`. */
export interface Machine {
  readonly id: string;
  readonly grants: readonly string[];
}

const freshMs = 300_000;

/** Starts one for a control at `control`, with those programs beside the ones that every installation has. */
export async function startIdentity(dir: string, control: string, more: readonly Machine[] = []): Promise<Identity> {
  const made = newIdentity();
  const machines = [...made.machines, ...more.map((one) => ({ ...one, name: one.id, secret: `secret-of-${one.id}` }))];
  const file: IdentityFile = { ...made, machines };
  const [port] = (await freePorts(1)) as [number];
  const issuer = `http://127.0.0.1:${port}`;
  mkdirSync(dir, { recursive: true });
  const [path, secretPath] = [join(dir, `provider-${port}.json`), join(dir, `console-${port}.secret`)];
  writeFileSync(path, JSON.stringify(file), { mode: 0o600 });
  writeFileSync(secretPath, file.consoleSecret, { mode: 0o600 });
  const child = spawn(
    join(repository, 'node_modules/.bin/node'),
    [join(repository, 'dist/apps/local/src/identity/main.js')],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        SLUIS_IDENTITY_FILE: path,
        SLUIS_IDENTITY_PORT: String(port),
        SLUIS_OIDC_ISSUER: issuer,
        SLUIS_CONTROL_URL: control,
      },
      stdio: 'ignore',
    },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let attempt = 0; ; attempt += 1) {
    const ready = await fetch(`${issuer}/health/ready`).catch(() => undefined);
    if (ready?.ok === true) break;
    if (child.exitCode !== null || attempt > 300) throw new Error('the identity provider did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const tokens = new Map<string, { readonly token: Promise<string>; readonly atMs: number }>();
  return {
    issuer,
    password: file.password,
    env: { SLUIS_OIDC_ISSUER: issuer, SLUIS_OIDC_CLIENT_SECRET_FILE: secretPath, SLUIS_CONTROL_URL: control },
    token(machine) {
      const known = tokens.get(machine);
      if (known !== undefined && Date.now() - known.atMs < freshMs) return known.token;
      const secret = machines.find(({ id }) => id === machine)!.secret;
      const token = askToken(issuer, machine, secret);
      tokens.set(machine, { token, atMs: Date.now() });
      return token;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await gone;
    },
  };
}

/** An access token by client credentials. */
export async function askToken(issuer: string, id: string, secret: string): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`\`${id}\` got no token: ${response.status}`);
  return token;
}
