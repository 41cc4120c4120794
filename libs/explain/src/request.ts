/** Why a request is answered as it is: field by field, which permission carries it, or how near the nearest comes. */
import { wayWords, type LegalDate, type ReasonCode } from '#contract';
import type { Candidate, Examination } from '#decision';
import { plain, type Block, type FactRow } from './block';
import type { Language } from './remedy';
import { requestWords } from './request-words';
import { dateText, listText } from './words';

export interface RequestExplanation {
  /** Place of the record that is explained, and how many there are. */
  readonly record: number;
  readonly records: number;
  readonly none: Examination['none'];
  readonly fields: readonly FieldExplanation[];
  readonly candidates: readonly Candidate[];
}

export interface FieldExplanation {
  readonly path: string;
  /** `carried`: a permission without a failing condition lists it. `blocked`: some list it, each fails. */
  readonly verdict: 'carried' | 'blocked' | 'not-listed';
  readonly carriedBy: readonly { readonly instrument: string; readonly duty: string }[];
  /** Those that list it and fail, the nearest first. */
  readonly blockedBy: readonly { readonly instrument: string; readonly failed: readonly ReasonCode[] }[];
}

export function explainRequest(examination: Examination): RequestExplanation {
  const { record, records, none, fields, candidates } = examination;
  return {
    record,
    records,
    none,
    candidates,
    fields: fields.map((path) => {
      const listing = candidates.filter(({ lists }) => lists.some(({ field }) => field === path));
      const carriedBy = listing
        .filter(({ failed }) => failed.length === 0)
        .map(({ instrument, lists }) => ({ instrument, duty: lists.find(({ field }) => field === path)!.duty }));
      const blockedBy = listing
        .filter(({ failed }) => failed.length > 0)
        .map(({ instrument, failed }) => ({ instrument, failed }));
      const verdict = carriedBy.length > 0 ? 'carried' : blockedBy.length > 0 ? 'blocked' : 'not-listed';
      return { path, verdict, carriedBy, blockedBy };
    }),
  };
}

/** `day`: the one that the request was decided on. */
export function requestBlocks(explanation: RequestExplanation, day: LegalDate, language: Language = 'nl'): Block[] {
  const { record, records, none, fields, candidates } = explanation;
  const words = requestWords[language];
  if (none !== undefined) {
    return [{ kind: 'paragraph', said: plain(none === 'no-permission' ? words.noPermission : words.otherInstrument) }];
  }
  return [
    {
      kind: 'table',
      caption: words.caption(dateText(day, language), records === 1 ? '' : words.which(record + 1, records)),
      columns: [{ head: words.field, code: true }, { head: words.answer }],
      rows: fields.map((field) => [plain(field.path), plain(fieldText(field, language))]),
    },
    { kind: 'heading', level: 2, text: words.candidates },
    { kind: 'facts', rows: candidates.map((candidate) => candidateRow(candidate, fields.length, language)) },
  ];
}

function fieldText({ verdict, carriedBy, blockedBy }: FieldExplanation, language: Language): string {
  const words = requestWords[language];
  if (verdict === 'not-listed') return `✗ ${words.notListed}`;
  if (verdict === 'carried') {
    const carriers = carriedBy.map(({ instrument, duty }) =>
      duty === 'keep' ? instrument : `${instrument} (${wayWords(duty, language)})`,
    );
    return `✓ ${listText(carriers, language)}`;
  }
  const { instrument, failed } = blockedBy[0]!;
  const why = failed.map((code) => conditionFails(code, language));
  return `✗ ${words.blocked(instrument, listText(why, language), blockedBy.length - 1)}`;
}

function candidateRow(candidate: Candidate, asked: number, language: Language): FactRow {
  const { instrument, lists, failed, held, demands, from, until, territory } = candidate;
  const words = requestWords[language];
  const draft = failed.includes('draft');
  const window = draft
    ? words.draft
    : words.window(dateText(from, language), until === undefined ? undefined : dateText(until, language));
  const said = (code: ReasonCode, how: 'holds' | 'fails') => {
    const text = words.conditions[code]?.[how] ?? code;
    return code === 'outside-territory' && territory !== undefined ? `${text} ${territory}` : text;
  };
  const holding = held.filter((code) => words.conditions[code] !== undefined && !(draft && timely.has(code)));
  const met = holding.map((code) => said(code, 'holds'));
  return {
    label: instrument,
    values: [
      words.lists(lists.length, asked, window),
      ...failed.map((code) => `✗ ${said(code, 'fails')}`),
      ...(holding.length > 0 ? [`✓ ${words.met(met.join('; '))}`] : []),
      ...demands.map((demand) => `? ${words.demands[demand]}`),
    ].map(plain),
  };
}

/** A condition that a permission makes and a request does not meet. */
export function conditionFails(code: ReasonCode, language: Language): string {
  return requestWords[language].conditions[code]?.fails ?? code;
}

const timely = new Set<ReasonCode>(['not-yet-in-force', 'expired']);
