/** Rules on who may be what in a permission: controller, processor, relay. */
import { resolver, type Resolve } from '../resolve';
import type { ParticipantSource, PermissionSource, RegisterSource } from '../source';
import type { Origins } from './origins';
import { mustBeAssumed } from './unknowns';
import { permissionsOf, type PlacedPermission } from './walk';

export function checkParties(source: RegisterSource, origins: Origins): void {
  const context: Context = {
    participants: new Map(source.participants.map((each) => [each.id, each])),
    statistical: new Set(source.purposes.filter((each) => each.statistical).map((each) => each.id)),
    grantsApart: new Set(source.authorities.filter((each) => each.grantsApart).map((each) => each.id)),
    resolve: resolver(source),
    origins,
  };
  for (const placed of permissionsOf(source)) {
    checkProcessors(placed, context);
    checkRelays(placed, context);
    checkGrant(placed, context);
  }
}

interface Context {
  readonly participants: ReadonlyMap<string, ParticipantSource>;
  readonly statistical: ReadonlySet<string>;
  readonly grantsApart: ReadonlySet<string>;
  readonly resolve: Resolve;
  readonly origins: Origins;
}

/** GDPR art. 28: who works for another receives under a processing agreement, and gives nothing in its own name. */
function checkProcessors({ permission, instrument, at }: PlacedPermission, context: Context): void {
  const processor = (parties: PermissionSource['providers']) =>
    parties
      .flatMap((party) => context.resolve(party, instrument))
      .find((holding) => context.participants.get(holding.participant)!.processor)?.participant;
  const giving = processor(permission.providers);
  if (giving !== undefined) {
    context.origins.reportKey(
      instrument,
      [...at, 'provider'],
      'processor-provider',
      `\`${giving}\` is a processor and gives nothing in its own name`,
      'name the controller as provider, and the processor in `via`',
    );
  }
  const agreement = permission.processingAgreement;
  if (agreement !== undefined) {
    if (agreement.signed === 'unknown')
      mustBeAssumed(instrument, agreement.sure, [...at, 'processingAgreement'], context.origins);
    return;
  }
  const receiving = processor(permission.recipients);
  if (receiving === undefined) return;
  context.origins.reportKey(
    instrument,
    [...at, 'recipient'],
    'processing-agreement-missing',
    `\`${receiving}\` is a processor and needs a \`processingAgreement\``,
  );
}

/**
 * INVARIANT(relay-apart): whoever passes statistical data on sees the numbers before they are coded, so it can't be the
 * recipient, nor a part of the same organisation.
 */
function checkRelays({ permission, instrument, at }: PlacedPermission, context: Context): void {
  if (!permission.purposes.some((purpose) => context.statistical.has(purpose))) return;
  const organisations = (parties: PermissionSource['via']) =>
    parties
      .flatMap((party) => context.resolve(party, instrument))
      .map(({ participant }) => ({ participant, organisation: organisationOf(participant, context) }));
  const recipients = organisations(permission.recipients);
  for (const { participant, organisation } of organisations(permission.via)) {
    const recipient = recipients.find((each) => each.organisation === organisation);
    if (recipient === undefined) continue;
    context.origins.reportKey(
      instrument,
      [...at, 'via'],
      'relay-inside-recipient',
      `\`${participant}\` passes statistical data to \`${recipient.participant}\` of the same organisation`,
      'a relay that sees numbers stands apart from who may only have pseudonyms',
    );
    return;
  }
}

/** The organisation that a division belongs to, by way of the divisions between. */
function organisationOf(participant: string, context: Context): string {
  const seen = new Set<string>();
  let id = participant;
  for (let above = context.participants.get(id)?.divisionOf; above !== undefined && !seen.has(above);) {
    seen.add(above);
    id = above;
    above = context.participants.get(id)?.divisionOf;
  }
  return id;
}

/** Law of 8 August 1983, arts 5 and 8: access to the Rijksregister's data and use of its number are granted apart. */
function checkGrant({ permission, instrument, at }: PlacedPermission, context: Context): void {
  if (permission.grant !== undefined || !context.grantsApart.has(instrument.authority)) return;
  context.origins.reportKey(
    instrument,
    at,
    'grant-missing',
    `\`${instrument.authority}\` grants access to data and use of the number apart, and this does not say which it is`,
    'write `grant: data` or `grant: number`',
  );
}
