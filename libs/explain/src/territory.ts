/** One territory: its municipalities, which of them count on a day, and which instruments hold only there, in plain Dutch. */
import { within, type LegalDate } from '#contract';
import type { RegisterSource } from '#register';
import { plain, rows, type Block } from './block';
import type { Stated } from './certainty';
import type { Named } from './names';
import { dateText, windowText } from './words';

export interface TerritoryDescription {
  readonly kind: 'territory';
  readonly id: string;
  readonly title: string;
  readonly at: LegalDate;
  readonly members: readonly (Stated & { readonly nis: string; readonly counts: boolean })[];
  readonly instruments: readonly Named[];
  readonly notes: readonly Stated[];
}

/** `source` is without cases; undefined where it has no such territory. */
export function describeTerritory(source: RegisterSource, id: string, at: LegalDate): TerritoryDescription | undefined {
  const territory = source.territories.find((each) => each.id === id);
  if (territory === undefined) return undefined;
  return {
    kind: 'territory',
    id,
    title: territory.title.nl,
    at,
    members: territory.members.map(({ nis, name, from, until, sinceUnknown, sure }) => ({
      nis,
      counts: within(at, from, until),
      text: `${name} (${nis})${from === undefined && until === undefined ? '' : `, ${windowText(from, until)}`}${sinceUnknown ? '; sinds wanneer is niet bekend' : ''}`,
      sure,
    })),
    instruments: source.instruments
      .filter(({ versions }) =>
        versions.some(({ permissions }) => permissions.some((permission) => permission.territory?.set === id)),
      )
      .map((each) => ({ id: each.id, title: each.title.nl })),
    notes: territory.notes.map(({ nl, sure }) => ({ text: nl, sure })),
  };
}

export function territoryBlocks({ id, title, at, members, instruments, notes }: TerritoryDescription): Block[] {
  const now = members.filter(({ counts }) => counts);
  const others = members.filter(({ counts }) => !counts);
  return [
    { kind: 'heading', level: 1, text: `${id}: ${title}` },
    {
      kind: 'facts',
      rows: rows([
        ['Gebied', [plain(title)]],
        ['Geldt voor', instruments.map((each) => plain(`${each.id}: ${each.title}`))],
      ]),
    },
    ...(notes.length > 0 ? [{ kind: 'list', items: notes } as const] : []),
    { kind: 'heading', level: 2, text: `Gemeenten op ${dateText(at)}: ${now.length}` },
    now.length === 0 ? { kind: 'paragraph', said: plain('Geen.') } : { kind: 'list', items: now },
    ...(others.length > 0
      ? [{ kind: 'heading', level: 2, text: 'Op een andere dag' } as const, { kind: 'list', items: others } as const]
      : []),
  ];
}
