import { reasonTexts } from './reason-texts';
import type { Mender, Retry } from './reason-texts/text';
import { reasonCodes } from './reasons';

/** The text of `docs/reasons.md`: every reason code with its meaning, who mends it and what sending again does. */
export function renderReasons(): string {
  const rows = reasonCodes.map((code) => {
    const { meaning, mends, retry } = reasonTexts[code];
    return `| \`${code}\` | ${meaning.nl} | ${meaning.en} | ${menders[mends]} | ${retries[retry]} |`;
  });
  const sentences = reasonCodes.flatMap((code) => [
    `### \`${code}\``,
    '',
    `- nl: ${reasonTexts[code].sentence.nl}`,
    `- en: ${reasonTexts[code].sentence.en}`,
    '',
  ]);
  return [...introduction, ...rows, '', ...betweenTables, ...sentences].join('\n').trimEnd() + '\n';
}

const menders: Record<Mender, string> = {
  sender: 'afzender / sender',
  register: 'beheerder van het register / register keeper',
  recorder: 'wie het feit optekende / who recorded the fact',
  operator: 'beheerder van de sluis / operator',
};

const retries: Record<Retry, string> = {
  changed: 'alleen gewijzigd / only changed',
  mended: 'ja, als het hersteld is / yes, once mended',
  later: 'ja, later / yes, later',
};

const introduction = [
  '<!-- Generated from libs/contract/src/reason-texts/. Change it there, then: SLUIS_WRITE_GENERATED=1 npm test -->',
  '',
  '# Redencodes / Reason codes',
  '',
  'Elke weigering noemt een of meer van deze codes, met een zin in het Nederlands en in het Engels. Zend een aanvraag opnieuw onder een',
  'nieuw kenmerk (`ce_id`): onder hetzelfde kenmerk komt acht dagen lang hetzelfde antwoord terug.',
  '',
  'Every denial names one or more of these codes, with a Dutch and an English sentence. Send again under a new `ce_id`: the same id gets',
  'the same answer for eight days.',
  '',
  '| code | betekenis | meaning | wie herstelt / who mends | opnieuw zenden / retry |',
  '| --- | --- | --- | --- | --- |',
];

const betweenTables = [
  '## Zinnen / Sentences',
  '',
  '`{naam}` wordt ingevuld; een deel tussen vierkante haken valt weg waar dat niet kan. Een zin noemt deelnemers, doelen, instrumenten,',
  'veldpaden en datums uit het register, nooit een waarde en nooit wat de afzender zelf schreef.',
  '',
  '`{name}` is filled in; a part in square brackets falls away where it cannot be. A sentence names participants, purposes, instruments,',
  "field paths and dates of the register, never a value and never the sender's own text.",
  '',
];
