import 'reflect-metadata';
import { connect, type AddressInfo } from 'node:net';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '../settings';
import { dress, fastifyAdapter } from './server';

@Controller('things')
class ThingsController {
  @Get(':id')
  thing(@Param('id') id: string): object {
    return { length: id.length };
  }

  @Post()
  take(@Body() thing: unknown): object {
    return { type: typeof thing };
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

const insz = '00010199747';

describe('a request that no route sees', () => {
  const served: string[] = [];
  let app: NestFastifyApplication;
  let port: number;

  beforeAll(async () => {
    const settings = { publicUrl: 'http://127.0.0.1:1', trustedProxies: [], tls: undefined } as unknown as Settings;
    app = await NestFactory.create<NestFastifyApplication>(ThingsModule, fastifyAdapter(settings), { logger: false });
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRoute', ({ method, url }) => void served.push(...[method].flat().map((each) => `${each} ${url}`)));
    await dress(app, settings);
    await app.listen(0, '127.0.0.1');
    port = (app.getHttpServer().address() as AddressInfo).port;
  });

  afterAll(() => app.close());

  /** What comes back for these bytes, as the wire has it. */
  function answerTo(head: string, patienceMs = 5_000): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(head));
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('close', () => resolve(text)).on('error', reject);
      socket.setTimeout(patienceMs, () => socket.destroy());
    });
  }

  const asked = (method: string, path: string) =>
    answerTo(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`);

  it.each<[string, number, () => Promise<string>]>([
    ['an escape that is none', 400, () => asked('GET', `/%zz${insz}`)],
    ['a part that is too long', 414, () => asked('GET', `/things/${insz.repeat(20)}`)],
    ['a head that is too large', 431, () => asked('GET', `/things/x HTTP/1.1\r\nx: ${insz.repeat(3_000)}\r\ny:`)],
    ['a method that HTTP lacks', 400, () => asked('STEAL', `/things/${insz}`)],
    ['a method that nothing here takes', 404, () => asked('PROPFIND', `/things/${insz}`)],
    ['bytes that are no request', 400, () => answerTo(`${insz}\r\n\r\n`)],
    ['a file with a sign that no name has', 404, () => asked('GET', '/console/%00.js')],
    ['an address of nothing', 404, () => asked('GET', `/personen/${insz}`)],
  ])('for %s is refused as any other, without a word of it', async (_, status, answer) => {
    const [head = '', body = ''] = (await answer()).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    for (const header of [
      'content-type: application/problem\\+json',
      'cache-control: no-store',
      "content-security-policy: default-src '(?:none|self)'",
      'x-content-type-options: nosniff',
      'x-frame-options: DENY',
      'referrer-policy: no-referrer',
      'cross-origin-resource-policy: same-origin',
    ]) {
      expect(head).toMatch(new RegExp(`\r\n${header}`, 'i'));
    }
    const json = JSON.parse(body.replace(/^[0-9a-f]+\r\n|\r\n0\r\n$/g, '')) as { status: number; detail: string };
    expect(json.status).toBe(status);
    expect(head + body).not.toContain(insz);
  });

  it('meets no route beside those of the controllers but the console, its way in and the description', () => {
    const beside = served.filter((route) => !route.startsWith('HEAD ') && !route.includes('/things'));
    expect([...new Set(beside)].sort()).toEqual(['GET /', 'GET /console', 'GET /console/*', 'GET /openapi.json']);
  });

  it('that stops half-way is let go soon, with an answer', async () => {
    const began = Date.now();
    const answer = await answerTo(
      'POST /things HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
      60_000,
    );
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(Date.now() - began).toBeLessThan(20_000);
  }, 30_000);

  it('is told over TLS alone that this host speaks nothing else', async () => {
    expect(await asked('GET', '/things/x')).not.toMatch(/strict-transport-security/i);
    const settings = { publicUrl: 'https://sluis.example', trustedProxies: [], tls: undefined } as unknown as Settings;
    const behind = await NestFactory.create<NestFastifyApplication>(ThingsModule, fastifyAdapter(settings), {
      logger: false,
    });
    await dress(behind, settings);
    await behind.init();
    const { headers } = await behind.inject({ method: 'GET', url: '/things/x' });
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    await behind.close();
  });

  it('is none where a route takes it', async () => {
    expect(await asked('GET', '/things/x')).toMatch(/^HTTP\/1.1 200 /);
  });
});
