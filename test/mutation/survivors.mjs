/**
 * `npm run mutation:survivors`: writes the list of what the last run left alive into `docs/mutation.md`, between its marks, from
 * `reports/mutation/mutation.json`. The judgements around it are written by people. With `--check`, as at the end of
 * `npm run mutation`, it writes nothing and fails where a library's score is too low or too many mutants could not be run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const document = `${root}docs/mutation.md`;
const [begin, end] = ['<!-- survivors -->', '<!-- end of survivors -->'];
const detected = new Set(['Killed', 'Timeout']);
const alive = new Set(['Survived', 'NoCoverage']);
const failed = new Set(['RuntimeError', 'CompileError']);

/** Each library by itself; Stryker's own `break` looks at both together. */
const scoreMin = 90;
/** Per cent. A score leaves out what could not be loaded: a run that lost its packages half-way would look fine. */
const failedMax = 2;

/** By library, `report` being in the form of mutation-testing-report-schema. Scores are per cent. */
export function scoresOf(report) {
  const libraries = Map.groupBy(filesOf(report), ([path]) => path.split('/').slice(0, 2).join('/'));
  return [...libraries].map(([library, own]) => {
    const mutants = own.flatMap(([, file]) => file.mutants);
    const count = (states) => mutants.filter(({ status }) => states.has(status)).length;
    const [noticed, left, errors] = [count(detected), count(alive), count(failed)];
    const score = noticed === 0 ? 0 : (100 * noticed) / (noticed + left);
    return { library, total: mutants.length, noticed, left, errors, score };
  });
}

/** What is wrong with a run, in sentences. */
export function faultsOf(report) {
  return scoresOf(report).flatMap(({ library, total, errors, score }) => [
    ...(score < scoreMin
      ? [`the tests of \`${library}\` notice ${score.toFixed(2)} % of its mutants, not ${scoreMin} %`]
      : []),
    ...(errors > (total * failedMax) / 100 ? [`${errors} of ${total} mutants of \`${library}\` could not be run`] : []),
  ]);
}

function filesOf(report) {
  return Object.entries(report.files).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The list as Markdown. */
export function survivorsOf(report) {
  const files = filesOf(report);
  const totals = scoresOf(report).map(
    ({ library, total, noticed, left, errors, score }) =>
      `| \`${library}\` | ${total} | ${noticed} | ${left} | ${errors} | ${score.toFixed(2)} % |`,
  );
  const listed = files.flatMap(([path, { mutants }]) => {
    const own = mutants.filter(({ status }) => alive.has(status));
    if (own.length === 0) return [];
    const rows = own
      .sort(
        (a, b) => a.location.start.line - b.location.start.line || a.location.start.column - b.location.start.column,
      )
      .map((mutant) => `- ${placeOf(mutant)} ${mutant.mutatorName} → ${codeOf(mutant.replacement)}${note(mutant)}`);
    return ['', `### ${path}`, '', ...rows];
  });
  return [
    '| library | mutants | noticed | left | errors | score |',
    '| --- | --- | --- | --- | --- | --- |',
    ...totals,
    ...listed,
  ].join('\n');
}

function placeOf({ location: { start } }) {
  return `${start.line}:${start.column}`;
}

function note({ status }) {
  return status === 'NoCoverage' ? ' (no test passes here)' : '';
}

function codeOf(replacement = '') {
  const line = replacement.replaceAll(/\s+/g, ' ').replaceAll('`', "'");
  return `\`${line.length > 80 ? `${line.slice(0, 80)}…` : line}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const report = JSON.parse(readFileSync(`${root}reports/mutation/mutation.json`, 'utf8'));
  if (process.argv.includes('--check')) {
    const faults = faultsOf(report);
    for (const fault of faults) console.error(fault);
    process.exitCode = faults.length === 0 ? 0 : 1;
  } else write(survivorsOf(report));
}

function write(list) {
  const text = readFileSync(document, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`\`docs/mutation.md\` lacks \`${begin}\` … \`${end}\``);
  writeFileSync(document, `${text.slice(0, from + begin.length)}\n\n${list}\n\n${text.slice(to)}`);
}
