/** Rules on instruments as acts: numbers, dates, advices, publication, cases. */
import type { InstrumentSource, PermissionSource, RegisterSource, VersionSource } from '../source';
import type { Origins } from './origins';

export function checkInstruments(source: RegisterSource, origins: Origins): void {
  checkNumbers(source, origins);
  const closedOn = new Map(source.authorities.map((authority) => [authority.id, authority.closedOn]));
  const byId = new Map(source.instruments.map((instrument) => [instrument.id, instrument]));
  for (const instrument of source.instruments) {
    checkCase(instrument, origins);
    checkGains(instrument, closedOn.get(instrument.authority), origins);
    instrument.jointly.forEach((other, n) => {
      if (other === instrument.id || !byId.get(other)!.jointly.includes(instrument.id)) {
        origins.report(
          instrument,
          ['jointly', n],
          'joint-mismatch',
          `\`${other}\` does not name \`${instrument.id}\` as joint`,
          'joint instruments name each other',
        );
      }
    });
    instrument.publications.forEach((publication, n) => {
      if (publication.where === 'unknown') mustBeAssumed(instrument, publication.sure, ['publications', n], origins);
    });
    if (instrument.kind === 'protocol') {
      instrument.versions.forEach((version, v) => checkProtocol(instrument, version, v, origins));
    }
  }
}

/** The same number of two authorities is fine (RR 02/2018 and FO 02/2018 both exist); within one it is a fault. */
function checkNumbers(source: RegisterSource, origins: Origins): void {
  const owners = new Map<string, InstrumentSource>();
  for (const instrument of source.instruments) {
    if (instrument.number === undefined) continue;
    const key = `${instrument.authority} ${normaliseNumber(instrument.number)}`;
    const owner = owners.get(key);
    if (owner !== undefined) {
      origins.report(
        instrument,
        ['number'],
        'number-collision',
        `\`${instrument.authority}\` has given number \`${instrument.number}\` to \`${owner.id}\` too`,
      );
    }
    owners.set(key, owner ?? instrument);
  }
}

/** Citations pad with zeros at will: `9/2014` and `09/2014` are one. */
export function normaliseNumber(number: string): string {
  return number
    .trim()
    .toLowerCase()
    .replaceAll(/(?<![0-9])0+(?=[0-9])/g, '');
}

/** Instruments about one person live in control only, confidential, with an end and two approvers. */
function checkCase(instrument: InstrumentSource, origins: Origins): void {
  const personal = ['legal-duty', 'portability', 'vital-interest'].includes(instrument.kind);
  const inCases = origins.pathOf(instrument).startsWith('cases/');
  const confidential = instrument.confidential || instrument.case !== undefined || personal;
  if (confidential && !inCases) {
    origins.report(
      instrument,
      ['id'],
      'confidential-place',
      'a confidential instrument never stands among the public files',
      'enter it in control',
    );
  }
  if (inCases && !instrument.confidential) {
    origins.report(instrument, ['id'], 'confidential-place', 'an instrument in `cases/` must say `confidential: true`');
  }
  if (personal !== (instrument.case !== undefined)) {
    origins.report(
      instrument,
      ['kind'],
      'case-incomplete',
      personal ? 'it needs a `case`: one person' : 'only an instrument about one person has a `case`',
    );
  } else if (instrument.case !== undefined) {
    const approvers = new Set(instrument.case.approvals.map((approval) => approval.by));
    if (approvers.size < 2)
      origins.report(instrument, ['case', 'approvals'], 'case-incomplete', 'a case needs two different approvers');
    instrument.versions.forEach((version, v) => {
      if (version.until === undefined)
        origins.report(instrument, ['versions', v], 'case-incomplete', 'a case needs an end: `until`');
    });
  }
}

/** INVARIANT(legacy-gains-nothing): authorisations of a closed authority keep their force, but a new field needs a protocol. */
function checkGains(instrument: InstrumentSource, closedOn: string | undefined, origins: Origins): void {
  if (closedOn === undefined || instrument.kind !== 'authorisation') return;
  const held = (version: VersionSource) =>
    version.permissions.flatMap((permission) => permission.fields.map((rule) => rule.path));
  const old = new Set(instrument.versions.filter((version) => (version.from ?? closedOn) < closedOn).flatMap(held));
  instrument.versions.forEach((version, v) => {
    // An undated version is a draft and gives nothing yet.
    if (version.from === undefined || version.from < closedOn) return;
    const gained = [...new Set(held(version).filter((path) => !old.has(path)))];
    if (gained.length > 0) {
      const hint = `\`${instrument.authority}\` closed on ${closedOn}: register a protocol for it`;
      origins.report(
        instrument,
        ['versions', v],
        'legacy-gain',
        `a closed authorisation can't gain \`${gained.slice(0, 5).join('`, `')}\``,
        hint,
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
  if (version.draft || version.permissions.length === 0) return;
  const advisers = new Set(version.advices.map((advice) => advice.participant));
  const parties = namedParties(version.permissions);
  const missing = parties.filter((party) => !advisers.has(party));
  if (missing.length > 0 || advisers.size < 2) {
    const who = missing.length > 0 ? `\`${missing.join('`, `')}\`` : 'both parties';
    origins.report(
      instrument,
      ['versions', v],
      'advice-missing',
      `no advice of the data protection officer of ${who}`,
      '`date: unknown` with `sure: assumed` where it is not known',
    );
  }
  const publishers = new Set(instrument.publications.map((publication) => publication.participant));
  const silent = parties.filter((party) => !publishers.has(party));
  if (silent.length > 0) {
    origins.report(
      instrument,
      ['versions', v],
      'publication-missing',
      `no publication by \`${silent.join('`, `')}\``,
      'name it in `publications`, as `where: unknown` with `sure: assumed` where it is not known',
    );
  }
}

/** Providers and recipients named in person; holders of roles sign by accession or mandate. */
function namedParties(permissions: readonly PermissionSource[]): string[] {
  const parties = permissions.flatMap((permission) => [...permission.providers, ...permission.recipients]);
  return [...new Set(parties.flatMap((party) => (party.kind === 'participant' ? [party.id] : [])))];
}

function mustBeAssumed(
  instrument: InstrumentSource,
  sure: string,
  at: readonly (string | number)[],
  origins: Origins,
): void {
  if (sure !== 'assumed') {
    origins.report(
      instrument,
      at,
      'unknown-unmarked',
      '`unknown` must be marked `sure: assumed`',
      'what nobody knows permits only in a demonstration',
    );
  }
}
