import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '../database';
import { TilesController } from '../ledger/tiles.controller';
import { PublicPagesController } from '../register/public-pages.controller';
import { ShownRegister } from '../register/shown-register';
import { describeApi } from './openapi';
import type { Settings } from '../settings';
import { fastifyAdapter } from './server';

// Only described, never called: nothing is made of what they would need.
@Module({
  controllers: [TilesController, PublicPagesController],
  providers: [Database, ShownRegister].map((provide) => ({ provide, useValue: {} })),
})
class Described {}

describe('the description of the interface', () => {
  it('names each parameter of an address as the address does, those that take the rest of it too', async () => {
    const settings = { trustedProxies: [], tls: undefined } as unknown as Settings;
    const app = await NestFactory.create<NestFastifyApplication>(Described, fastifyAdapter(settings), {
      logger: false,
    });
    const { paths } = describeApi(app);
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/ledger/tile/{path}', '/protocollen/{path}']));
    for (const [path, { get }] of Object.entries(paths)) {
      const inAddress = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      const described = get?.parameters?.flatMap((one) => ('in' in one && one.in === 'path' ? [one.name] : []));
      expect({ path, described }).toEqual({ path, described: inAddress });
    }
  });
});
