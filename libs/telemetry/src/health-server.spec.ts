import { healthServer, type Health, type HealthServer, type HealthServerOptions } from './health-server';

const green: Health = { up: true, reasons: [] };

describe('the health server', () => {
  let server: HealthServer | undefined;
  afterEach(() => server?.stop());

  async function get(path: string, options: Partial<HealthServerOptions> = {}, method = 'GET') {
    server = await healthServer({
      port: 0,
      live: () => green,
      ready: () => green,
      metrics: async () => 'm 1\n',
      ...options,
    });
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
    return { status: response.status, text: await response.text() };
  }

  it('is green where the process is', async () => {
    expect(await get('/health/live')).toEqual({ status: 200, text: '{"up":true,"reasons":[]}\n' });
  });

  it('is red with the reasons where the process is not ready', async () => {
    const ready = (): Health => ({ up: false, reasons: ['register-stale'] });
    expect(await get('/health/ready', { ready })).toEqual({
      status: 503,
      text: '{"up":false,"reasons":["register-stale"]}\n',
    });
  });

  it('is red where a check throws, and keeps what it threw to itself', async () => {
    const ready = () => Promise.reject(new Error('canary'));
    expect(await get('/health/ready', { ready })).toEqual({
      status: 503,
      text: '{"up":false,"reasons":["check-failed"]}\n',
    });
  });

  it('serves the metrics', async () => {
    expect(await get('/metrics?any')).toEqual({ status: 200, text: 'm 1\n' });
  });

  it('keeps a fault of the metrics to itself', async () => {
    const found = await get('/metrics', { metrics: () => Promise.reject(new Error('canary')) });
    expect(found).toEqual({ status: 500, text: 'metrics could not be read\n' });
  });

  it('refuses anything but reading', async () => {
    expect((await get('/health/live', {}, 'POST')).status).toBe(405);
  });

  it('answers 404 elsewhere', async () => {
    expect((await get('/')).status).toBe(404);
  });

  it('rejects with EADDRINUSE where the port is taken', async () => {
    server = await healthServer({ port: 0, live: () => green, ready: () => green, metrics: async () => '' });
    const second = healthServer({ port: server.port, live: () => green, ready: () => green, metrics: async () => '' });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
