import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whether a process is all right, and if not, why: codes such as `register-stale`, one each. */
export interface Health {
  readonly up: boolean;
  readonly reasons: readonly string[];
}

export interface HealthServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Loopback unless told otherwise. */
  readonly host?: string;
  /** Red: start me again. */
  readonly live: () => Health | Promise<Health>;
  /** Red: send me no work, or look at me; I may mend by myself. */
  readonly ready: () => Health | Promise<Health>;
  /** Text for `/metrics`; see `Telemetry.metricsText`. */
  readonly metrics: () => Promise<string>;
}

export interface HealthServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Serves `/health/live`, `/health/ready` (200 or 503, `{ "up": …, "reasons": […] }`) and `/metrics`. Rejects with
 * `EADDRINUSE` where the port is taken. Apart from the app's own HTTP server, so that it answers before Kafka does.
 */
export async function healthServer(options: HealthServerOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    void answer(options, request.method ?? '', request.url ?? '', response);
  });
  await listening(server, options.port, options.host ?? '127.0.0.1');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  options: HealthServerOptions,
  method: string,
  url: string,
  response: ServerResponse,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') return end(response, 405, 'text/plain', 'only GET\n');
  switch (url.split('?', 1)[0]) {
    case '/health/live':
      return health(options.live, response);
    case '/health/ready':
      return health(options.ready, response);
    case '/metrics':
      return options.metrics().then(
        (text) => end(response, 200, 'text/plain; version=0.0.4; charset=utf-8', text),
        () => end(response, 500, 'text/plain', 'metrics could not be read\n'),
      );
    default:
      return end(response, 404, 'text/plain', 'here are /health/live, /health/ready and /metrics\n');
  }
}

async function health(check: () => Health | Promise<Health>, response: ServerResponse): Promise<void> {
  let found: Health;
  try {
    found = await check();
  } catch {
    // The fault itself may quote what it choked on; whoever threw it has logged it.
    found = { up: false, reasons: ['check-failed'] };
  }
  end(response, found.up ? 200 : 503, 'application/json', `${JSON.stringify(found)}\n`);
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}
