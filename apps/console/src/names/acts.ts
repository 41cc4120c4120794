import type { Language } from '../i18n/words';

/** What an officer did, in words. An act that is not here is called by its code. */
const acts: Readonly<Record<string, { readonly nl: string; readonly en: string }>> = {
  'session.start': { nl: 'Meldde zich aan', en: 'Logged in' },
  'session.end': { nl: 'Meldde zich af, of de sessie eindigde', en: 'Logged out, or the session ended' },
  'case.change': { nl: 'Wijzigde een geval', en: 'Changed a case' },
  'fact.record': { nl: 'Legde een feit over een persoon vast', en: 'Recorded a fact about a person' },
  'fact.withdraw': { nl: 'Trok een feit over een persoon in', en: 'Withdrew a fact about a person' },
  'person-case.propose': { nl: 'Stelde een zaak over één persoon voor', en: 'Proposed a case about one person' },
  'person-case.approve': { nl: 'Keurde een zaak over één persoon goed', en: 'Approved a case about one person' },
  'person-case.end': { nl: 'Beëindigde een zaak over één persoon', en: 'Ended a case about one person' },
  'register.propose': { nl: 'Stelde een registerversie voor', en: 'Proposed a version of the register' },
  'register.approve': { nl: 'Keurde een registerversie goed', en: 'Approved a version of the register' },
  'register.reject': { nl: 'Verwierp een registerversie', en: 'Rejected a version of the register' },
  'register.outdate': { nl: 'Een voorstel verouderde', en: 'A proposal became outdated' },
  'register.activate': { nl: 'Maakte een registerversie actief', en: 'Activated a version of the register' },
  'register.suspend': { nl: 'Schorste een instrument', en: 'Suspended an instrument' },
  'retention.set': { nl: 'Wijzigde een bewaartermijn', en: 'Changed a retention period' },
};

export function actText(act: string, language: Language): string {
  return acts[act]?.[language] ?? act;
}
