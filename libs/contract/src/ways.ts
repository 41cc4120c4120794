/**
 * How a field reaches a recipient, in words. The terminal, the files that are handed on and the console say it alike, so that an
 * officer who knows the one can read the other.
 */
const words = {
  keep: { sign: 'V', nl: 'zoals het is', en: 'as it is' },
  generalise: { sign: 'K', nl: 'vervangen door een klasse', en: 'replaced by a class' },
  pseudonymise: { sign: 'P', nl: 'vervangen door een pseudoniem', en: 'replaced by a pseudonym' },
  suppress: { sign: 'W', nl: 'weggelaten', en: 'left out' },
  revealed: { sign: 'A', nl: 'af te leiden uit het INSZ', en: 'told by the INSZ' },
} as const;

/** What happens to a field: a kind of `Duty`, or `revealed`: not sent, but told by an INSZ that is. */
export type Way = keyof typeof words;

/** Every way, in the order in which a legend explains them. */
export const ways = Object.keys(words) as readonly Way[];

/** The letter of a way in a cell of the matrix. Its name may carry what a class is made of, as `dutyName` writes it. */
export function waySign(name: string): string {
  return words[wayOf(name)].sign;
}

/** What a way means, from its name as `dutyName` writes it: `generalise:leeftijdsklasse`. */
export function wayWords(name: string, language: 'nl' | 'en'): string {
  const to = name.split(':')[1];
  return `${words[wayOf(name)][language]}${to === undefined ? '' : ` (${to})`}`;
}

export function wayOf(name: string): Way {
  const kind = name.split(':')[0]!;
  if (!Object.hasOwn(words, kind)) throw new RangeError(`\`${kind}\` is no way in which a field reaches a recipient`);
  return kind as Way;
}
