// Two workers end at the same time only if the longest files begin first. Jest knows how long they take where it ran before; on a
// clean checkout it begins with the largest file, and those that tell their tests chapter by chapter are small.
import { statSync } from 'node:fs';

/** Those that take more than a minute together with their start, longest first; the others follow by size. */
const long = [
  'console.e2e',
  'control.e2e',
  'readme.e2e',
  'ledger.e2e',
  'schemathesis.e2e',
  'start.e2e',
  'bad-input.e2e',
  'access.e2e',
  'guides.e2e',
  'cases.e2e',
  'activation.e2e',
  'corruptions.spec',
  'agreement.spec',
  'prove.spec',
];

/** What Jest asks of a `testSequencer`. */
export default class LongestFirst {
  sort(tests) {
    return [...tests].sort((a, b) => place(a) - place(b) || sizeBytes(b) - sizeBytes(a));
  }

  allFailedTests(tests) {
    return tests;
  }

  shard(tests, { shardIndex, shardCount }) {
    return this.sort(tests).filter((_, at) => at % shardCount === shardIndex - 1);
  }

  cacheResults() {}
}

function place({ path }) {
  const at = long.findIndex((name) => path.endsWith(`/${name}.ts`));
  return at < 0 ? long.length : at;
}

function sizeBytes({ path }) {
  return statSync(path).size;
}
