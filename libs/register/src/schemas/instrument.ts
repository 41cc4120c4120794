import {
  confirmed,
  date,
  file,
  from,
  id,
  leaf,
  line,
  mapOf,
  notes,
  oneOrMore,
  party,
  sure,
  sureOf,
  text,
  until,
  type JsonSchema,
} from './parts';

const fieldRule: JsonSchema = {
  description: 'Leeg betekent: gaat mee zoals het is.',
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    duty: {
      type: 'string',
      pattern: '^(pseudonymise|suppress|generalise:[a-z][A-Za-z0-9]*)$',
      description: 'Plicht: `pseudonymise`, `suppress` of `generalise:<klasse>`.',
      $comment: 'write `pseudonymise`, `suppress` or `generalise:` and a class of `fields/`',
    },
    sure,
    justification: { ...line, description: 'Waarom dit gegeven nodig is (evenredigheid).' },
  },
};

const permission: JsonSchema = {
  type: 'object',
  required: ['provider', 'recipient', 'purpose', 'categories', 'fields'],
  additionalProperties: false,
  properties: {
    provider: oneOrMore(party, 'Wie het gegeven geeft.'),
    recipient: oneOrMore(party, 'Wie het krijgt.'),
    via: oneOrMore(party, 'Wie namens de gever mag verzenden. De gever zelf mag altijd.'),
    purpose: oneOrMore(id, 'Doel of doelen, uit `purposes/`.'),
    categories: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      items: id,
      description: 'Over wie, uit `categories/`: ook elke categorie die binnen een record voorkomt.',
    },
    territory: {
      type: 'object',
      required: ['set'],
      additionalProperties: false,
      properties: {
        set: { ...id, description: 'Gebied uit `territories/`.' },
        leaf: { ...leaf, description: 'Veld met de NIS-code die beslist; zonder beslist `ce_territory`.' },
        sure,
      },
      description: 'Alleen binnen dit gebied, zoals het die dag is.',
    },
    fields: {
      ...mapOf(
        {
          type: 'string',
          pattern: '^[a-z][A-Za-z0-9]*(\\[\\])?(\\.[a-z][A-Za-z0-9]*(\\[\\])?)*(\\.\\*)?$',
          maxLength: 120,
        },
        fieldRule,
      ),
      minProperties: 1,
      description: 'Alleen wat hier staat. `persoon.hoofdverblijfplaats.*` staat voor alle bladeren eronder.',
    },
    relation: {
      type: 'object',
      required: ['caseload'],
      additionalProperties: false,
      properties: { caseload: { type: 'string', enum: ['provider', 'recipient'] } },
      description: 'Wie een open dossier over de persoon moet hebben.',
    },
    consent: { type: 'boolean', description: 'Elke persoon moet toestemming gegeven hebben aan de gever.' },
    doNotContact: { type: 'boolean', description: 'Niemand van de niet-contacterenlijst.' },
    justification: {
      ...line,
      description: 'Waarom deze velden nodig zijn, waar een veld het niet zelf zegt; of `unknown`.',
    },
    retention: {
      type: 'string',
      pattern: '^(unknown|P([0-9]{1,3}Y)?([0-9]{1,3}M)?([0-9]{1,4}D)?)$',
      minLength: 3,
      description: 'Hoe lang de ontvanger het mag bewaren (`P10Y`), of `unknown`.',
      $comment: 'write years, months and days as in `P10Y`, `P6M` or `P90D`, or `unknown`',
    },
    retentionAfter: { ...text, description: 'Vanaf wanneer de bewaartermijn loopt.' },
    transfer: {
      type: 'object',
      required: ['ground'],
      additionalProperties: false,
      properties: { ground: line, sure },
      description: 'Grond voor doorgifte buiten de EER (AVG hoofdstuk V).',
    },
    processingAgreement: {
      type: 'object',
      required: ['signed'],
      additionalProperties: false,
      properties: { signed: dateOrUnknown(), sure },
      description: 'Verwerkersovereenkomst (AVG art. 28), nodig als de ontvanger een verwerker is.',
    },
    grant: {
      type: 'string',
      enum: ['data', 'number'],
      description: 'Toegang tot gegevens van het Rijksregister en gebruik van het nummer zijn aparte machtigingen.',
    },
    ground: { ...line, description: 'Artikel waarop het steunt.' },
    split: {
      type: 'string',
      enum: ['unknown'],
      description: 'Welk van de instrumenten onder `jointly` welk veld geeft, is niet bekend.',
    },
    sure,
    sureOf,
    notes,
  },
};

const version: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    from,
    until,
    signed: {
      ...date,
      description: 'Dag van de ondertekening of de beraadslaging. Een protocol zonder is een ontwerp.',
    },
    sure,
    sureOf,
    advices: {
      type: 'array',
      maxItems: 20,
      description: 'Adviezen van de functionarissen voor gegevensbescherming.',
      items: {
        type: 'object',
        required: ['participant', 'date'],
        additionalProperties: false,
        properties: {
          participant: id,
          date: dateOrUnknown(),
          outcome: { type: 'string', enum: ['positive', 'negative', 'unknown'] },
          reason: { ...line, description: 'Waarom een negatief advies niet werd gevolgd.' },
          sure,
        },
      },
    },
    confirmed: confirmed(
      'wat het instrument en deze versie zelf als `assumed` zeggen, niet de deelnemers, rollen, doelen en gebieden die ze noemen',
    ),
    approvals: {
      type: 'array',
      maxItems: 20,
      description: 'Organen die eerst moeten goedkeuren, zoals een gemeenteraad. Zonder `on` is de versie een ontwerp.',
      items: {
        type: 'object',
        required: ['body'],
        additionalProperties: false,
        properties: { body: line, on: dateOrUnknown(), sure },
      },
    },
    permissions: { type: 'array', maxItems: 5000, items: permission },
  },
};

const personToken = { type: 'string', pattern: '^[a-z2-7]{26}$' } as const;

export const instrument: JsonSchema = file(
  'Instrument',
  'Eén rechtshandeling met haar versies en wat elk daarvan toestaat.',
  {
    required: ['id', 'kind', 'authority', 'title', 'sure', 'versions'],
    properties: {
      id: { ...id, description: 'Ook de naam van het bestand.' },
      kind: {
        type: 'string',
        enum: [
          'authorisation',
          'protocol',
          'decree',
          'decision',
          'consent',
          'legal-duty',
          'portability',
          'vital-interest',
        ],
        description: 'Soort rechtshandeling. De laatste drie gaan over één persoon en staan nooit in Git.',
      },
      authority: { ...id, description: 'Instantie uit `authorities/`.' },
      number: { ...line, maxLength: 60, description: 'Zoals de instantie het schrijft: `9/2015`, `15/053`.' },
      aliases: {
        type: 'array',
        maxItems: 50,
        items: { ...line, maxLength: 120 },
        description: 'Andere schrijfwijzen.',
      },
      title: text,
      sure,
      sureOf,
      evidence: {
        type: 'string',
        enum: ['A', 'B', 'C'],
        description: 'A: begin van de tekst gelezen; B: officiële titel of pagina; C: enkel een aanhaling.',
      },
      confidential: { type: 'boolean' },
      applicant: { ...line, description: 'Wie het vroeg, als dat gever noch ontvanger is.' },
      legalBases: {
        type: 'array',
        maxItems: 50,
        items: line,
        description: 'Instrumenten (id) of artikelen (in woorden).',
      },
      citedAs: {
        type: 'array',
        maxItems: 20,
        description: 'Aanhalingen elders die de onze tegenspreken.',
        items: {
          type: 'object',
          required: ['text', 'sure'],
          additionalProperties: false,
          properties: { text: line, sure },
        },
      },
      jointly: {
        type: 'array',
        maxItems: 50,
        uniqueItems: true,
        items: id,
        description: 'Instrumenten waarmee het samen toestaat.',
      },
      extends: {
        type: 'array',
        maxItems: 50,
        uniqueItems: true,
        items: id,
        description: 'Instrumenten die het uitbreidt of wijzigt; ze blijven gelden.',
      },
      replaces: {
        type: 'array',
        maxItems: 50,
        uniqueItems: true,
        items: id,
        description: 'Instrumenten die eindigen waar dit begint.',
      },
      publications: {
        type: 'array',
        maxItems: 50,
        items: {
          type: 'object',
          required: ['where'],
          additionalProperties: false,
          properties: {
            participant: id,
            where: { ...line, description: 'Adres van de bekendmaking, of `unknown`.' },
            date,
            sure,
          },
        },
      },
      suspensions: {
        type: 'array',
        maxItems: 50,
        items: {
          type: 'object',
          required: ['from', 'reason'],
          additionalProperties: false,
          properties: {
            from,
            until,
            reason: line,
            order: {
              type: 'string',
              pattern: '^[0-9]{1,15}$',
              description: 'Zet control zelf, bij een onmiddellijke schorsing; in een bestand hoort dit niet.',
            },
          },
        },
      },
      accessions: {
        type: 'array',
        maxItems: 2000,
        description: 'Wie tot dit algemene protocol toetrad, en als wat.',
        items: {
          type: 'object',
          required: ['participant', 'as', 'from'],
          additionalProperties: false,
          properties: { participant: id, as: id, from, until, sure, confirmed: confirmed('dat het toetrad') },
        },
      },
      case: {
        type: 'object',
        required: ['person', 'approvals'],
        additionalProperties: false,
        properties: {
          person: {
            oneOf: [personToken, { type: 'array', minItems: 1, maxItems: 16, uniqueItems: true, items: personToken }],
            description: 'Tekens van de ene persoon, één per sleutel, nooit een nummer.',
          },
          others: {
            type: 'array',
            maxItems: 320,
            uniqueItems: true,
            items: personToken,
            description: 'Tekens van wie in hetzelfde dossier mag voorkomen; ieder ander maakt dat het niet geldt.',
          },
          reason: line,
          reviewBefore: {
            type: 'string',
            pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{3})?Z$',
            description: 'Alleen bij vitaal belang: op dit ogenblik eindigt het, tenzij een tweede persoon het nazag.',
          },
          approvals: {
            type: 'array',
            maxItems: 10,
            items: {
              type: 'object',
              required: ['by', 'on'],
              additionalProperties: false,
              properties: { by: line, on: date },
            },
          },
        },
        description: 'Alleen voor een dossier over één persoon.',
      },
      notes,
      versions: { type: 'array', minItems: 1, maxItems: 100, items: version },
    },
  },
);

function dateOrUnknown(): JsonSchema {
  return { description: 'Dag, of `unknown` (dan met `sure: assumed`).', if: { const: 'unknown' }, else: date };
}
