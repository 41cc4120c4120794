/** One instrument in plain Dutch, for a lawyer without the files at hand. */
import { plain, type Block, type FactRow } from './block';
import type { Certainty, Stated } from './certainty';
import type {
  InstrumentDescription,
  PartyDescription,
  PermissionDescription,
  PermissionFact,
  VersionDescription,
} from './instrument';
import { capitalised, dateText, durationText, dutyText, kindText, listText, stateTexts, windowText } from './words';

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
    ...shown.flatMap((version) => versionBlocks(version, described, versions.length > 1)),
    ...(others.length > 0
      ? [heading(2, 'Andere versies'), { kind: 'list', items: others.map((version) => versionLine(version)) } as const]
      : []),
  ];
}

const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });

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

function rows(all: readonly (readonly [label: string, values: readonly Stated[]])[]): FactRow[] {
  return all.filter(([, values]) => values.length > 0).map(([label, values]) => ({ label, values }));
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

function versionBlocks(version: VersionDescription, described: InstrumentDescription, several: boolean): Block[] {
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
            said: plain('Laat zelf niets toe: enkel rechtsgrond, of nog zonder toestemmingen.'),
          } as const,
        ]
      : []),
    ...permissions.flatMap((permission, n) => permissionBlocks(permission, n, permissions.length, described)),
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

function permissionBlocks(
  permission: PermissionDescription,
  index: number,
  count: number,
  { jointly }: InstrumentDescription,
): Block[] {
  const { fields, reveals, notes } = permission;
  const shared = sharedJustification(permission);
  return [
    heading(2, count === 1 ? 'Wat het toelaat' : `Wat het toelaat (${index + 1} van ${count})`),
    ...(permission.assumed
      ? [
          {
            kind: 'paragraph',
            tone: 'warning',
            said: plain(
              'Steunt op feiten die wij aannemen en die niemand bevestigde: geldt alleen in een demonstratie.',
            ),
          } as const,
        ]
      : []),
    { kind: 'facts', rows: permissionRows(permission) },
    ...(permission.splitUnknown
      ? [
          {
            kind: 'paragraph',
            tone: 'warning',
            said: {
              text: `Deze gegevens worden samen gegeven door dit instrument en ${listText(jointly.map(({ id }) => id))}; welk instrument welk gegeven geeft, is niet bekend.`,
              sure: permission.sure.split,
            },
          } as const,
        ]
      : []),
    {
      kind: 'table',
      caption: `Gegevens (${fields.length}), en geen andere`,
      columns: [{ head: 'Gegeven' }, { head: 'Veld', optional: true, code: true }, { head: 'Hoe het vertrekt' }],
      rows: fields.map(({ title, path, rule, sure }) => [
        plain(title),
        plain(path),
        { text: dutyText(rule.duty) + (shared === undefined ? becauseText(rule.justification) : ''), sure },
      ]),
    },
    ...reveals.map(({ by, fields: revealed }): Block => ({
      kind: 'paragraph',
      tone: 'warning',
      said: plain(
        `Wie ${by} krijgt, kent ook de geboortedatum en het geslacht van die persoon: ze zitten in het nummer${revealed.length === 0 ? '' : ` (${listText(revealed)})`}.`,
      ),
    })),
    ...(notes.length > 0 ? [{ kind: 'list', items: notes } as const] : []),
  ];
}

/** Why its fields are needed, where all give the same reason. */
function sharedJustification({ fields }: PermissionDescription): string | undefined {
  const reasons = new Set(fields.map(({ rule }) => rule.justification));
  return reasons.size === 1 ? [...reasons][0] : undefined;
}

function becauseText(justification: string | undefined): string {
  if (justification === undefined) return '';
  return justification === 'unknown' ? '; waarom het nodig is, is niet bekend' : `; nodig: ${justification}`;
}

function permissionRows(permission: PermissionDescription): FactRow[] {
  const { sure, purposes, categories, territory, relation, transfer, processingAgreement } = permission;
  const mark = (fact: PermissionFact) => (text: string) => ({ text, sure: sure[fact] });
  const parties = (all: readonly PartyDescription[], fact: PermissionFact) =>
    all.map((each) => partyText(each, sure[fact]));
  const conditions: Stated[] = [
    ...(relation === undefined
      ? []
      : [
          {
            text: `${relation === 'recipient' ? 'wie krijgt' : 'wie geeft'} heeft een open dossier over de persoon`,
            sure: sure.relation,
          },
        ]),
    ...(permission.consent
      ? [{ text: 'elke persoon gaf toestemming aan wie geeft (AVG art. 7)', sure: sure.consent }]
      : []),
    ...(permission.doNotContact
      ? [{ text: 'niemand die vroeg om niet gecontacteerd te worden (AVG art. 21)', sure: sure.doNotContact }]
      : []),
    ...(transfer === undefined
      ? []
      : [{ text: `doorgifte buiten de EER op grond van: ${transfer.text}`, sure: transfer.sure }]),
    ...(processingAgreement === undefined
      ? []
      : [
          {
            text: `verwerkersovereenkomst (AVG art. 28), ${processingAgreement.signed === 'unknown' ? 'dag niet bekend' : `van ${dateText(processingAgreement.signed)}`}`,
            sure: processingAgreement.sure,
          },
        ]),
  ];
  const justification = sharedJustification(permission);
  const after = permission.retentionAfter === undefined ? '' : ` na ${permission.retentionAfter}`;
  return rows([
    ['Wie geeft', parties(permission.providers, 'provider')],
    ['Wie krijgt', parties(permission.recipients, 'recipient')],
    ['Verzonden door', permission.via.length === 0 ? [] : parties(permission.via, 'via').map(onBehalf)],
    [
      'Waarvoor',
      purposes.map(({ title, statistical, sure }) => ({
        text: statistical ? `${title} (statistisch: nooit een rechtstreeks kenmerk)` : title,
        sure,
      })),
    ],
    [
      'Over wie',
      categories
        .map(({ id, title }) => `${id}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`)
        .map(mark('categories')),
    ],
    [
      'Waar',
      territory === undefined
        ? []
        : [
            mark('territory')(
              `${title(territory)}, zoals het die dag is; ${territory.leaf === undefined ? 'de gemeente die de aanvraag noemt, beslist' : `${territory.leaf} beslist`}`,
            ),
          ],
    ],
    ['Voorwaarden', conditions],
    ['Rijksregister', permission.grant === undefined ? [] : [mark('grant')(grants[permission.grant])]],
    [
      'Bewaren',
      [
        permission.retention === 'unknown'
          ? plain('hoe lang is niet bekend')
          : mark('retention')(`${durationText(permission.retention)}${after}`),
      ],
    ],
    [
      'Waarom nodig',
      justification === undefined ? [] : [plain(justification === 'unknown' ? 'niet bekend' : justification)],
    ],
    ['Artikel', permission.ground === undefined ? [] : [mark('ground')(permission.ground)]],
  ]);
}

const grants = {
  data: 'toegang tot gegevens van het Rijksregister (gebruik van het nummer is een aparte machtiging)',
  number: 'gebruik van het Rijksregisternummer (toegang tot gegevens is een aparte machtiging)',
} as const;

const title = (named: { readonly title: string }) => named.title;

const onBehalf = ({ text, sure }: Stated): Stated => ({ text: `${text}, namens wie geeft`, sure });

function partyText({ kind, id, title: name, participants }: PartyDescription, sure: Certainty): Stated {
  if (kind === 'participant') {
    const [now] = participants;
    const succeeded = now !== undefined && now.id !== id ? `; op die dag ${listText(participants.map(title))}` : '';
    return { text: `${name}${participants.length === 0 ? '; op die dag niemand' : succeeded}`, sure };
  }
  const who = kind === 'role' ? `elke ${name.charAt(0).toLowerCase()}${name.slice(1)}` : `wie toetrad als ${name}`;
  const list = participants.map(
    (participant) => participant.title + (participant.assumed && sure !== 'assumed' ? ' (aangenomen)' : ''),
  );
  return { text: `${who}; op die dag: ${list.length === 0 ? 'niemand' : listText(list)}`, sure };
}
