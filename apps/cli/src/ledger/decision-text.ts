import { renderText } from '#explain';
import { list, moment, part, row, said, title, type Block } from './blocks';

/** An entry's record as control shows it: a decision, or what an officer or control itself did. */
export interface Recorded {
  readonly decidedAt: string;
  readonly entry: string;
  readonly decisionId: string;
  readonly effect?: string;
  readonly system?: string;
  readonly recipient?: string;
  readonly purpose?: string;
  readonly category?: string;
  readonly territory?: string;
  readonly reasons?: readonly { readonly code: string; readonly fields?: readonly string[] }[];
  readonly basis?: readonly Basis[];
  readonly obligations?: readonly { readonly field: string; readonly duty: string }[];
  readonly nearest?: string;
  readonly registerVersion?: number;
  readonly assumed?: boolean;
  /** Of an act of an officer. */
  readonly act?: string;
  readonly by?: string;
  readonly access?: { readonly by: string; readonly why: string };
  readonly erasure?: { readonly by: string; readonly why: string; readonly entries?: number };
  readonly removed?: {
    readonly kind: string;
    readonly instrument: string;
    readonly days: number;
    readonly entries: number;
  };
}

interface Basis {
  readonly instrument: string;
  readonly fields: readonly string[];
}

/** In one line: by what it was permitted, why it was not, or who did what and why. */
export function grounds({ effect, basis = [], reasons = [], act, by, access, erasure, removed }: Recorded): string {
  const asked = access ?? erasure;
  if (asked !== undefined) return `${asked.by}: ${asked.why}`;
  if (act !== undefined) return `${by ?? ''}: ${act}`;
  if (removed !== undefined) {
    const { kind, instrument, days, entries } = removed;
    return `${entries} × ${kind}${instrument === '' ? '' : `, ${instrument}`}, older than ${days} days`;
  }
  return effect === 'permit'
    ? basis.map(({ instrument, fields }) => `${instrument} (${fields.length})`).join(', ')
    : reasons.map(({ code }) => code).join(', ');
}

/** What went by which instrument, a line each: field names in full. */
export function fieldLines({ effect, basis = [] }: Recorded): readonly string[] {
  return effect === 'permit' ? basis.map(({ instrument, fields }) => `${instrument}: ${fields.join(', ')}`) : [];
}

/** One entry in Dutch, for an officer. */
export function decisionText(
  one: Recorded,
  entry: { readonly index: number; readonly match: boolean },
  width: number,
): string {
  const { system, recipient, purpose, category, territory, basis = [], reasons = [], obligations = [] } = one;
  const rows = [
    row('Wanneer', moment(one.decidedAt)),
    ...(system === undefined ? [] : [row('Wie vroeg', system)]),
    ...(recipient === undefined ? [] : [row('Voor wie', recipient)]),
    ...(purpose === undefined ? [] : [row('Doel', purpose)]),
    ...(category === undefined ? [] : [row('Over wie', category)]),
    ...(territory === undefined ? [] : [row('Gebied', territory)]),
    ...(one.registerVersion === undefined ? [] : [row('Versie van het register', String(one.registerVersion))]),
    ...(one.entry === 'decision' ? [] : [row('Door wie, en waarom', grounds(one))]),
    row(
      'In het grootboek',
      `als ${entry.index}, ${entry.match ? 'en de details zijn die waaraan het zich bond' : 'MAAR MET ANDERE DETAILS DAN WAARAAN HET ZICH BOND'}`,
    ),
  ];
  const blocks: Block[] = [
    title(
      `${kindNames[one.entry] ?? one.entry} ${one.decisionId}${one.effect === 'deny' ? ': geweigerd' : one.entry === 'decision' ? ': toegestaan' : ''}`,
    ),
    { kind: 'facts', rows },
    ...(basis.length === 0 ? [] : [part('Welke gegevens, op welke grond')]),
    ...basis.flatMap(({ instrument, fields }) => [said(instrument), ...list(fields)]),
    ...(obligations.length === 0
      ? []
      : [part('Plichten'), ...list(obligations.map(({ field, duty }) => `${field}: ${duty}`))]),
    ...(reasons.length === 0 ? [] : [part('Waarom niet')]),
    ...list(
      reasons.map(({ code, fields = [] }) => [code, ...(fields.length === 0 ? [] : [fields.join(', ')])].join(': ')),
    ),
    ...(one.nearest === undefined ? [] : [said(`Dichtstbij kwam ${one.nearest}.`)]),
  ];
  return renderText(blocks, width);
}

const kindNames: Readonly<Record<string, string>> = {
  decision: 'Beslissing',
  access: 'Opzoeking van een persoon',
  act: 'Handeling',
  erasure: 'Wissing',
  retention: 'Opruiming',
};
