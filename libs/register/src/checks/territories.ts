/** A territory lists whole municipalities. */
import type { RegisterSource } from '../source';
import type { Origins } from './origins';

export function checkTerritories(source: RegisterSource, origins: Origins): void {
  for (const territory of source.territories) {
    territory.members.forEach(({ nis, sinceUnknown, from, sure }, n) => {
      // Provinces and arrondissements have codes of five digits too: `34000` would be a prefix in disguise.
      if (!/^[1-9][1-9](?!000)[0-9]{3}$/.test(nis)) {
        origins.report(
          territory,
          ['members', n, 'nis'],
          'territory-code',
          `\`${nis}\` is not the code of a municipality`,
          'name each municipality by its own code, never a province or an arrondissement',
        );
      }
      if (!sinceUnknown) return;
      if (from === undefined || (sure !== 'assumed' && !sure.startsWith('confirmed:'))) {
        origins.report(
          territory,
          ['members', n],
          'unknown-unmarked',
          '`since: unknown` must be marked `sure: assumed` and have a `from`',
          '`from` is the first day of which we know; before it the answer is no',
        );
      }
    });
  }
}
