/** Rules on instruments as acts: numbers, what they say of each other, cases. */
import type { Pointer } from '../fault';
import type { InstrumentSource, RegisterSource } from '../source';
import type { Origins } from './origins';

export function checkInstruments(source: RegisterSource, origins: Origins): void {
  checkNumbers(source, origins);
  const byId = new Map(source.instruments.map((instrument) => [instrument.id, instrument]));
  for (const instrument of source.instruments) {
    checkCase(instrument, origins);
    checkJointly(instrument, byId, origins);
    checkReplaced(instrument, byId, origins);
  }
}

function checkJointly(
  instrument: InstrumentSource,
  byId: ReadonlyMap<string, InstrumentSource>,
  origins: Origins,
): void {
  instrument.jointly.forEach((other, n) => {
    if (other !== instrument.id && byId.get(other)!.jointly.includes(instrument.id)) return;
    origins.report(
      instrument,
      ['jointly', n],
      'joint-mismatch',
      `\`${other}\` does not name \`${instrument.id}\` as joint`,
      'joint instruments name each other',
    );
  });
  if (instrument.jointly.length > 0) return;
  // Without the others it would permit all by itself what nobody knows that it permits. INVARIANT(unknown-split)
  instrument.versions.forEach((version, v) =>
    version.permissions.forEach(({ splitUnknown }, p) => {
      if (!splitUnknown) return;
      origins.report(
        instrument,
        ['versions', v, 'permissions', p, 'split'],
        'joint-mismatch',
        'the split is unknown, and no instrument is named with which it permits jointly',
        'name the others under `jointly`, or leave `split` out where it permits this by itself',
      );
    }),
  );
}

/** What is replaced ends: two acts that both seem to hold would add up, and the older one would go on giving. */
function checkReplaced(
  instrument: InstrumentSource,
  byId: ReadonlyMap<string, InstrumentSource>,
  origins: Origins,
): void {
  const days = instrument.versions.flatMap(({ draft, from }) => (draft || from === undefined ? [] : [from])).sort();
  const first = days[0];
  if (first === undefined) return;
  instrument.replaces.forEach((other, n) => {
    const open = byId
      .get(other)!
      .versions.some((version) => !version.draft && (version.until === undefined || version.until > first));
    if (other !== instrument.id && !open) return;
    origins.report(
      instrument,
      ['replaces', n],
      'replaced-open',
      `\`${other}\` goes on after ${first}, the day on which this replaces it`,
      `give its last version \`until: ${first}\``,
    );
  });
}

/**
 * The same number of two authorities is fine (RR 02/2018 and FO 02/2018 both exist); within one it is a fault, and so is what
 * two instruments are both called otherwise.
 */
function checkNumbers(source: RegisterSource, origins: Origins): void {
  const owners = new Map<string, InstrumentSource>();
  const authorities = new Set(source.authorities.map(({ id }) => id));
  const own = (instrument: InstrumentSource, key: string, pointer: Pointer, words: string) => {
    const owner = owners.get(key) ?? instrument;
    owners.set(key, owner);
    if (owner !== instrument)
      origins.report(instrument, pointer, 'number-collision', `${words} to \`${owner.id}\` too`);
  };
  for (const instrument of source.instruments) {
    const { authority, number, aliases } = instrument;
    if (number !== undefined) {
      const key = `${authority} ${normaliseNumber(number)}`;
      own(instrument, key, ['number'], `\`${authority}\` has given number \`${number}\``);
    }
    aliases.forEach((alias, n) => {
      const [first = '', ...rest] = normaliseNumber(alias).split(' ');
      const key = authorities.has(first) ? `${first} ${rest.join(' ')}` : `: ${normaliseNumber(alias)}`;
      own(instrument, key, ['aliases', n], `\`${alias}\` is a name given`);
    });
  }
}

/** Citations pad with zeros, spaces and `nr.` at will: `9/2014`, `09 / 2014` and `nr. 9-2014` are one. */
export function normaliseNumber(number: string): string {
  return number
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?<![\p{L}\p{N}])(?:nr|no|n°|nummer)[.\s]*(?=[0-9])/gu, '')
    .replaceAll(/\s*[/\-\u2010-\u2015.]\s*/g, '/')
    .replaceAll(/(?<![0-9])0+(?=[0-9])/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
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
    const { approvals, reviewBefore } = instrument.case;
    const urgent = instrument.kind === 'vital-interest' && reviewBefore !== undefined;
    const approvers = new Set(approvals.map((approval) => approval.by));
    if (approvers.size < (urgent ? 1 : 2)) {
      const needed = urgent ? 'somebody who answers for it' : 'two different approvers';
      origins.report(instrument, ['case', 'approvals'], 'case-incomplete', `a case needs ${needed}`);
    }
    if (reviewBefore !== undefined && (!urgent || Number.isNaN(Date.parse(reviewBefore)))) {
      const problem = urgent ? 'is no instant' : 'is for vital interest only';
      origins.report(instrument, ['case', 'reviewBefore'], 'case-incomplete', `\`reviewBefore\` ${problem}`);
    }
    instrument.versions.forEach((version, v) => {
      if (version.until === undefined)
        origins.report(instrument, ['versions', v], 'case-incomplete', 'a case needs an end: `until`');
    });
  }
}
