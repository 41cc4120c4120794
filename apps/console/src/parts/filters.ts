/** What a list is narrowed by. It lives in the address, so that a list can be sent to a colleague and gone back to. */
export type Filters<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/** The filters in an address: only known names, and none that is empty. */
export function filtersIn<Name extends string>(address: URLSearchParams, names: readonly Name[]): Filters<Name> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = address.get(name)?.trim();
    if (value !== undefined && value !== '') found[name] = value;
  }
  return found;
}

/** The address with some filters changed; an empty value takes one away. What is no filter stays. */
export function withFilters(address: URLSearchParams, changes: Readonly<Record<string, string>>): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const [name, value] of Object.entries(changes)) {
    if (value.trim() === '') next.delete(name);
    else next.set(name, value);
  }
  next.sort();
  return next;
}

/** A path of control with what is asked; what is undefined or empty is not. */
export function asked(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const words = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return words.length === 0 ? path : `${path}?${new URLSearchParams(words.map(([k, v]) => [k, String(v)])).toString()}`;
}
