/**
 * Loads specs that are written for Jest into this process and runs their tests one by one. Modules of the project are
 * evaluated anew at every load, from code that is translated once; packages stay. It knows what these specs use (`describe`,
 * `it`, `it.each`, `beforeAll`, `expect`) and no more: what it does not know is not defined, and fails.
 */
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { TestStatus } from '@stryker-mutator/api/test-runner';
import { transformSync } from '@swc/core';
import { expect } from 'expect';
import { bind } from 'jest-each';

export class Specs {
  #require;
  /** By file: the translated module, to be evaluated. */
  #scripts = new Map();
  #compiled;

  /** What is done to the text of a module before it is translated. */
  prepare = (text) => text;

  /** `paths` are the specs, relative to `root`. */
  constructor(root, paths) {
    this.root = root;
    this.paths = paths;
    this.#require = createRequire(join(root, 'package.json'));
    this.#require.extensions['.ts'] = (module, file) => this.#evaluate(module, file);
    rememberParsed(this.#require('yaml'));
    this.#compiled = rememberCompiled(this.#require('ajv/dist/2020').Ajv2020);
    this.#require('fast-check').configureGlobal({ seed: 20_260_101, endOnFailure: true });
  }

  /** The tests of these specs, or of all, with their modules loaded anew. */
  load(paths = this.paths) {
    const { cache } = this.#require;
    for (const file of Object.keys(cache)) if (file.endsWith('.ts')) delete cache[file];
    return paths.flatMap((path) => this.#collect(path));
  }

  /** Translates modules again when they are next loaded. */
  forget() {
    this.#scripts.clear();
    this.#compiled.clear();
  }

  #collect(path) {
    const tests = [];
    /** What is open while this file says what it has: names and what is to be done once before. */
    let scope = { names: [], before: [] };
    const it = (name, fn) => tests.push({ id: `${path}: ${[...scope.names, name].join(' › ')}`, path, fn, scope });
    it.each = bind(it, false);
    const globals = {
      expect,
      it,
      test: it,
      beforeAll: (fn) => scope.before.push(once(fn)),
      describe: (name, fn) => {
        const outer = scope;
        scope = { names: [...outer.names, name], before: [...outer.before] };
        fn();
        scope = outer;
      },
    };
    Object.assign(globalThis, globals);
    this.#require(join(this.root, path));
    return tests.map(({ scope, fn, ...test }) => ({ ...test, run: () => run(test, [...scope.before, fn]) }));
  }

  #evaluate(module, file) {
    let script = this.#scripts.get(file);
    if (script === undefined) {
      const { code } = transformSync(this.prepare(readFileSync(file, 'utf8')), {
        filename: file,
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2024',
        },
        module: { type: 'commonjs' },
      });
      script = new Script(Module.wrap(code), { filename: file });
      this.#scripts.set(file, script);
    }
    const require = (name) => module.require(name);
    script.runInThisContext().call(module.exports, module.exports, require, module, file, dirname(file));
  }
}

/** A parser that isn't changed gives the same for the same text, which the tests read thousands of times: half of their time. */
function rememberParsed(yaml) {
  const { parseAllDocuments } = yaml;
  const known = new Map();
  yaml.parseAllDocuments = (text, { lineCounter, ...options } = {}) => {
    const key = `${JSON.stringify(options)} ${text}`;
    let answer = known.get(key);
    if (answer === undefined) {
      const lines = new yaml.LineCounter();
      answer = { documents: parseAllDocuments(text, { ...options, lineCounter: lines }), lines };
      if (text.length < 10_000) known.set(key, answer);
    }
    if (lineCounter !== undefined) lineCounter.lineStarts = answer.lines.lineStarts;
    return answer.documents;
  };
}

/** Nor does a compiler of schemas: to compile the same ones is most of what the first test of each mutant costs. */
function rememberCompiled(Ajv) {
  const { compile } = Ajv.prototype;
  const known = new Map();
  Ajv.prototype.compile = function (schema) {
    const options = Object.entries(this.opts).filter(([, value]) => typeof value !== 'object');
    const key = JSON.stringify([options, Object.keys(this.formats), schema], (_, value) =>
      value === undefined ? 'nothing' : value,
    );
    let validate = known.get(key);
    if (validate === undefined) known.set(key, (validate = compile.call(this, schema)));
    return validate;
  };
  return known;
}

function once(fn) {
  let done;
  return () => (done ??= Promise.resolve(fn()));
}

async function run({ id, path }, steps) {
  const startMs = performance.now();
  const result = { id, name: id, fileName: path };
  try {
    for (const step of steps) await step();
    return { ...result, timeSpentMs: performance.now() - startMs, status: TestStatus.Success };
  } catch (fault) {
    const failureMessage = String(fault?.message ?? fault);
    return { ...result, timeSpentMs: performance.now() - startMs, status: TestStatus.Failed, failureMessage };
  }
}
