import { file, from, id, oneOrMore, text, until, line, type JsonSchema } from './parts';

const named: JsonSchema = {
  description: 'Een deelnemer (`leiedal`, zijn opvolgers en afdelingen meegerekend) of een rol (`{ role: shm }`).',
  if: { type: 'object' },
  then: { type: 'object', required: ['role'], additionalProperties: false, properties: { role: id } },
  else: id,
};

const path = {
  type: 'string',
  pattern: '^[a-z][A-Za-z0-9]*(\\[\\])?(\\.[a-z][A-Za-z0-9]*(\\[\\])?)*(\\.\\*)?$',
  maxLength: 120,
  description: 'Een pad uit de catalogus (`persoon.insz`), of alles eronder (`persoon.*`).',
} as const;

/** What the register may never permit, however it is put together. */
export const invariant: JsonSchema = file(
  'Invariant',
  'Wat het register nooit mag doorlaten, langs geen enkele weg: elke gever, tussenpersoon, opvolger, elk doel en elke dag.',
  {
    required: ['id', 'title'],
    properties: {
      id: { ...id, description: 'Ook de naam van het bestand.' },
      title: { ...text, description: 'De belofte in één zin.' },
      why: { ...line, description: 'Waarop de belofte steunt.' },
      never: {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        description: 'Nooit tegelijk alles wat hier staat. Wat niet genoemd is, mag alles zijn.',
        properties: {
          recipient: oneOrMore(named, 'Wie krijgt.'),
          provider: oneOrMore(named, 'Van wie de gegevens zijn.'),
          sender: oneOrMore(named, 'Wie verzendt: de gever zelf of een tussenpersoon.'),
          purpose: oneOrMore(id, 'Waarvoor.'),
          statistical: {
            type: 'boolean',
            description: 'Alleen statistische doelen (`true`), of alleen andere (`false`).',
          },
          category: oneOrMore(id, 'Over wie het record gaat.'),
          fields: oneOrMore(path, 'Welke gegevens.'),
          except: oneOrMore(path, 'Alle gegevens, behalve deze.'),
          identifier: oneOrMore(
            { type: 'string', enum: ['person', 'entity', 'contact'] },
            'Kenmerken: `person` (INSZ), `entity` (gezin, woning), `contact`.',
          ),
          freeText: { type: 'boolean', const: true, description: 'Vrije tekst: namen, straten.' },
          aboutPersons: { type: 'boolean', const: true, description: 'Alles uit een record over een persoon.' },
          as: oneOrMore(
            { type: 'string', enum: ['identified', 'generalised', 'pseudonymised'] },
            'In welke vorm; standaard elke. `identified`: zoals het is.',
          ),
          from,
          until,
        },
      },
      apart: {
        type: 'string',
        const: 'readers',
        description: 'Geen systeem leest zowel een statistische als een andere stroom over personen.',
      },
    },
  },
);
