/** One permission in plain Dutch. */
import { durationWords } from '#contract';
import { heading, plain, rows, type Block, type FactRow } from './block';
import type { Certainty } from '#register';
import type { Stated } from './certainty';
import type { PartyDescription, PermissionDescription, PermissionFact } from './permission';
import type { Named } from './names';
import { dateText, dutyText, listText, uncapitalised } from './words';

export function permissionBlocks(
  permission: PermissionDescription,
  index: number,
  count: number,
  jointly: readonly Named[],
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
            said: plain(assumedText(permission)),
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
              text: `Deze gegevens worden samen gegeven door dit instrument en ${listText(jointly.map(({ id }) => id))}; welk instrument welk gegeven geeft, is niet bekend. Daarom geldt dit pas op dagen waarop ze alle van kracht zijn.`,
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
        `Wie ${named(by)} krijgt, kent ook de geboortedatum en het geslacht van die persoon: ze zitten in het nummer${revealed.length === 0 ? '' : ` (${listText(revealed.map(named))})`}.`,
      ),
    })),
    ...(notes.length > 0 ? [{ kind: 'list', items: notes } as const] : []),
  ];
}

/**
 * What stands elsewhere than in this instrument is named, since no mark beside a fact shows it; of what stands here the marks
 * do.
 */
function assumedText({ restsOn }: PermissionDescription): string {
  const elsewhere = restsOn.filter(
    ({ confirmAt, file }) => !(file.startsWith('instruments/') && confirmAt.startsWith('versions')),
  );
  return (
    'Steunt op feiten die wij aannemen en die niemand bevestigde: geldt alleen in een demonstratie.' +
    (elsewhere.length === 0
      ? ''
      : ` Aangenomen is ook ${listText(elsewhere.map(({ what }) => what))}: dat telt voor de partijen die erop steunen.`)
  );
}

/** The name first, then the path by which the files know it. */
const named = ({ id, title: name }: Named): string => `${uncapitalised(name)} (${id})`;

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
              `${title(territory)}, zoals het die dag is; ${territory.leaf === undefined ? 'de gemeente die de aanvraag noemt, beslist' : `${named(territory.leaf)} beslist`}`,
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
          : mark('retention')(`${durationWords(permission.retention, 'nl')}${after}`),
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
    const doubtful = participants.some(({ assumed }) => assumed) && sure !== 'assumed' ? ' (aangenomen)' : '';
    return { text: `${name}${participants.length === 0 ? '; op die dag niemand' : succeeded}${doubtful}`, sure };
  }
  const who = kind === 'role' ? `elke ${name.charAt(0).toLowerCase()}${name.slice(1)}` : `wie toetrad als ${name}`;
  const list = participants.map(
    (participant) => participant.title + (participant.assumed && sure !== 'assumed' ? ' (aangenomen)' : ''),
  );
  return { text: `${who}; op die dag: ${list.length === 0 ? 'niemand' : listText(list)}`, sure };
}
