import { useSyncExternalStore } from 'react';
import { remembered } from './remembered';

/** Dutch first: what officers read is written in Dutch, and English says the same. */
export type Language = 'nl' | 'en';

/** What a dictionary may hold: a sentence, or a function that makes one. */
type Entry = string | ((...values: never[]) => string);

/** English with exactly the keys of the Dutch: a missing one is a type error. */
type SameKeys<Dutch> = { readonly [Key in keyof Dutch]: Dutch[Key] extends string ? string : Dutch[Key] };

export interface Words<Dutch> {
  readonly nl: Dutch;
  readonly en: SameKeys<Dutch>;
}

/** The dictionary of one page or part, in both languages, beside the component that says it. */
export function words<Dutch extends Readonly<Record<string, Entry>>>(nl: Dutch, en: SameKeys<Dutch>): Words<Dutch> {
  return { nl, en };
}

/** The words of a dictionary in the language of the reader. */
export function useWords<Dutch>(dictionary: Words<Dutch>): SameKeys<Dutch> {
  return dictionary[useLanguage()] as SameKeys<Dutch>;
}

/** `1 feit`, `2 feiten`: of a number as the reader's language writes it. */
export function counted(number: string, one: string, many: string): string {
  return `${number} ${number === '1' ? one : many}`;
}

export function useLanguage(): Language {
  return useSyncExternalStore(chosen.subscribe, chosen.read);
}

export function speak(language: Language): void {
  chosen.write(language);
}

const chosen = remembered<Language>('sluis.language', ['nl', 'en'], 'nl', (language) => {
  document.documentElement.lang = localeOf(language);
});

/** The locale of a language: Belgian for Dutch, and the day before the month in both. */
export function localeOf(language: Language): string {
  return language === 'nl' ? 'nl-BE' : 'en-GB';
}
