/** One instrument in plain Dutch, for a lawyer without the files at hand. */
import { heading, plain, rows, type Block, type FactRow } from './block';
import type { Stated } from './certainty';
import type { InstrumentDescription, VersionDescription } from './instrument';
import type { Named } from './names';
import { permissionBlocks } from './permission-blocks';
import { capitalised, dateText, kindText, listText, stateTexts, windowText } from './words';

export function instrumentBlocks(described: InstrumentDescription): Block[] {
  const { id, title, at, state, versions, notes } = described;
  const shown = versionsToShow(versions);
  const others = versions.filter((version) => !shown.includes(version));
  return [
    { kind: 'heading', level: 1, text: `${id}: ${title}` },
    { kind: 'paragraph', said: plain(`${subtitle(described)}; op ${dateText(at)} ${stateTexts[state]}.`) },
    ...(described.citedAs.length > 0 ? [citationConflict(described)] : []),
    { kind: 'facts', rows: identityRows(described) },
    ...(notes.length > 0 ? [heading(2, 'Goed om te weten'), { kind: 'list', items: notes } as const] : []),
    ...shown.flatMap((version) => versionBlocks(version, described.jointly, versions.length > 1)),
    ...(others.length > 0
      ? [heading(2, 'Andere versies'), { kind: 'list', items: others.map((version) => versionLine(version)) } as const]
      : []),
  ];
}

function subtitle({ kind, number, authority }: InstrumentDescription): string {
  const numbered = number === undefined ? '' : ` nummer ${number}`;
  return `${kindText(kind)}${numbered}, ${authority.title}`;
}

function citationConflict({ citedAs, number, aliases, id }: InstrumentDescription): Block {
  const ours = aliases[0] ?? number ?? id;
  const theirs = citedAs.map(({ text }) => text);
  return {
    kind: 'paragraph',
    tone: 'warning',
    said: {
      text: `Tegenstrijdige aanhaling: wij schrijven ${ours}, elders staat ${listText(theirs)}. Het register kiest niet.`,
      sure: citedAs[0]!.sure,
    },
  };
}

const evidences = {
  A: 'het begin van de tekst',
  B: 'de officiële titel of een officiële pagina, niet de tekst zelf',
  C: 'enkel een aanhaling door anderen, niet de tekst zelf',
} as const;

function identityRows(described: InstrumentDescription): FactRow[] {
  const { authority, aliases, evidence, applicant, legalBases, groundOf, jointly, publications } = described;
  const names = (items: readonly { readonly id: string; readonly title: string }[]) =>
    items.map(({ id, title }) => plain(title === id ? id : `${id}: ${title}`));
  return rows([
    ['Beslist door', [{ text: authority.title, sure: authority.sure }]],
    ['Gevraagd door', applicant === undefined ? [] : [plain(applicant)]],
    ['Ook genoemd', aliases.map(plain)],
    ['Elders genoemd', described.citedAs],
    ['Wat wij lazen', evidence === undefined ? [] : [plain(evidences[evidence])]],
    ['Steunt op', names(legalBases)],
    ['Rechtsgrond van', names(groundOf)],
    ['Samen met', names(jointly)],
    ['Breidt uit', names(described.extends)],
    ['Uitgebreid door', names(described.extendedBy)],
    ['Vervangt', names(described.replaces)],
    ['Vervangen door', names(described.replacedBy)],
    [
      'Bekendgemaakt',
      publications.map(({ participant, text, date, sure }) => ({
        text: [
          participant === undefined ? undefined : `door ${participant}`,
          text === 'unknown' ? 'waar is niet bekend' : text,
          date === undefined ? undefined : `op ${dateText(date)}`,
        ]
          .filter(Boolean)
          .join(', '),
        sure,
      })),
    ],
    [
      'Geschorst',
      described.suspensions.map(({ from, until, reason }) => plain(`${windowText(from, until)}: ${reason}`)),
    ],
    [
      'Toegetreden',
      described.accessions.map(({ title, as, from, until, sure }) => ({
        text: `${title}, als ${as}, ${windowText(from, until)}`,
        sure,
      })),
    ],
  ]);
}

/** The version of the day; where there is none, those that are still to come or drafts; else the last. */
function versionsToShow(versions: readonly VersionDescription[]): readonly VersionDescription[] {
  const now = versions.filter(({ state }) => state === 'in-force' || state === 'suspended');
  if (now.length > 0) return now;
  const later = versions.filter(({ state }) => state !== 'ended');
  return later.length > 0 ? later : versions.slice(-1);
}

function versionLine({ from, until, state, sure }: VersionDescription): Stated {
  return { text: `${capitalised(windowText(from, until))}: ${stateTexts[state]}`, sure };
}

function versionBlocks(version: VersionDescription, jointly: readonly Named[], several: boolean): Block[] {
  const { from, until, signed, state, sure, confirmed, advices, permissions } = version;
  const title = several && from !== undefined ? `Versie van ${dateText(from)}` : 'Wanneer';
  return [
    heading(2, title),
    {
      kind: 'facts',
      rows: rows([
        ['Genomen op', signed === undefined ? [] : [{ text: dateText(signed), sure }]],
        ['Geldt', [{ text: from === undefined ? 'niet: er is geen begindatum' : windowText(from, until), sure }]],
        ['Stand', [plain(stateTexts[state])]],
        [
          'Adviezen',
          advices.map((advice) => ({
            text: `functionaris voor gegevensbescherming van ${advice.participant.title}: ${adviceText(advice)}`,
            sure: advice.sure,
          })),
        ],
        [
          'Goedkeuring',
          version.approvals.map(({ body, on, sure }) => ({ text: `${body}: ${approvalText(on)}`, sure })),
        ],
        [
          'Nagekeken',
          confirmed === undefined
            ? []
            : [plain(`op ${dateText(confirmed.on)}, door ${confirmed.by.length} mensen, in bron ${confirmed.source}`)],
        ],
      ]),
    },
    ...(permissions.length === 0
      ? [
          {
            kind: 'paragraph',
            said: plain('Laat zelf niets toe: enkel rechtsgrond, of nog zonder toelatingen.'),
          } as const,
        ]
      : []),
    ...permissions.flatMap((permission, n) => permissionBlocks(permission, n, permissions.length, jointly)),
  ];
}

function adviceText({ date, outcome, reason }: VersionDescription['advices'][number]): string {
  const outcomes = { positive: 'gunstig', negative: 'ongunstig', unknown: 'uitkomst niet bekend' } as const;
  const when = date === 'unknown' ? 'dag niet bekend' : dateText(date);
  return `${outcomes[outcome]}, ${when}${reason === undefined ? '' : `; niet gevolgd omdat: ${reason}`}`;
}

function approvalText(on: string | undefined): string {
  if (on === undefined) return 'nodig en nog niet gegeven';
  return on === 'unknown' ? 'dag niet bekend' : `op ${dateText(on)}`;
}
