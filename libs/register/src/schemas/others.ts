import { confirmed, date, file, from, id, leaf, line, mapOf, notes, sure, text, until, type JsonSchema } from './parts';

const empty = { type: ['object', 'null'], additionalProperties: false } as const;

export const participant: JsonSchema = file(
  'Deelnemer',
  'Een organisatie of een afdeling ervan, met haar rollen en systemen.',
  {
    required: ['id', 'name', 'sure'],
    properties: {
      id: { ...id, description: 'Ook de naam van het bestand.' },
      name: text,
      sure,
      confirmed: confirmed('wat dit bestand als `assumed` zegt: wie het is, zijn rollen en wie het opvolgt'),
      kbo: {
        type: 'string',
        pattern: '^[01][0-9]{9}$',
        description: 'Ondernemingsnummer: tien cijfers tussen aanhalingstekens.',
        $comment: 'write ten digits between quotes, without points',
      },
      level: {
        type: 'string',
        enum: ['federal', 'social-security', 'flemish', 'private'],
        description: 'Onder welke regels het geeft: zo zegt een weigering welk soort instrument ontbreekt.',
      },
      divisionOf: { ...id, description: 'Deelnemer waarvan dit een afdeling is.' },
      partOf: {
        type: 'array',
        maxItems: 20,
        description: 'Waar het bij hoorde en wanneer, als dat geen deelnemer is.',
        items: {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: { name: text, from, until, sure },
        },
      },
      insideEea: { type: 'boolean', description: 'Binnen de Europese Economische Ruimte; standaard `true`.' },
      processor: { type: 'boolean', description: 'Werkt in opdracht van een ander (AVG art. 28).' },
      roles: {
        type: 'array',
        maxItems: 50,
        items: {
          if: { type: 'object' },
          then: {
            type: 'object',
            required: ['role'],
            additionalProperties: false,
            properties: { role: id, from, until, sure },
          },
          else: id,
        },
        description: 'Rollen, eventueel met datums: `shm` of `{ role: shm, until: 2023-01-01 }`.',
      },
      succeededBy: {
        type: 'array',
        maxItems: 50,
        items: {
          type: 'object',
          required: ['participant', 'from'],
          additionalProperties: false,
          properties: {
            participant: id,
            from,
            keeps: { type: 'boolean', description: 'Houdt deze deelnemer zelf wat hij had?' },
            sure,
          },
        },
      },
      systems: mapOf(id, {
        ...empty,
        properties: {
          sends: { type: 'boolean', description: 'Mag aanbieden; standaard `true`.' },
          reads: {
            type: 'array',
            maxItems: 200,
            uniqueItems: true,
            items: id,
            description: 'Doelen waarvan dit systeem de leveringen leest.',
          },
          readsAlerts: { type: 'boolean', description: 'Leest de weigeringen van de eigen deelnemer.' },
          readsDecisions: { type: 'boolean', description: 'Leest alle beslissingen.' },
        },
      }),
      notes,
    },
  },
);

export const purposes: JsonSchema = file('Doelen', 'Waarvoor gegevens worden uitgewisseld.', {
  required: ['purposes'],
  properties: {
    purposes: mapOf(id, {
      type: 'object',
      required: ['title', 'sure'],
      additionalProperties: false,
      properties: {
        title: text,
        sure,
        confirmed: confirmed('dat dit het doel is'),
        statistical: { type: 'boolean', description: 'Ontvangers krijgen nooit een rechtstreeks kenmerk.' },
      },
    }),
  },
});

export const categories: JsonSchema = file('Categorieën', 'Over wie een record gaat.', {
  required: ['categories'],
  properties: {
    categories: mapOf(id, {
      type: 'object',
      required: ['title'],
      additionalProperties: false,
      properties: {
        title: text,
        object: { ...leaf, description: 'Waar deze personen binnen een record staan, zoals `gezin.leden[]`.' },
        dwelling: { type: 'boolean', description: 'Een record over een woning, zonder personen.' },
      },
    }),
  },
});

export const roles: JsonSchema = file('Rollen', 'Hoedanigheden die deelnemers een tijd hebben.', {
  required: ['roles'],
  properties: {
    roles: mapOf(id, {
      type: 'object',
      required: ['title'],
      additionalProperties: false,
      properties: {
        title: text,
        succeededBy: {
          type: 'array',
          maxItems: 20,
          items: {
            type: 'object',
            required: ['role', 'from', 'sure'],
            additionalProperties: false,
            properties: { role: id, from, sure },
          },
        },
        confirmed: confirmed('wie deze rol opvolgt, en vanaf wanneer'),
      },
    }),
  },
});

export const authorities: JsonSchema = file('Instanties', 'Wie rechtshandelingen stelt.', {
  required: ['authorities'],
  properties: {
    authorities: mapOf(id, {
      type: 'object',
      required: ['title'],
      additionalProperties: false,
      properties: {
        title: text,
        closedOn: { ...date, description: 'Vanaf dan krijgen haar machtigingen er geen velden meer bij.' },
        grantsApart: {
          type: 'boolean',
          description: 'Geeft toegang tot gegevens en gebruik van het nummer apart: elke toelating zegt welke het is.',
        },
      },
    }),
  },
});

export const territory: JsonSchema = file(
  'Gebied',
  'Een gedateerde lijst van gemeenten, nooit een begin van een code.',
  {
    required: ['id', 'title', 'sure', 'members'],
    properties: {
      id: { ...id, description: 'Ook de naam van het bestand.' },
      title: text,
      sure,
      confirmed: confirmed('wat dit bestand als `assumed` zegt: welke gemeenten, en wanneer'),
      members: {
        type: 'array',
        minItems: 1,
        maxItems: 1000,
        items: {
          type: 'object',
          required: ['nis', 'name'],
          additionalProperties: false,
          properties: {
            nis: {
              type: 'string',
              pattern: '^[0-9]{5}$',
              description: 'Vijf cijfers tussen aanhalingstekens.',
              $comment: 'write five digits between quotes',
            },
            name: line,
            since: {
              type: 'string',
              enum: ['unknown'],
              description: 'Lid sinds een vroegere, onbekende dag; `from` is dan de eerste dag waarvan we het weten.',
            },
            from,
            until,
            sure,
          },
        },
      },
      notes,
    },
  },
);

const code = { type: 'string', pattern: '^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$', maxLength: 60 } as const;
const label = { type: 'string', minLength: 1, maxLength: 40 } as const;
const kindOnly = (kind: string, required: readonly string[], properties: JsonSchema): JsonSchema => ({
  if: { properties: { kind: { const: kind } } },
  then: { required: ['kind', ...required], additionalProperties: false, properties: { kind: true, ...properties } },
});

export const fields: JsonSchema = file(
  'Veldencatalogus',
  'Elk gegeven dat kan voorkomen, met zijn soort, en de klassen van vergroving.',
  {
    minProperties: 1,
    properties: {
      sure: {
        ...sure,
        description:
          'Herkomst van soorten, codes en grenzen. Telt niet mee voor `assumed`: het is hoe wij schrijven, niet wat mag.',
      },
      fields: mapOf(leaf, {
        type: 'object',
        required: ['title', 'type'],
        additionalProperties: false,
        properties: {
          title: line,
          type: {
            type: 'string',
            enum: [
              'insz',
              'text',
              'code',
              'date',
              'year',
              'integer',
              'boolean',
              'nis',
              'country',
              'id',
              'participant',
              'email',
              'telephone',
            ],
          },
          codes: { type: 'array', minItems: 1, maxItems: 500, uniqueItems: true, items: code },
          charactersMax: { type: 'integer', minimum: 1, maximum: 10000 },
          partial: { type: 'boolean', description: 'Mag onvolledig zijn: `1960-00-00`.' },
          min: { type: 'integer' },
          max: { type: 'integer' },
          dwelling: { type: 'boolean', description: 'Mag in een record over een woning.' },
        },
        allOf: [
          requires('code', ['codes']),
          requires('integer', ['min', 'max']),
          onlyFor('code', 'codes'),
          onlyFor('text', 'charactersMax'),
          onlyFor('date', 'partial'),
          onlyFor('integer', 'min'),
          onlyFor('integer', 'max'),
        ],
      }),
      generalisations: mapOf(
        { type: 'string', pattern: '^[a-z][A-Za-z0-9]*$', maxLength: 60 },
        {
          type: 'object',
          required: ['kind'],
          properties: { kind: { type: 'string', enum: ['age', 'year', 'quarter', 'amount', 'country'] } },
          allOf: [
            kindOnly('age', ['lowerBounds', 'unknown'], {
              lowerBounds: {
                type: 'array',
                minItems: 1,
                maxItems: 50,
                items: { type: 'integer', minimum: 0, maximum: 150 },
              },
              unknown: label,
            }),
            kindOnly('year', [], { unknown: label }),
            kindOnly('quarter', [], {}),
            kindOnly('amount', ['first', 'step', 'last'], {
              first: { type: 'integer' },
              step: { type: 'integer', minimum: 1 },
              last: { type: 'integer' },
            }),
            kindOnly('country', ['groups', 'other', 'unknown'], {
              groups: mapOf(label, { type: 'array', maxItems: 300, items: { type: 'string', pattern: '^[A-Z]{2}$' } }),
              other: label,
              unknown: label,
            }),
          ],
        },
      ),
    },
  },
);

export const sources: JsonSchema = file('Bronnen', 'Openbare teksten waarnaar `source:N` verwijst.', {
  required: ['sources'],
  properties: { sources: mapOf({ type: 'string', pattern: '^[1-9][0-9]{0,3}$' }, line) },
});

function requires(type: string, keys: readonly string[]): JsonSchema {
  return { if: { properties: { type: { const: type } }, required: ['type'] }, then: { required: keys } };
}

function onlyFor(type: string, key: string): JsonSchema {
  return { if: { required: [key] }, then: { properties: { type: { const: type } } } };
}
