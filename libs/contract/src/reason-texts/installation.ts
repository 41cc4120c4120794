import type { ReasonCode } from '../reasons';
import type { ReasonText } from './text';

/** Why the gateway itself can let nothing pass, or not this. */
export const ofInstallation = {
  undeliverable: {
    meaning: {
      nl: 'Het bericht kon om een technische reden niet worden verwerkt, ook niet alleen.',
      en: 'The message could not be processed for a technical reason, not even on its own.',
    },
    mends: 'operator',
    retry: 'later',
    sentence: {
      nl: 'Dit bericht kon om een technische reden niet worden verwerkt. Er is niets geleverd; meld het aan de beheerder.',
      en: 'This message could not be processed for a technical reason. Nothing was delivered; tell the operator.',
    },
  },
  'key-unavailable': {
    meaning: {
      nl: 'Een sleutel ontbreekt, zodat niet gepseudonimiseerd of nagekeken kan worden.',
      en: 'A key is missing, so that nothing can be pseudonymised or checked.',
    },
    mends: 'operator',
    retry: 'later',
    sentence: {
      nl: 'Een sleutel van de sluis ontbreekt. Er is niets geleverd; meld het aan de beheerder.',
      en: 'A key of the gateway is missing. Nothing was delivered; tell the operator.',
    },
  },
  'register-stale': {
    meaning: {
      nl: 'Het register van de sluis is te oud of niet te vertrouwen.',
      en: "The gateway's register is too old or cannot be trusted.",
    },
    mends: 'operator',
    retry: 'later',
    sentence: {
      nl: 'Het register is niet actueel. Tot het dat weer is, gaat er niets door; zend de aanvraag later opnieuw onder een nieuw kenmerk.',
      en: 'The register is not up to date. Nothing passes until it is; send the request again later under a new id.',
    },
  },
  'facts-stale': {
    meaning: {
      nl: 'De feiten over personen zijn niet actueel of er ontbreekt er een.',
      en: 'The facts about persons are not up to date, or one is missing.',
    },
    mends: 'operator',
    retry: 'later',
    sentence: {
      nl: 'De feiten over personen zijn niet actueel. Tot ze dat weer zijn, gaat er niets over personen door.[ Het gaat om {records}.]',
      en: 'The facts about persons are not up to date. Nothing about persons passes until they are.[ It concerns {records}.]',
    },
  },
  'clock-unsure': {
    meaning: {
      nl: 'De klok van de sluis wijkt te veel af, zodat niet zeker is wat vandaag geldt.',
      en: "The gateway's clock is off by too much, so that it is not certain what is in force today.",
    },
    mends: 'operator',
    retry: 'later',
    sentence: {
      nl: 'De klok van de sluis is niet betrouwbaar. Tot ze dat weer is, gaat er niets door.',
      en: "The gateway's clock is not reliable. Nothing passes until it is.",
    },
  },
} as const satisfies Partial<Record<ReasonCode, ReasonText>>;
