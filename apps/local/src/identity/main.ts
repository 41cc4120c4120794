import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IdentityFile } from './file';
import { identityProvider } from './provider';

/** The provider as a process: `SLUIS_IDENTITY_FILE`, `SLUIS_IDENTITY_PORT`, and the addresses that browsers use. */
function main(env: NodeJS.ProcessEnv): void {
  const port = Number(env['SLUIS_IDENTITY_PORT'] ?? 8084);
  const host = env['SLUIS_IDENTITY_HOST'] ?? '127.0.0.1';
  const issuer = env['SLUIS_OIDC_ISSUER'] ?? `http://127.0.0.1:${port}`;
  const control = env['SLUIS_CONTROL_URL'] ?? 'http://127.0.0.1:8080';
  const file = JSON.parse(readFileSync(env['SLUIS_IDENTITY_FILE'] ?? '', 'utf8')) as IdentityFile;
  const server = createServer(identityProvider(file, issuer, control));
  server.listen(port, host, () => process.stdout.write(`the identity provider serves as ${issuer}\n`));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}

main(process.env);
