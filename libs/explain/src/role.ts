/** One role: who holds it on a day, who succeeds it, and in which instruments it stands, in plain Dutch. */
import { within, type LegalDate } from '#contract';
import { isDoubted, resolver, type Party, type RegisterSource } from '#register';
import { plain, rows, type Block } from './block';
import type { Stated } from './certainty';
import { namesOf, type Named } from './names';
import { dateText, windowText } from './words';

export interface RoleDescription {
  readonly kind: 'role';
  readonly id: string;
  readonly title: string;
  readonly at: LegalDate;
  readonly succeededBy: readonly (Stated & { readonly role: string })[];
  /** Who holds it on the day, by itself or by succession. */
  readonly holders: readonly (Named & { readonly assumed: boolean; readonly days: string })[];
  readonly gets: readonly Named[];
  readonly gives: readonly Named[];
}

/** `source` is without cases; undefined where it has no such role. */
export function describeRole(source: RegisterSource, id: string, at: LegalDate): RoleDescription | undefined {
  const role = source.roles.find((each) => each.id === id);
  if (role === undefined) return undefined;
  const names = namesOf(source);
  const isRole = (party: Party) => party.kind === 'role' && party.role === id;
  const instruments = (side: 'providers' | 'recipients') =>
    source.instruments
      .filter(({ versions }) =>
        versions.some(({ permissions }) => permissions.some((permission) => permission[side].some(isRole))),
      )
      .map((each): Named => ({ id: each.id, title: each.title.nl }));
  return {
    kind: 'role',
    id,
    title: role.title.nl,
    at,
    succeededBy: role.succeededBy.map((next) => ({
      role: next.role,
      text: `${names.role(next.role)} (${next.role}), vanaf ${dateText(next.from)}`,
      sure: next.sure,
    })),
    holders: resolver(source)({ kind: 'role', role: id }, { accessions: [] })
      .filter(({ from, until }) => within(at, from, until))
      .map(({ participant, from, until, doubts }) => ({
        id: participant,
        title: names.participant(participant),
        assumed: isDoubted(doubts, at),
        days: from === undefined && until === undefined ? '' : windowText(from, until),
      })),
    gets: instruments('recipients'),
    gives: instruments('providers'),
  };
}

export function roleBlocks({ id, title, at, succeededBy, holders, gets, gives }: RoleDescription): Block[] {
  const named = (all: readonly Named[]): Stated[] => all.map((each) => plain(`${each.id}: ${each.title}`));
  return [
    { kind: 'heading', level: 1, text: `${id}: ${title}` },
    {
      kind: 'facts',
      rows: rows([
        ['Rol', [plain(title)]],
        ['Opgevolgd door', succeededBy],
        ['Krijgt volgens', named(gets)],
        ['Geeft volgens', named(gives)],
      ]),
    },
    { kind: 'heading', level: 2, text: `Wie de rol heeft op ${dateText(at)}` },
    holders.length === 0
      ? { kind: 'paragraph', said: plain('Niemand.') }
      : {
          kind: 'list',
          items: holders.map((each) => ({
            text: `${each.id}: ${each.title}${each.days === '' ? '' : `, ${each.days}`}`,
            sure: each.assumed ? ('assumed' as const) : undefined,
          })),
        },
  ];
}
