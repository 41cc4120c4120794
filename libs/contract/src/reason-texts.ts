import type { ReasonCode } from './reasons';
import { ofInstallation } from './reason-texts/installation';
import { ofPerson } from './reason-texts/person';
import { ofRegister } from './reason-texts/register';
import { ofRequest } from './reason-texts/request';
import type { ReasonText } from './reason-texts/text';

/** Every code in words; `docs/reasons.md` is generated from it. */
export const reasonTexts: Readonly<Record<ReasonCode, ReasonText>> = {
  ...ofRequest,
  ...ofRegister,
  ...ofPerson,
  ...ofInstallation,
};
