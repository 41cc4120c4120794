// Sums what the stages of a run left in reports/. Run as a program it prints the sum, `N passed, N failed`, and no more.
import { existsSync, readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

/** Passed and failed of each stage; one that left no report, or whose files could not be loaded, counts as failed. */
export function stageCounts(root, names) {
  return names.map((name) => {
    const path = `${root}reports/${name}.json`;
    if (!existsSync(path)) return { name, passed: 0, failed: 1 };
    const report = JSON.parse(readFileSync(path, 'utf8'));
    if (report.numTotalTests === undefined) return { name, passed: report.passed, failed: report.failed };
    return { name, passed: report.numPassedTests, failed: report.numFailedTests + report.numRuntimeErrorTestSuites };
  });
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const counts = stageCounts(root, ['check', 'unit', 'e2e', 'fault']);
  const sum = (of) => counts.reduce((total, count) => total + count[of], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
}
