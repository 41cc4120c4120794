import { searchOf } from '../mag-dit/request';
import type { Example } from './answers';

/** The address of an example in "May this?"; only the paths of its made-up values go along. */
export function exampleAddress({ at, request }: Example): string {
  const {
    system = '',
    headers = {},
    value,
  } = request as {
    readonly system?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly value?: unknown;
  };
  const search = searchOf({
    system,
    recipient: headers['ce_recipient'] ?? '',
    purpose: headers['ce_purpose'] ?? '',
    category: headers['ce_category'] ?? '',
    territory: headers['ce_territory'] ?? '',
    basis: headers['ce_basis'] ?? '',
    provider: headers['ce_provider'] ?? '',
    at,
    fields: [...new Set(pathsOf(value))],
  });
  return `/mag-dit?${search.toString()}`;
}

/** Catalogue paths of the leaves of a record, arrays as `[]`. */
export function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => pathsOf(each, `${path}[]`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, each]) => pathsOf(each, path === '' ? name : `${path}.${name}`));
  }
  return path === '' ? [] : [path];
}
