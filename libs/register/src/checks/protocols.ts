/** Rules on acts that others must agree to first: advice, then approval, then signature, then publication. */
import type { InstrumentSource, PermissionSource, RegisterSource, VersionSource } from '../source';
import type { Origins } from './origins';
import { mustBeAssumed } from './unknowns';

export function checkProtocols(source: RegisterSource, origins: Origins): void {
  for (const instrument of source.instruments) {
    instrument.publications.forEach((publication, n) => {
      if (publication.where === 'unknown') mustBeAssumed(instrument, publication.sure, ['publications', n], origins);
    });
    instrument.versions.forEach((version, v) => {
      checkApprovals(instrument, version, v, origins);
      if (instrument.kind === 'protocol') checkProtocol(instrument, version, v, origins);
    });
  }
}

/** A council's approval comes before the act holds. One that is still missing makes the version a draft instead. */
function checkApprovals(instrument: InstrumentSource, version: VersionSource, v: number, origins: Origins): void {
  version.approvals.forEach(({ on, sure }, n) => {
    const at = ['versions', v, 'approvals', n];
    if (on === 'unknown') mustBeAssumed(instrument, sure, at, origins);
    else if (on !== undefined && version.from !== undefined && on > version.from) {
      origins.report(
        instrument,
        at,
        'approval-late',
        `this approval (${on}) comes after the first day of the version (${version.from})`,
      );
    }
  });
}

/** E-government decree of 18 July 2008, art. 8, and law of 30 July 2018, art. 20: advice, then signature, then publication. */
function checkProtocol(instrument: InstrumentSource, version: VersionSource, v: number, origins: Origins): void {
  version.advices.forEach((advice, n) => {
    const at = ['versions', v, 'advices', n];
    if (advice.date === 'unknown') mustBeAssumed(instrument, advice.sure, at, origins);
    else if (version.signed !== undefined && advice.date >= version.signed) {
      origins.report(
        instrument,
        at,
        'advice-late',
        `this advice (${advice.date}) does not precede the signature (${version.signed})`,
      );
    }
    if (advice.outcome === 'negative' && advice.reason === undefined) {
      origins.report(instrument, at, 'advice-reason', 'a negative advice that was not followed needs a `reason`');
    }
  });
  if (version.signed !== undefined && version.from !== undefined && version.from < version.signed) {
    origins.report(
      instrument,
      ['versions', v, 'from'],
      'signature-late',
      `it would hold from ${version.from}, before its signature (${version.signed})`,
    );
  }
  if (version.draft || version.permissions.length === 0) return;
  version.permissions.forEach((permission) => checkProportion(instrument, permission, v, origins));
  const advisers = new Set(version.advices.map((advice) => advice.participant));
  const unadvised = unheardOf(advisers, version.permissions);
  if (unadvised !== undefined) {
    origins.report(
      instrument,
      ['versions', v],
      'advice-missing',
      `no advice of the data protection officer of ${unadvised}`,
      '`date: unknown` with `sure: assumed` where it is not known',
    );
  }
  const publishers = new Set(instrument.publications.flatMap(({ participant }) => participant ?? []));
  const silent = unheardOf(publishers, version.permissions);
  if (silent !== undefined) {
    origins.report(
      instrument,
      ['versions', v],
      'publication-missing',
      `no publication by ${silent}`,
      'name it in `publications`, as `where: unknown` with `sure: assumed` where it is not known',
    );
  }
}

/**
 * Who did not do what both sides must, in words; undefined where nobody is missing. A side that no participant is named for has
 * somebody who does, too: one that holds the role, or whom it mandated. Who that is the register can't know, so that two who did
 * it are enough; and two there must be, also where one participant stands on both sides.
 */
function unheardOf(heard: ReadonlySet<string>, permissions: readonly PermissionSource[]): string | undefined {
  const missing = namedParties(permissions).filter((party) => !heard.has(party));
  if (missing.length === 0 && heard.size >= 2) return undefined;
  const open = heard.size + missing.length < 2 ? sidesWithoutName(permissions) : [];
  const who = [...missing, ...open];
  return who.length > 0 ? `\`${who.join('`, `')}\`` : 'both parties';
}

/** Providers and recipients named in person; holders of roles sign by accession or mandate. */
function namedParties(permissions: readonly PermissionSource[]): string[] {
  const parties = permissions.flatMap((permission) => [...permission.providers, ...permission.recipients]);
  return [...new Set(parties.flatMap((party) => (party.kind === 'participant' ? [party.id] : [])))];
}

/** `role:shm` or `acceded:gever`: who gives or gets, where that side of a protocol is nobody by name. */
function sidesWithoutName(permissions: readonly PermissionSource[]): string[] {
  const sides = permissions.flatMap(({ providers, recipients }) => [providers, recipients]);
  const unnamed = sides.filter((side) => side.every(({ kind }) => kind !== 'participant')).flat();
  return [
    ...new Set(
      unnamed.flatMap((party) =>
        party.kind === 'role' ? [`role:${party.role}`] : party.kind === 'acceded' ? [`acceded:${party.as}`] : [],
      ),
    ),
  ];
}

/** Each item of data has a proportionality justification and a retention (e-government decree art. 8; GDPR art. 5(1)(c) and (e)). */
function checkProportion(
  instrument: InstrumentSource,
  permission: PermissionSource,
  v: number,
  origins: Origins,
): void {
  const at = ['versions', v, 'permissions', permission.index];
  const bare = permission.fields.filter((rule) => rule.justification === undefined).map((rule) => rule.path);
  if (bare.length > 0) {
    origins.report(
      instrument,
      [...at, 'fields'],
      'justification-missing',
      `nothing says why \`${bare.slice(0, 5).join('`, `')}\` ${bare.length === 1 ? 'is' : 'are'} needed`,
      'give a `justification` for each field or for the permission; `unknown` where the permission is assumed',
    );
  } else if (permission.fields.some((rule) => rule.justification === 'unknown') && !permission.assumed) {
    mustBeAssumed(instrument, 'seed', [...at, 'fields'], origins);
  }
  if (!permission.retentionStated) {
    origins.report(
      instrument,
      at,
      'retention-missing',
      'nothing says how long the recipient may keep it',
      'give a `retention`, such as `P10Y`; `unknown` where the permission is assumed',
    );
  } else if (permission.retention === 'unknown' && !permission.assumed) {
    mustBeAssumed(instrument, 'seed', [...at, 'retention'], origins);
  }
}
