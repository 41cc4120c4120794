/** `npm run mutation`: how many planted changes the tests of what decides notice. Fails below `break`. */
export default {
  mutate: ['libs/{decision,register}/src/**/*.ts', '!**/*.spec.ts'],
  plugins: ['./test/mutation/runner.mjs'],
  testRunner: 'resident',
  testRunnerNodeArgs: ['--conditions=source'],
  resident: {
    specs: [
      'libs/{decision,register}/src/**/*.spec.ts',
      'test/conformance/decision/agreement.spec.ts',
      'test/conformance/register/time.spec.ts',
    ],
    effort: 0.1,
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  ignorePatterns: ['dist', '.sluis', 'reports', 'docker'],
  tempDirName: 'dist/mutation',
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
