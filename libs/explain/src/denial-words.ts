/** What is said of a denied request, in both languages of an officer. Names are the register's own, and Dutch. */
import type { Language } from './remedy';

export interface DenialWords {
  readonly who: string;
  readonly system: (id: string) => string;
  readonly provider: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly category: string;
  readonly territory: string;
  readonly basis: string;
  readonly on: string;
  readonly asked: (count: number) => string;
  readonly field: string;
  readonly name: string;
  readonly byField: string;
  readonly excess: (fields: string) => string;
}

export const denialWords: Record<Language, DenialWords> = {
  nl: {
    who: 'Wie vroeg',
    system: (id) => `systeem ${id}`,
    provider: 'Van wie de gegevens komen',
    recipient: 'Voor wie',
    purpose: 'Waarvoor',
    category: 'Over wie',
    territory: 'Gemeente',
    basis: 'Op grond van',
    on: 'Op',
    asked: (count) => (count === 1 ? 'Het gevraagde gegeven' : `De ${count} gevraagde gegevens`),
    field: 'Veld',
    name: 'Wat het is',
    byField: 'Per gegeven',
    excess: (fields) => `noemt niet: ${fields}`,
  },
  en: {
    who: 'Who asked',
    system: (id) => `system ${id}`,
    provider: 'Where the data come from',
    recipient: 'For whom',
    purpose: 'What for',
    category: 'About whom',
    territory: 'Municipality',
    basis: 'On the ground of',
    on: 'On',
    asked: (count) => (count === 1 ? 'The field that was asked for' : `The ${count} fields that were asked for`),
    field: 'Field',
    name: 'What it is',
    byField: 'By field',
    excess: (fields) => `does not list: ${fields}`,
  },
};
