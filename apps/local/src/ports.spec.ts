import { createServer, type Server } from 'node:net';
import { freePorts, requireFree } from './ports';

describe('ports', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as { port: number }).port;
  });
  afterAll(() => server.close());

  it('says of a taken port in one sentence its number, what for, who has it, and what to do', async () => {
    const fault = await requireFree(port, 'PostgreSQL', 'SLUIS_PORTS=postgres=<port>').catch((error: Error) => error);
    expect(fault).toMatchObject({ code: 'port-taken' });
    const message = (fault as Error).message;
    expect(message).toContain(`couldn't use port ${port} for PostgreSQL, because it is taken`);
    expect(message).toContain('choose another port with `SLUIS_PORTS=postgres=<port>`');
    expect(message).not.toContain('\n');
    if (process.platform === 'linux') expect(message).toContain(`(process ${process.pid})`);
  });

  it('lets a free port pass, and gives different ones', async () => {
    const ports = await freePorts(5);
    expect(new Set(ports).size).toBe(5);
    for (const free of ports) await expect(requireFree(free, 'a test', 'NONE')).resolves.toBeUndefined();
  });
});
