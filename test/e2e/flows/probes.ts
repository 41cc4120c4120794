import { both, flows, sameNamed, systems, type Flow } from '../../support/flows';
import { samplePersons, sampleRecord, sampleValues, writeLeaf, type SamplePersons } from '../../support/sample-record';
import type { Question } from '../../support/edge';

/** A question with the answer that the sources give to it. */
export interface Probe {
  /** What it tries, to find it by when it fails. */
  readonly name: string;
  readonly question: Question;
  readonly expected: Expected;
}

export type Expected =
  | {
      readonly effect: 'permit';
      readonly instruments: readonly string[];
      readonly obligations: readonly string[];
      readonly delivered: unknown;
    }
  | { readonly effect: 'deny'; readonly codes: readonly string[] };

const purposes = [
  ...both,
  'coordinatie-sociale-huur',
  'statistiek-sociale-huur',
  'huurpremie',
  'huursubsidie',
  'datawarehouse-wonen',
  'toezicht-sociale-huur',
  'adressenbestand',
  'inburgering-taal',
  'toewijzing-vlabinvest',
  'woninggegevens',
  'lokaal-woonbeleid',
  'nieuwsbrief',
  'wettelijke-verplichting',
  'overdraagbaarheid',
  'vitaal-belang',
];
const categories = [
  'kandidaat-huurder',
  'huurder',
  'premie-aanvrager',
  'sociaal-ontlener',
  'gezinslid',
  'partner',
  'kind',
  'woning',
];
const participants = [...Object.keys(systems), ...sameNamed];

/** A municipality inside each territory, and one beside it. */
const places: Readonly<Record<string, readonly [inside: string, beside: string]>> = {
  'vlabinvest-gebied': ['23088', '11002'],
  antwerpen: ['11002', '44021'],
  gent: ['44021', '11002'],
  'leiedal-leden': ['34022', '36008'],
};

/** What the sample values become, by leaf and duty. */
const pseudonym: unknown = expect.stringMatching(/^psn:1:[a-z2-7]{26}$/);
const generalised: Readonly<Record<string, string>> = {
  'persoon.geboortedatum=generalise:geboortejaar': '1940',
  'persoon.geboortedatum=generalise:leeftijdsklasse': '75+',
  'persoon.nationaliteit=generalise:nationaliteitsklasse': 'EU',
  'inkomen.belastbaar=generalise:inkomensklasse': '15000-19999',
  'inschrijving.datum=generalise:jaar': '2021',
  'inschrijving.datum=generalise:kwartaal': '2021-Q1',
  'huur.start=generalise:jaar': '2022',
};

/** One provider, recipient, purpose and category of a flow, and who sends. */
interface Way {
  readonly flow: Flow;
  readonly from: string;
  readonly to: string;
  readonly purpose: string;
  readonly category: string;
  /** Who sends instead of the provider. */
  readonly relay?: string;
}

/** The system in whose name a participant sends. */
export function systemOf(participant: string): string {
  return systems[participant]?.split(' ')[0] ?? participant;
}

/** Every way in which the flow is permitted, each with all its fields; each instrument by itself too, where asked for. */
export function permitted(flow: Flow): Probe[] {
  const probes: Probe[] = [];
  for (const way of waysOf(flow)) {
    const { from, to, purpose, category, relay } = way;
    const name = `${flow.row}: ${from}${relay === undefined ? '' : ` by ${relay}`} to ${to}, ${purpose}, ${category}`;
    probes.push({ name, question: question(way), expected: permit(way) });
  }
  const [way] = waysOf(flow);
  for (const instrument of flow.instruments) {
    const asked = question(way!);
    probes.push({
      name: `${flow.row}: relying on ${instrument}`,
      question: { ...asked, attributes: { ...asked.attributes, ce_basis: instrument } },
      expected: { ...permit(way!), instruments: [instrument] },
    });
  }
  return probes;
}

/** The same ways, each relying on one instrument, on a day on which that is not in force for this reason. */
export function closed(flow: Flow, code: string): Probe[] {
  return waysOf(flow).map((way) => {
    const asked = question(way);
    const attributes = { ...asked.attributes, ce_basis: flow.instruments.at(-1)! };
    return {
      name: `${flow.row}: ${way.from} to ${way.to}, ${way.purpose}, ${way.category}`,
      question: { ...asked, attributes },
      expected: deny(code),
    };
  });
}

/** Everything one step beside the flow, each step by itself. */
export function refused(flow: Flow): Probe[] {
  const [way] = waysOf(flow);
  return [
    ...otherFields(way!),
    ...otherPurposes(way!),
    ...otherCategories(way!),
    ...otherRecipients(way!),
    ...otherSenders(way!),
    ...otherPlaces(way!),
  ];
}

/** All fields of the flow in its first way. */
export function question(way: Way, fields = pathsOf(way.flow), persons: SamplePersons = samplePersons): Question {
  const data = sampleRecord(fields, persons);
  const [place] = places[way.flow.territory?.[0] ?? ''] ?? [];
  const leaf = way.flow.territory?.[1];
  if (place !== undefined && leaf !== undefined && fields.includes(leaf)) writeLeaf(data, leaf, place);
  return {
    system: systemOf(way.relay ?? way.from),
    attributes: {
      ce_recipient: way.to,
      ce_purpose: way.purpose,
      ce_category: way.category,
      ...(way.relay === undefined ? {} : { ce_provider: way.from }),
      ...(place !== undefined && leaf === undefined ? { ce_territory: place } : {}),
    },
    data,
  };
}

export function waysOf(flow: Flow): Way[] {
  const ways: Way[] = [];
  for (const relay of [undefined, ...(flow.via?.split(' ') ?? [])]) {
    for (const from of flow.from) {
      for (const to of flow.to) {
        for (const purpose of flow.purposes) {
          for (const category of flow.categories.split(' ')) {
            ways.push({ flow, from, to, purpose, category, ...(relay === undefined ? {} : { relay }) });
          }
        }
      }
    }
  }
  return ways;
}

function permit(way: Way): Expected & { readonly effect: 'permit' } {
  const rules = way.flow.fields.split(' ').filter((rule) => rule.includes('='));
  const { data } = question(way);
  const delivered = structuredClone(data) as Record<string, unknown>;
  for (const rule of rules) {
    const [path = '', duty] = rule.split('=');
    if (duty === 'suppress') delete (delivered[path.split('.')[0]!] as Record<string, unknown>)[path.split('.')[1]!];
    else writeLeaf(delivered, path, duty === 'pseudonymise' ? pseudonym : generalised[rule]);
  }
  return {
    effect: 'permit',
    instruments: way.flow.instruments,
    obligations: rules.map((rule) => rule.replace('=', ' ')).sort(),
    delivered,
  };
}

function deny(...codes: readonly string[]): Expected {
  return { effect: 'deny', codes: [...codes].sort() };
}

/** Each leaf that the way does not list, alone beside what every record of it needs. */
function otherFields(way: Way): Probe[] {
  const { flow, from, to, purpose, category } = way;
  const listed = new Set(likeIt(from, to, purpose).flatMap(pathsOf));
  const leaf = flow.territory?.[1];
  const needed = [rootOf(flow), ...(leaf === undefined ? [] : [leaf])];
  return Object.keys(sampleValues)
    .filter((path) => !listed.has(path))
    .map((path) => {
      const owner = owners.find(([object]) => path.startsWith(`${object}.`));
      // A record about a child has its number in `kind`; with a `persoon` beside it, that person needs a number too.
      const number = owner !== undefined && needed.includes(owner[1]) ? undefined : owner?.[1];
      const inner = number === undefined ? undefined : owner?.[2];
      const isStranger = inner !== undefined && !covered(from, to, purpose, inner, needed);
      const fields = [...new Set([...needed, ...(number === undefined ? [] : [number]), path])];
      return {
        name: `${flow.row}: ${path} to ${to}, ${purpose}, ${category}`,
        question: question(way, fields),
        expected: isStranger ? deny('field-not-permitted', 'category-not-permitted') : deny('field-not-permitted'),
      };
    });
}

/** Objects that are a person, with the leaf of its number and the category that it has inside a record. */
const owners: readonly (readonly [object: string, number: string, category: string | undefined])[] = [
  ['persoon', 'persoon.insz', undefined],
  ['gezin.leden[]', 'gezin.leden[].insz', 'gezinslid'],
  ['partner', 'partner.insz', 'partner'],
  ['kind', 'kind.insz', 'kind'],
];

function otherPurposes(way: Way): Probe[] {
  return purposes
    .filter((purpose) => likeIt(way.from, way.to, purpose).length === 0)
    .map((purpose) => ({
      name: `${way.flow.row}: for ${purpose}`,
      question: question({ ...way, purpose }),
      expected: deny('no-permission'),
    }));
}

function otherCategories(way: Way): Probe[] {
  const { flow, from, to, purpose } = way;
  return categories
    .filter((category) => !covered(from, to, purpose, category, pathsOf(flow)))
    .map((category) => {
      // Whose number it is depends on the category for a dwelling and for a child, so these records lack one.
      const unnamed = (rootOf(flow) === 'kind.insz' || rootOf(flow) === 'woning.id') && category !== 'woning';
      return {
        name: `${flow.row}: about ${category}`,
        question: question({ ...way, category }),
        expected: deny(unnamed ? 'invalid-identifier' : 'category-not-permitted'),
      };
    });
}

function otherRecipients(way: Way): Probe[] {
  return participants
    .filter((to) => likeIt(way.from, to, way.purpose).length === 0)
    .map((to) => ({
      name: `${way.flow.row}: to ${to}`,
      question: question({ ...way, to }),
      expected: deny('no-permission'),
    }));
}

/** Others in their own name, and some who claim to relay. */
function otherSenders(way: Way): Probe[] {
  const { flow, to, purpose } = way;
  const inOwnName = participants
    .filter((from) => likeIt(from, to, purpose).length === 0)
    .map((from) => ({
      name: `${flow.row}: from ${from}`,
      question: question({ ...way, from }),
      expected: deny('no-permission'),
    }));
  const asRelay = ['vmsw', 'ksz', 'leiedal', 'politie', to]
    .filter((relay) => relay !== way.from && !likeIt(way.from, to, purpose).some(({ via }) => via === relay))
    .map((relay) => ({
      name: `${flow.row}: relayed by ${relay}`,
      question: question({ ...way, relay }),
      expected: deny('no-permission'),
    }));
  return [...inOwnName, ...asRelay];
}

function otherPlaces(way: Way): Probe[] {
  const { territory } = way.flow;
  if (territory === undefined) return [];
  const [set, leaf] = territory;
  const beside = places[set]![1];
  const inside = question(way);
  const asked = [beside, '99999', undefined].map((place): [string, Question] => {
    const name = `${way.flow.row}: in ${place ?? 'no municipality'}`;
    if (leaf === undefined) {
      const { ce_territory: _, ...attributes } = inside.attributes;
      return [name, { ...inside, attributes: { ...attributes, ...(place && { ce_territory: place }) } }];
    }
    if (place === undefined) return [name, question(way, [rootOf(way.flow)])];
    const data = structuredClone(inside.data) as Record<string, unknown>;
    writeLeaf(data, leaf, place);
    // What the request says of its municipality is not heard where a leaf of the record decides.
    const attributes = { ...inside.attributes, ce_territory: places[set]![0] };
    return [name, { ...inside, attributes, data }];
  });
  return asked.map(([name, each]) => ({ name, question: each, expected: deny('outside-territory') }));
}

/** The leaf that every record of the flow needs: a number of its root person, or of its dwelling. */
export function rootOf(flow: Flow): string {
  return pathsOf(flow).find((path) => ['persoon.insz', 'kind.insz', 'woning.id'].includes(path))!;
}

export function pathsOf(flow: Flow): string[] {
  return flow.fields.split(' ').map((rule) => rule.split('=')[0]!);
}

/** Flows between the same two for the same purpose: their permissions add up. */
function likeIt(from: string, to: string, purpose: string): Flow[] {
  return flows.filter((flow) => flow.from.includes(from) && flow.to.includes(to) && flow.purposes.includes(purpose));
}

function covered(from: string, to: string, purpose: string, category: string, paths: readonly string[]): boolean {
  const open = likeIt(from, to, purpose).filter((flow) => flow.categories.split(' ').includes(category));
  return paths.every((path) => open.some((flow) => pathsOf(flow).includes(path)));
}
