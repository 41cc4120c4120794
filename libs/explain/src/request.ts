/** Why a request is answered as it is: field by field, which permission carries it, or how near the nearest comes. */
import type { LegalDate, ReasonCode } from '#contract';
import type { Candidate, Examination } from '#decision';
import { plain, type Block, type FactRow } from './block';
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
export function requestBlocks(explanation: RequestExplanation, day: LegalDate): Block[] {
  const { record, records, none, fields, candidates } = explanation;
  const which = records === 1 ? '' : ` (record ${record + 1} van ${records})`;
  if (none !== undefined) {
    const text =
      none === 'no-permission'
        ? 'Geen enkele toestemming gaat van deze gever naar deze ontvanger voor dit doel, dus geen enkel veld wordt gedragen.'
        : 'Er zijn toestemmingen voor deze gever, ontvanger en dit doel, maar niet van het instrument waarop de aanvraag steunt.';
    return [{ kind: 'paragraph', said: plain(text) }];
  }
  return [
    {
      kind: 'table',
      caption: `Per veld, zoals het op ${dateText(day)} geldt${which}`,
      columns: [{ head: 'Veld', code: true }, { head: 'Antwoord' }],
      rows: fields.map((field) => [plain(field.path), plain(fieldText(field))]),
    },
    { kind: 'heading', level: 2, text: 'Per toestemming, de dichtstbijzijnde eerst' },
    { kind: 'facts', rows: candidates.map((candidate) => candidateRow(candidate, fields.length)) },
  ];
}

function fieldText({ verdict, carriedBy, blockedBy }: FieldExplanation): string {
  if (verdict === 'not-listed') return '✗ geen van deze toestemmingen noemt het';
  if (verdict === 'carried') {
    return `✓ ${listText(carriedBy.map(({ instrument, duty }) => (duty === 'keep' ? instrument : `${instrument} (${duty})`)))}`;
  }
  const [nearest] = blockedBy;
  const more = blockedBy.length > 1 ? ` (en ${blockedBy.length - 1} andere)` : '';
  return `✗ ${nearest!.instrument} noemt het, maar: ${listText(nearest!.failed.map(conditionFails))}${more}`;
}

function candidateRow(candidate: Candidate, asked: number): FactRow {
  const { instrument, lists, failed, held, demands, from, until, territory } = candidate;
  const draft = failed.includes('draft');
  const window = draft
    ? 'een ontwerp'
    : `van ${dateText(from)} tot ${until === undefined ? 'een einde dat niet bekend is' : dateText(until)}`;
  const said = (code: ReasonCode, how: 'holds' | 'fails') => {
    const text = conditions[code]?.[how] ?? code;
    return code === 'outside-territory' && territory !== undefined ? `${text} ${territory}` : text;
  };
  const holding = held.filter((code) => conditions[code] !== undefined && !(draft && timely.has(code)));
  return {
    label: instrument,
    values: [
      `noemt ${lists.length} van de ${asked} velden; geldt ${window}`,
      ...failed.map((code) => `✗ ${said(code, 'fails')}`),
      ...(holding.length > 0 ? [`✓ ${listText(holding.map((code) => said(code, 'holds')))}`] : []),
      ...demands.map((demand) => `? ${demandTexts[demand]}`),
    ].map(plain),
  };
}

/** A condition that a permission makes and a request does not meet, in Dutch. */
export function conditionFails(code: ReasonCode): string {
  return conditions[code]?.fails ?? code;
}

const timely = new Set<ReasonCode>(['not-yet-in-force', 'expired']);

const conditions: Partial<Record<ReasonCode, { readonly holds: string; readonly fails: string }>> = {
  'category-not-permitted': { holds: 'over deze personen', fails: 'niet over deze categorie van personen' },
  'not-yet-in-force': { holds: 'al begonnen', fails: 'nog niet van kracht' },
  expired: { holds: 'nog niet geëindigd', fails: 'niet meer van kracht' },
  suspended: { holds: 'niet geschorst', fails: 'geschorst' },
  draft: { holds: 'gedateerd en getekend', fails: 'een ontwerp: niet gedateerd, goedgekeurd of getekend' },
  unconfirmed: { holds: 'feiten bevestigd, of een demonstratie', fails: 'steunt op feiten die niemand bevestigde' },
  'outside-eea': { holds: 'binnen de EER', fails: 'buiten de EER, zonder grond voor doorgifte' },
  'outside-territory': { holds: 'binnen het gebied', fails: 'buiten het gebied' },
  // What it asks of persons: only facts about them can tell, so no permission holds or fails it by itself.
  'consent-missing': {
    holds: 'toestemming opgetekend',
    fails: 'van een persoon is geen geldige toestemming opgetekend',
  },
  'no-relation': { holds: 'open dossier opgetekend', fails: 'over een persoon is geen open dossier opgetekend' },
  'do-not-contact': { holds: 'mag benaderd worden', fails: 'een persoon of contactgegeven mag niet benaderd worden' },
  'subject-restricted': { holds: 'verwerking niet beperkt', fails: 'de verwerking is voor een persoon beperkt' },
  'subject-objected': { holds: 'geen bezwaar', fails: 'een persoon maakte bezwaar' },
};

const demandTexts: Record<Candidate['demands'][number], string> = {
  'open-file-provider': 'wie geeft moet een open dossier over de persoon hebben',
  'open-file-recipient': 'wie krijgt moet een open dossier over de persoon hebben',
  consent: 'elke persoon moet toestemming gegeven hebben',
  'do-not-contact': 'niemand mag op de niet-contacteren-lijst staan',
};
