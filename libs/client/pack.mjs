#!/usr/bin/env node
/**
 * `npm run client:pack`: the client as a package that a system outside this repository installs,
 * `dist/sluis-client-<version>.tgz`. It holds compiled JavaScript and types of `libs/client` and `libs/contract`, no more.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const staging = join(repository, 'dist/client-package');
const { version, dependencies, engines } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
const peers = ['@nestjs/common', '@nestjs/microservices', 'kafkajs', 'rxjs'];

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`\`${command} ${args[0]}\` failed`, { cause: error });
}

rmSync(staging, { recursive: true, force: true });
mkdirSync(staging, { recursive: true });
writeFileSync(
  join(staging, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.json',
    compilerOptions: { rootDir: '../..', outDir: '.', declaration: true, incremental: false, sourceMap: false },
    files: ['../../libs/client/src/index.ts'],
    include: [],
  }),
);
run(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'], staging);
rmSync(join(staging, 'tsconfig.json'));
cpSync(join(repository, 'libs/client/README.md'), join(staging, 'README.md'));
writeFileSync(
  join(staging, 'package.json'),
  JSON.stringify(
    {
      name: 'sluis-client',
      version,
      description: 'Gives data to a partner agency through Sluis, from a NestJS program',
      license: 'UNLICENSED',
      engines,
      main: './libs/client/src/index.js',
      types: './libs/client/src/index.d.ts',
      imports: { '#contract': './libs/contract/src/index.js' },
      peerDependencies: Object.fromEntries(peers.map((name) => [name, `^${dependencies[name]}`])),
    },
    undefined,
    2,
  ),
);
run('npm', ['pack', '--silent', '--pack-destination', '..'], staging);
