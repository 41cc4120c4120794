import { dutyName, wayWords, within, type Duty, type LegalDate } from '#contract';
import type { InstrumentKind, InstrumentSource, VersionSource } from '#register';

const months = {
  nl: 'januari februari maart april mei juni juli augustus september oktober november december'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** `2015-02-18` as `18 februari 2015`, or `18 February 2015`. */
export function dateText(date: LegalDate, language: 'nl' | 'en' = 'nl'): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${months[language][month! - 1]} ${year}`;
}

/** `[from, until)` in words; `until` is the first day on which it no longer holds. */
export function windowText(from: LegalDate | undefined, until: LegalDate | undefined): string {
  const begin = from === undefined ? 'begin niet bekend' : `vanaf ${dateText(from)}`;
  return until === undefined ? `${begin}, geen einde bekend` : `${begin}, niet meer vanaf ${dateText(until)}`;
}

/** What a permission demands of a field. */
export function dutyText(duty: Duty): string {
  return duty.kind === 'suppress' ? 'mag worden aangeboden en wordt weggelaten' : wayWords(dutyName(duty), 'nl');
}

export function kindText(kind: InstrumentKind): string {
  return kinds[kind];
}

const kinds: Record<InstrumentKind, string> = {
  authorisation: 'Machtiging',
  protocol: 'Protocol',
  decree: 'Wet, decreet of uitvoeringsbesluit',
  decision: 'Besluit',
  consent: 'Toestemming van de persoon',
  'legal-duty': 'Wettelijke verplichting',
  portability: 'Overdracht op vraag van de persoon',
  'vital-interest': 'Vitaal belang',
};

/** Where an instrument, or one of its versions, stands on a day. */
export type State = 'draft' | 'to-come' | 'in-force' | 'suspended' | 'ended';

export const stateTexts: Record<State, string> = {
  draft: 'ontwerp: laat niets toe',
  'to-come': 'nog niet van kracht',
  'in-force': 'van kracht',
  suspended: 'geschorst: laat niets toe',
  ended: 'niet meer van kracht',
};

export function versionState(instrument: InstrumentSource, version: VersionSource, day: LegalDate): State {
  if (version.draft) return 'draft';
  if (version.from !== undefined && day < version.from) return 'to-come';
  if (version.until !== undefined && day >= version.until) return 'ended';
  return instrument.suspensions.some(({ from, until }) => within(day, from, until)) ? 'suspended' : 'in-force';
}

/** Of an instrument: that of the version that counts most on the day. */
export function instrumentState(instrument: InstrumentSource, day: LegalDate): State {
  const states = new Set(instrument.versions.map((version) => versionState(instrument, version, day)));
  const order: readonly State[] = ['in-force', 'suspended', 'to-come', 'draft', 'ended'];
  return order.find((state) => states.has(state)) ?? 'draft';
}

/** `a, b en c`. */
export function listText(items: readonly string[], language: 'nl' | 'en' = 'nl'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${language === 'nl' ? 'en' : 'and'} ${items.at(-1)}`;
}

/** For the middle of a sentence; an abbreviation such as INSZ stays what it is. */
export function uncapitalised(text: string): string {
  return /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
