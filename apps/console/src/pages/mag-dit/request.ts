/** A request as it is composed: ids of the register, and nothing about a person, so it may stand in an address. */
export interface Composed {
  readonly system: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly category: string;
  readonly fields: readonly string[];
  readonly territory: string;
  readonly basis: string;
  readonly provider: string;
  /** YYYY-MM-DD; empty: today. */
  readonly at: string;
}

const single = ['system', 'recipient', 'purpose', 'category', 'territory', 'basis', 'provider', 'at'] as const;
const lengthMax = 100;
const fieldsMax = 200;

/** What an address says; whatever else it holds counts as nothing. */
export function composedOf(search: URLSearchParams): Composed {
  const one = (name: (typeof single)[number]): string => (search.get(name) ?? '').slice(0, lengthMax);
  const fields = (search.get('fields') ?? '').split(',').filter((path) => path !== '' && path.length <= lengthMax);
  return {
    system: one('system'),
    recipient: one('recipient'),
    purpose: one('purpose'),
    category: one('category'),
    territory: one('territory'),
    basis: one('basis'),
    provider: one('provider'),
    at: /^\d{4}-\d{2}-\d{2}$/.test(one('at')) ? one('at') : '',
    fields: [...new Set(fields)].slice(0, fieldsMax),
  };
}

/** The address of a request: only what is chosen. */
export function searchOf(composed: Composed): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of single) if (composed[name] !== '') search.set(name, composed[name]);
  if (composed.fields.length > 0) search.set('fields', composed.fields.join(','));
  return search;
}

/** The body of `POST /decide`; undefined while something is still to be chosen. */
export function askOf(composed: Composed): Readonly<Record<string, unknown>> | undefined {
  const { system, recipient, purpose, category, fields } = composed;
  if ([system, recipient, purpose, category].includes('') || fields.length === 0) return undefined;
  const optional = (['territory', 'basis', 'provider', 'at'] as const).filter((name) => composed[name] !== '');
  return {
    system,
    recipient,
    purpose,
    category,
    fields,
    ...Object.fromEntries(optional.map((name) => [name, composed[name]])),
  };
}
