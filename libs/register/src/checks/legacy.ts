/** Authorisations of bodies that ended keep their force, and gain nothing. */
import { dutyName, isLongerRetention, stricter } from '#contract';
import type { FieldRule, Party, PermissionSource, RegisterSource, VersionSource } from '../source';
import type { Origins } from './origins';

/**
 * INVARIANT(legacy-gains-nothing): after the day on which its authority closed, no version of an authorisation gives a
 * field, party, purpose, category, weaker duty, lighter condition, longer retention or transfer outside the EEA that no version
 * before that day gave. A new one needs a protocol (e-government decree art. 8; law of 30 July 2018 art. 20).
 */
export function checkLegacy(source: RegisterSource, origins: Origins): void {
  const closings = new Map(source.authorities.map((authority) => [authority.id, authority.closedOn]));
  for (const instrument of source.instruments) {
    const closedOn = closings.get(instrument.authority);
    if (closedOn === undefined || (instrument.kind !== 'authorisation' && instrument.kind !== 'decision')) continue;
    // Signed after the closing is new, whatever day it says that it holds from.
    const isOld = ({ from, signed }: VersionSource) =>
      from !== undefined && from < closedOn && (signed === undefined || signed < closedOn);
    const old = instrument.versions.filter(isOld).flatMap((version) => version.permissions);
    instrument.versions.forEach((version, v) => {
      // An undated version is a draft and gives nothing yet.
      if (version.from === undefined || isOld(version)) return;
      const gained = version.permissions.map((permission) => gain(permission, old)).find((each) => each !== undefined);
      if (gained === undefined) return;
      const hint = `\`${instrument.authority}\` closed on ${closedOn}: register a protocol for it`;
      origins.report(instrument, ['versions', v], 'legacy-gain', `a closed authorisation can't gain ${gained}`, hint);
    });
  }
}

/** What a permission gives that no old one gave, in words. */
function gain(permission: PermissionSource, old: readonly PermissionSource[]): string | undefined {
  const known = new Set(old.flatMap((each) => each.fields.map((rule) => rule.path)));
  const fresh = permission.fields.filter((rule) => !known.has(rule.path)).map((rule) => rule.path);
  if (fresh.length > 0) return `\`${fresh.slice(0, 5).join('`, `')}\``;
  for (const provider of permission.providers) {
    for (const recipient of permission.recipients) {
      for (const purpose of permission.purposes) {
        for (const category of permission.categories) {
          const same = old.filter(
            (each) =>
              has(each.providers, provider) &&
              has(each.recipients, recipient) &&
              each.purposes.includes(purpose) &&
              each.categories.includes(category) &&
              permission.via.every((relay) => has(each.via, relay)) &&
              conditions(each).every((condition) => conditions(permission).includes(condition)) &&
              keepsNoLonger(permission, each) &&
              (permission.transfer === undefined || permission.transfer.ground === each.transfer?.ground),
          );
          const wider = permission.fields.find((rule) => !same.some((each) => isGiven(rule, each.fields)));
          if (wider !== undefined) {
            return `\`${wider.path}\` from ${words(provider)} to ${words(recipient)} for \`${purpose}\` about \`${category}\` on these conditions`;
          }
        }
      }
    }
  }
  return undefined;
}

/** Whether an old rule gave the field under a duty that is no stricter. */
function isGiven(rule: FieldRule, old: readonly FieldRule[]): boolean {
  return old.some(
    ({ path, duty }) =>
      path === rule.path && (dutyName(duty) === dutyName(rule.duty) || stricter(duty, rule.duty) === rule.duty),
  );
}

/** Counted from another moment, nobody can tell which is longer: then it is another retention. */
function keepsNoLonger(fresh: PermissionSource, old: PermissionSource): boolean {
  return (
    !isLongerRetention(fresh.retention, old.retention) &&
    (fresh.retentionAfter === undefined || fresh.retentionAfter.nl === old.retentionAfter?.nl)
  );
}

function conditions({ territory, relation, consent, doNotContact }: PermissionSource): string[] {
  return [
    ...(territory === undefined ? [] : [`territory ${territory.set} ${territory.leaf ?? ''}`]),
    ...(relation === undefined ? [] : [`relation ${relation.caseload}`]),
    ...(consent ? ['consent'] : []),
    ...(doNotContact ? ['doNotContact'] : []),
  ];
}

function has(parties: readonly Party[], party: Party): boolean {
  return parties.some((each) => words(each) === words(party));
}

function words(party: Party): string {
  switch (party.kind) {
    case 'participant':
      return `\`${party.id}\``;
    case 'role':
      return `any \`${party.role}\``;
    case 'acceded':
      return `whoever acceded as \`${party.as}\``;
  }
}
