import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const bootstrap = resolve(__dirname, '../bootstrap.mjs');

describe('bootstrap', () => {
  let bin: string;
  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), 'sluis-bin-'));
    symlinkSync('/bin/sh', join(bin, 'sh'));
  });
  afterEach(() => rmSync(bin, { recursive: true, force: true }));

  const run = (env: Record<string, string> = {}, ...args: string[]) =>
    spawnSync(process.execPath, [bootstrap, ...args], { encoding: 'utf8', env: { PATH: bin, ...env } });
  const fake = (name: string, script: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  };

  it('says in one sentence that Java is missing', () => {
    const { status, stderr } = run();
    expect(stderr.trim()).toMatch(/^couldn't find `java`, which runs Kafka; install a Java runtime 17 or newer .*$/);
    expect(status).toBe(1);
  });

  it('says in one sentence that Java is too old', () => {
    fake('java', `echo 'openjdk version "11.0.2" 2019-01-15' >&2`);
    const { status, stderr } = run();
    expect(stderr.trim()).toMatch(/^`java` is version 11, and Kafka needs 17 or newer; install .*$/);
    expect(status).toBe(1);
  });

  it('counts `1.8` as Java 8', () => {
    fake('java', `echo 'java version "1.8.0_292"' >&2`);
    expect(run().stderr).toContain('`java` is version 8,');
  });

  it('says in one sentence that Maven is missing, where the jars are not there yet', () => {
    fake('java', `echo 'openjdk version "17.0.15" 2025-04-15' >&2`);
    const { status, stderr } = run({ SLUIS_KAFKA_LIBS: join(bin, 'none') });
    expect(stderr.trim()).toMatch(/^couldn't run `mvn`, which brings Kafka's jars; install Apache Maven .*$/);
    expect(status).toBe(1);
  });

  it('tells programs the code of what went wrong', () => {
    const { status, stdout } = run({}, '--json');
    expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toMatchObject({ error: { code: 'java-missing' } });
    expect(status).toBe(1);
  });

  it('explains itself without needing anything', () => {
    const { status, stdout } = run({}, '--help');
    expect(status).toBe(0);
    for (const name of ['SLUIS_HOME', 'SLUIS_PORTS', 'KAFKA_BROKERS', 'DATABASE_URL']) expect(stdout).toContain(name);
  });
});
