import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';

/** The images and the compose file, as far as they can be checked without an engine. */
const docker = resolve(__dirname, '../../../docker');
const files = ['Dockerfile', 'kafka/Dockerfile'];
const textOf = (file: string) => readFileSync(join(docker, file), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile?: string; readonly target?: string };
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly read_only?: boolean;
  readonly healthcheck?: unknown;
  readonly environment?: Record<string, string>;
}
const compose = parse(textOf('compose.yaml'), { merge: true }) as {
  readonly services: Record<string, Service>;
  readonly volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);

describe('images', () => {
  it('catches a Dockerfile that a builder refuses', () => {
    const faults = validate('FROM node:24\nCOPPY a b\nEXPOSE web\n').map(({ message }) => message);
    expect(faults).toEqual(['Unknown instruction: COPPY', 'Invalid containerPort: web']);
  });

  it.each(files)('has nothing to say against %s', (file) => {
    expect(validate(textOf(file)).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it.each(files)('builds %s in stages, from tagged images, and runs it without root', (file) => {
    const lines = textOf(file).split('\n');
    const stages = lines.filter((line) => line.startsWith('FROM '));
    expect(stages.length).toBeGreaterThan(1);
    const names = stages.map((line) => / AS (\S+)/.exec(line)?.[1]);
    for (const line of stages) {
      const from = line.split(' ')[1]!;
      if (!names.includes(from)) expect(from).toMatch(/:\d[\w.-]*$/);
    }
    // In each stage the last word on the user is the unprivileged one; building stages never become images.
    const users = lines.filter((line) => line.startsWith('USER '));
    expect(users.at(-1)).toBe('USER 1000:1000');
    const ends = textOf(file)
      .split(/^FROM /m)
      .slice(1)
      .map((stage) => stage.match(/^USER .*$/gm)?.at(-1));
    for (const user of ends) expect([undefined, 'USER 1000:1000']).toContain(user);
  });

  it('has a target for every app that the compose file builds', () => {
    const targets = new Set([...textOf('Dockerfile').matchAll(/ AS (\S+)/g)].map(([, name]) => name));
    for (const [, { build }] of services) if (build?.target !== undefined) expect(targets).toContain(build.target);
    for (const target of ['gateway', 'control', 'provisioner']) expect(targets).toContain(target);
  });
});

describe('compose file', () => {
  it('is accepted by `docker compose config`, where that is installed', () => {
    const run = (...args: string[]) => spawnSync('docker', ['compose', ...args], { encoding: 'utf8' });
    if (run('version').status !== 0) return;
    const { status, stderr } = run('-f', join(docker, 'compose.yaml'), 'config', '--quiet');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('names only services, volumes and files that are there', () => {
    for (const [, service] of services) {
      for (const other of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty([other]);
      for (const volume of service.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      const { build } = service;
      if (build !== undefined)
        expect(existsSync(join(docker, build.context, build.dockerfile ?? 'Dockerfile'))).toBe(true);
    }
  });

  it('publishes on loopback only', () => {
    for (const [, { ports = [] }] of services) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('lets each app answer on the port that is published for it', () => {
    const apps = services.filter(([, { ports, build }]) => ports !== undefined && build?.target !== undefined);
    expect(apps.map(([name]) => name)).toEqual(['provisioner', 'control', 'gateway', 'recorder']);
    for (const [name, { environment }] of apps) {
      if (name !== 'control') expect(environment).toMatchObject({ SLUIS_HEALTH_HOST: '0.0.0.0' });
      else expect(textOf('Dockerfile')).toMatch(/AS control[\s\S]*SLUIS_CONTROL_HOST=0\.0\.0\.0/);
    }
  });

  it('gives no container more than it needs', () => {
    for (const [name, service] of services) {
      expect([name, service.cap_drop]).toEqual([name, ['ALL']]);
      expect([name, service.security_opt]).toEqual([name, ['no-new-privileges:true']]);
      expect(service.privileged).toBeUndefined();
      if (name !== 'postgres') expect([name, service.read_only]).toEqual([name, true]);
    }
  });

  it('lets every service see its own secrets alone', () => {
    for (const [name, { volumes = [] }] of services.filter(([one]) => one !== 'setup')) {
      const secrets = volumes.filter((volume) => volume.startsWith('setup-'));
      expect(secrets).toEqual([`setup-${name}:/setup/${name}:ro`]);
    }
  });

  it('holds no password', () => {
    for (const [, { environment = {} }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|TOKEN|KEY/.test(name)) expect(value).toMatch(/^\/setup\//);
      }
    }
  });
});
