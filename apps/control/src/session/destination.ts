import { holdsNumberOfPerson } from '#contract';

/**
 * Where a login leads back to: a page of the console, never another site (an open redirect). It is kept until the login ends, so one
 * with a number of a person in it, which an officer may have typed into an address, leads to the first page instead.
 */
export function destinationFrom(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > 1_000) return home;
  // Backslashes, tabs and line ends are read as slashes, or as nothing, by browsers.
  if (!/^\/console(?:\/[\w./?=&%~:,+*-]*)?$/.test(asked)) return home;
  const base = 'http://sluis.invalid';
  const url = new URL(asked, base);
  if (holdsNumberOfPerson(asked) || holdsNumberOfPerson(decoded(asked))) return home;
  return url.origin === base && /^\/console(?:\/|$)/.test(url.pathname) ? url.pathname + url.search : home;
}

const home = '/console/';

function decoded(address: string): string {
  try {
    return decodeURIComponent(address.replaceAll('+', ' '));
  } catch {
    return '';
  }
}
