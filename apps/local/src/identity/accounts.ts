/** Who may log in at the provider of a local installation. They are functions, not people; names as officers read them. */
export interface Account {
  readonly id: string;
  readonly name: string;
  /** `role@participant`, or `role@*`. */
  readonly grants: readonly string[];
}

export const accounts: readonly Account[] = [
  { id: 'compliance', name: 'Compliance, Woondienst Regio Izegem', grants: ['compliance@woondienst-izegem'] },
  { id: 'dpo', name: 'Functionaris voor gegevensbescherming', grants: ['dpo@*'] },
  { id: 'register-admin', name: 'Registerbeheerder', grants: ['register-admin@*'] },
  { id: 'register-admin-2', name: 'Tweede registerbeheerder', grants: ['register-admin@*'] },
  { id: 'auditor', name: 'Auditor', grants: ['auditor@*'] },
  { id: 'operator', name: 'Operator', grants: ['operator@*'] },
  { id: 'compliance-ocmw', name: 'Compliance, OCMW Izegem', grants: ['compliance@ocmw-izegem'] },
];

/**
 * Programs with credentials of their own. `register-admin` is whom the `sluis` command acts for where it is told nobody
 * else: whoever may read its credentials owns the installation. Under the name of an account it is that officer, so that
 * nobody is two people by having two ways in.
 */
export const machines: readonly Account[] = [
  {
    id: 'register-admin',
    name: 'Registerbeheerder, opdrachtregel',
    grants: ['register-admin@*', 'dpo@*', 'operator@*'],
  },
  { id: 'dpo', name: 'Functionaris voor gegevensbescherming, opdrachtregel', grants: ['dpo@*'] },
  { id: 'auditor', name: 'Auditor, opdrachtregel', grants: ['auditor@*'] },
  {
    id: 'compliance',
    name: 'Compliance, Woondienst Regio Izegem, opdrachtregel',
    grants: ['compliance@woondienst-izegem'],
  },
  { id: 'operator', name: 'Operator, opdrachtregel', grants: ['operator@*'] },
];
