/** Where a login leads back to: a page of the console, never another site (an open redirect). */
export function destinationFrom(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > 1_000) return home;
  // Backslashes, tabs and line ends are read as slashes, or as nothing, by browsers.
  if (!/^\/console(?:\/[\w./?=&%~:,+*-]*)?$/.test(asked)) return home;
  const base = 'http://sluis.invalid';
  const url = new URL(asked, base);
  return url.origin === base && /^\/console(?:\/|$)/.test(url.pathname) ? url.pathname + url.search : home;
}

const home = '/console/';
