import type { Language } from './words';

/** What happens to a value before it leaves, from the name that the register's duties have at the edge; `revealed` too. */
export function dutyWords(name: string, language: Language): string {
  const nl = language === 'nl';
  const [kind, to] = name.split(':');
  switch (kind) {
    case 'generalise': {
      const which = to === undefined ? '' : ` (${to})`;
      return nl ? `vervangen door een klasse${which}` : `replaced by a class${which}`;
    }
    case 'pseudonymise':
      return nl ? 'vervangen door een pseudoniem' : 'replaced by a pseudonym';
    case 'suppress':
      return nl ? 'weggelaten' : 'left out';
    case 'revealed':
      return nl ? 'af te leiden uit het INSZ' : 'told by the INSZ';
    default:
      return nl ? 'zoals het is' : 'as it is';
  }
}
