import { renderText, type DenialExplanation } from '#explain';
import { list, moment, part, row, said, title, type Block } from './blocks';

/** A case as control lists it. */
export interface Case {
  readonly id: string;
  readonly status: string;
  readonly system: string;
  readonly recipient: string | null;
  readonly purpose: string | null;
  readonly reason: string;
  readonly fields: readonly string[];
  readonly instrument: string | null;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly assignee: string | null;
}

export interface CaseWithHistory extends Case {
  readonly history: readonly {
    readonly at: string;
    readonly by: string;
    readonly kind: 'status' | 'assignee' | 'note' | 'reopened';
    readonly content: string;
  }[];
}

/** `GET /ledger/cases/:id/explanation`. */
export interface CaseExplanation extends DenialExplanation {
  readonly decisions: readonly string[];
}

/** One case in Dutch, for an officer: what was asked, why not, what comes nearest, what helps, who acts, what was done about it. */
export function caseText(one: CaseWithHistory, explanation: CaseExplanation, width: number): string {
  const { asked, why, nearest, remedy, actor, decisions } = explanation;
  const blocks: Block[] = [
    title(`Geval ${one.id}: ${statusNames[one.status] ?? one.status}`),
    {
      kind: 'facts',
      rows: [
        row('Geweigerd', `${one.count} keer, van ${moment(one.firstAt)} tot ${moment(one.lastAt)}`),
        row('Toegewezen aan', one.assignee === null || one.assignee === '' ? 'niemand' : one.assignee),
      ],
    },
    part('Wat werd gevraagd'),
    ...asked,
    part('Waarom niet'),
    // Step by step is for the console, and `decide --explain`.
    ...why.slice(0, 1),
    part('Dichtstbijzijnde toelating'),
    ...(nearest === null
      ? [
          said(
            explanation.aboutPersons
              ? 'Niet een rechtsgrond maar iets dat over een persoon is opgetekend, of ontbreekt, houdt dit tegen.'
              : 'Geen enkele rechtsgrond komt in de buurt van deze aanvraag.',
          ),
        ]
      : [said(`${nearest.title} (${nearest.instrument})`), ...list(nearest.differences)]),
    part('Wat helpt'),
    ...(remedy.length === 0
      ? [said('Geen enkele kleinere of latere aanvraag zou mogen. Er is een rechtsgrond of een vaststelling nodig.')]
      : list(remedy)),
    said(actor.text),
    ...(one.history.length === 0 ? [] : [part('Wat ermee gebeurde'), ...list(one.history.map(eventText))]),
    part(decisions.length === 0 ? 'Geen beslissing wordt nog bewaard' : 'Laatste beslissingen'),
    ...list(decisions),
  ];
  return renderText(blocks, width);
}

const statusNames: Readonly<Record<string, string>> = {
  open: 'open',
  'in-review': 'in behandeling',
  resolved: 'opgelost',
  accepted: 'terecht geweigerd',
};

function eventText({ at, by, kind, content }: CaseWithHistory['history'][number]): string {
  const what = {
    status: `zette het op ${statusNames[content] ?? content}`,
    assignee: content === '' ? 'wees het aan niemand toe' : `wees het toe aan ${content}`,
    note: `schreef: ${content}`,
    reopened: 'opende het weer: het werd opnieuw geweigerd',
  }[kind];
  return `${moment(at)}: ${by} ${what}`;
}
