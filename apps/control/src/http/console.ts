import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Problem } from './problem';

/**
 * The console's files, as its build left them. An address without a file is one of its pages, which the page itself
 * shows; files under `assets/` carry a hash of their content in their name and never change.
 */
export async function serveConsole(server: FastifyInstance, root: string): Promise<void> {
  const index = join(root, 'index.html');
  server.get('/', (_, reply) => reply.redirect('/console/'));
  await server.register(fastifyStatic, { root, serve: false, cacheControl: false, etag: true, preCompressed: true });
  const send = async (path: string, reply: FastifyReply): Promise<FastifyReply> => {
    // No file's name has one, and looking for such a file fails.
    if (path.includes('\0')) throw new Problem(404, 'there is no such file');
    if (!existsSync(index)) throw new Problem(404, 'the console is not built: `npm run build`');
    const isFile = extname(path) !== '';
    if (!isFile) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    if (path.startsWith('assets/') && existsSync(join(root, path)))
      void reply.header('cache-control', 'public, max-age=31536000, immutable');
    return reply.sendFile(path);
  };
  server.get('/console', (_, reply) => send('', reply));
  server.get<{ Params: { '*': string } }>('/console/*', ({ params }, reply) => send(params['*'], reply));
}
