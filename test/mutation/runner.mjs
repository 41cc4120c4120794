/**
 * Stryker's test runner for `npm run mutation`: runs the specs of Jest as they are, in a process that stays. Under Jest a
 * mutant costs 25 s here, two days for all of them; with this some tens of milliseconds.
 *
 * Each mutant gets modules that were loaded anew, so that nothing one mutant left behind counts for the next, and so that
 * a mutant in what a module does while it loads is there at that time.
 */
import { globSync } from 'node:fs';
import { declareFactoryPlugin, commonTokens, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { Specs } from './specs.mjs';

/** The number of no mutant. */
const none = -1;

class ResidentRunner {
  #stryker = (globalThis.__stryker__ ??= {});
  #specs;
  /** By test: how long it took, and how many mutants it was the first to notice. Orders the tests, and nothing else. */
  #tookMs = new Map();
  #kills = new Map();

  constructor({ resident }) {
    process.env.SLUIS_EFFORT = String(resident.effort);
    this.#specs = new Specs(process.cwd(), globSync(resident.specs, { cwd: process.cwd() }).sort());
    this.#specs.prepare = withCheapSwitches;
    this.#stryker.number = none;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    this.#specs.prepare = (text) => text;
    const result = await this.#run({ bail: false, loaded() {} });
    this.#specs.prepare = withCheapSwitches;
    this.#specs.forget();
    return { ...result, mutantCoverage: this.#stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit, disableBail }) {
    const passesMax = hitLimit === undefined ? Infinity : ownLimit(hitLimit);
    let passes = 0;
    const pass = () => {
      if (++passes > passesMax) throw new Error(`passed the mutant ${passes} times`);
      return true;
    };
    const activate = () => Object.assign(this.#stryker, { number: Number(activeMutant.id), pass });
    if (mutantActivation === 'static') activate();
    const chosen = testFilter === undefined ? undefined : new Set(testFilter);
    const result = await this.#run({ bail: !disableBail, chosen, loaded: activate });
    this.#stryker.number = none;
    return toMutantRunResult(determineHitLimitReached(passes, passesMax) ?? result);
  }

  async #run({ bail, chosen, loaded }) {
    const stryker = this.#stryker;
    const paths = chosen && [...new Set([...chosen].map((id) => id.slice(0, id.indexOf(':'))))];
    const results = [];
    try {
      const tests = this.#specs.load(paths).filter(({ id }) => chosen === undefined || chosen.has(id));
      loaded();
      for (const test of chosen === undefined && !bail ? tests : this.#promisingFirst(tests)) {
        stryker.currentTestId = test.id;
        const result = await test.run();
        stryker.currentTestId = undefined;
        results.push(result);
        const failed = result.status === TestStatus.Failed;
        if (failed) this.#kills.set(test.id, (this.#kills.get(test.id) ?? 0) + 1);
        else this.#tookMs.set(test.id, result.timeSpentMs);
        if (failed && bail) break;
      }
      return { status: 'complete', tests: results };
    } catch (fault) {
      return { status: 'error', errorMessage: String(fault?.stack ?? fault) };
    }
  }

  #promisingFirst(tests) {
    // Until it is known what a test takes, those that stand beside the code go first.
    const guess = ({ path }) => (path.startsWith('libs/') ? 0 : 1_000);
    const cost = (test) => (this.#tookMs.get(test.id) ?? guess(test)) / (1 + (this.#kills.get(test.id) ?? 0));
    return tests
      .map((test) => ({ test, cost: cost(test) }))
      .sort((a, b) => a.cost - b.cost)
      .map(({ test }) => test);
  }
}

/**
 * How often a mutant may be passed before it counts as a loop without end. Stryker's own limit, a hundred times all passes of
 * the whole run, leaves room for shrinking, which these runs don't do; five times is what a test's own tail may differ.
 */
function ownLimit(hitLimit) {
  return hitLimit === undefined ? undefined : Math.max(10_000, hitLimit / 20);
}

/**
 * The switches in the text of a module, made cheap: no counting of which test passes which mutant, which is known after
 * the first run, and a comparison of numbers that V8 puts in place. Five times as fast as Stryker's own.
 */
function withCheapSwitches(text) {
  return text
    .replaceAll(/stryMutAct_9fa48\("(\d+)"\)/g, '(__stryker__.number === $1 && __stryker__.pass())')
    .replaceAll(/stryCov_9fa48\((?:"\d+"(?:, )?)+\)/g, '0');
}

function runner(options) {
  return new ResidentRunner(options);
}
runner.inject = tokens(commonTokens.options);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'resident', runner)];

export const strykerValidationSchema = {
  properties: {
    resident: {
      type: 'object',
      required: ['specs', 'effort'],
      properties: {
        specs: { description: 'globs of the specs to run', type: 'array', items: { type: 'string' } },
        effort: { description: 'the part of its usual runs that a property test does', type: 'number' },
      },
    },
  },
};
