import { within } from '#contract';
import { readProtocols } from '#protocols';
import { compileRegister } from '#register';
import { describeInstrument } from './instrument';
import { instrumentBlocks } from './instrument-blocks';
import { missingOf } from './missing';
import { registerWithCase, secrets } from '../../../test/support/register-with-case';
import { statusOf } from './status';
import { statusBlocks } from './status-blocks';
import { renderText } from './text';
import { withoutCases } from './without-cases';

// The whole register is read and compiled: on a machine that is busy that takes a while.

const at = '2026-11-22';
const question = { at, daysAhead: 90 };

const draft = `id: ontwerp
kind: protocol
authority: partijen
title: { nl: Ontwerp }
sure: seed
versions:
  - approvals: [{ body: gemeenteraad }]
    permissions:
      - provider: vmsw
        recipient: leiedal
        purpose: huurpremie
        categories: [kandidaat-huurder]
        fields:
          persoon.insz: {}
`;

const ending = `id: eindig
kind: decision
authority: minister
title: { nl: Eindigt }
sure: seed
suspensions: [{ from: 2026-11-01, until: 2026-12-24, reason: onderzoek loopt }]
versions:
  - { from: 2020-01-01, until: 2027-01-01 }
`;

describe('the status of a register', () => {
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    files = await readProtocols('protocols');
  });
  const register = (changes: Record<string, string> = {}) => withoutCases(registerWithCase(files, changes));

  it('has something to confirm for exactly the instruments of which the compiled register calls a permission assumed', () => {
    const source = register();
    const assumed = new Set<string>();
    for (const { permissions } of compileRegister(source, 0).flows())
      for (const permission of permissions) if (permission.assumed) assumed.add(permission.instrument);
    const { toConfirm } = statusOf(source, question);
    expect(new Set(toConfirm.flatMap(({ instruments }) => instruments))).toEqual(assumed);
  });

  it('lists in words what `show` warns of, and neither does once each of those facts is confirmed where it stands', () => {
    const confirmed = 'confirmed: { on: 2026-01-05, by: [een jurist, een functionaris], source: 2 }';
    const act = 'instruments/vtc-2010-1.yaml';
    const changes: Record<string, string> = {};
    const says = () => {
      const source = register(changes);
      const listed = statusOf(source, { ...question, instrument: 'vtc-2010-1' }).toConfirm.map(({ what }) => what);
      const [permission] = describeInstrument(source, 'vtc-2010-1', at)!.versions[0]!.permissions;
      expect(new Set(permission!.restsOn.map(({ what }) => what))).toEqual(new Set(listed));
      expect(permission!.assumed).toBe(listed.length > 0);
      const flows = [...compileRegister(source, 0).flows()].flatMap(({ permissions }) => permissions);
      const now = flows.filter(({ instrument, from, until }) => instrument === 'vtc-2010-1' && within(at, from, until));
      expect(now.some(({ assumed }) => assumed)).toBe(listed.length > 0);
      const shown = renderText(instrumentBlocks(describeInstrument(source, 'vtc-2010-1', at)!), 100).replaceAll(
        /\s+/g,
        ' ',
      );
      expect(shown.includes('geldt alleen in een demonstratie')).toBe(listed.length > 0);
      for (const what of listed.filter((each) => each.startsWith('wie '))) expect(shown).toContain(what);
      return listed;
    };
    const before = says();
    expect(before).toContain('welke gegevens');
    expect(before).toContain('wie Sociale huisvestingsmaatschappij in Antwerpen (voorbeeld) is');
    changes[act] = files.get(act)!.replace('    signed: 2010-02-17\n', `    signed: 2010-02-17\n    ${confirmed}\n`);
    expect(says()).toEqual(before.filter((each) => each !== 'welke gegevens'));
    for (const [path, text] of files) {
      if (/^(?:participants|territories)\//.test(path)) changes[path] = text.replace(/^sure: .*$/m, `$&\n${confirmed}`);
      if (path.startsWith('roles/')) changes[path] = text.replaceAll(/^ {4}succeededBy: .*$/gm, `$&\n    ${confirmed}`);
    }
    expect(says()).toEqual([]);
  });

  it('calls no fact by the key of its file', () => {
    const keys =
      /^(?:[a-z]+[A-Z]\w*|extends|replaces|jointly|aliases|via|fields|grant|split|purpose|recipient|territory)\b/;
    const { toConfirm } = statusOf(register(), question);
    expect(toConfirm.filter(({ path }) => path.endsWith('sureOf.extends'))).not.toEqual([]);
    expect(toConfirm.map(({ what }) => what).filter((what) => keys.test(what))).toEqual([]);
  });

  it('says what ends within the days that are asked, and no later', () => {
    const source = register({ 'instruments/eindig.yaml': ending });
    const on = (daysAhead: number) =>
      statusOf(source, { at, daysAhead })
        .ending.filter(({ subject }) => subject === 'eindig')
        .map((each) => each.on);
    expect([on(31), on(32), on(39), on(40)]).toEqual([
      [],
      ['2026-12-24'],
      ['2026-12-24'],
      ['2026-12-24', '2027-01-01'],
    ]);
    expect(statusOf(source, question).suspended).toEqual([
      { instrument: 'eindig', until: '2026-12-24', reason: 'onderzoek loopt' },
    ]);
  });

  it('says of a draft everything that the rules of the register would ask', () => {
    const missing = missingOf(register({ 'instruments/ontwerp.yaml': draft }), at).get('ontwerp')!;
    expect(missing.map(({ what }) => what).sort()).toEqual([
      'advice-missing',
      'advice-missing',
      'approvals',
      'from',
      'justification-missing',
      'legalBases',
      'publication-missing',
      'retention-missing',
      'signed',
    ]);
    expect(missing.map(({ text }) => text)).toContain('de bekendmaking door vmsw, leiedal');
  });

  it('never says that nothing is in the way of what permits nothing', () => {
    const said = (id: string): string => {
      const status = statusOf(register({ 'instruments/ontwerp.yaml': draft }), { ...question, instrument: id });
      return renderText(statusBlocks(status, true), 400);
    };
    expect(said('ontwerp')).toContain('dit laat niets toe. Wat er is, is ontwerp');
    expect(said('ontwerp')).not.toContain('Niets staat in de weg');
    expect(said('vcw-2021')).toContain('dit laat niets toe.');
    expect(said('vcw-2021')).not.toContain('ontwerp');
  });

  it('shows the conflict of citations and what nobody knows', () => {
    const { conflicts, unknown } = statusOf(register(), question);
    expect(conflicts).toEqual([{ subject: 'rr-2012-19', what: 'wordt elders aangehaald als FO 19/2012' }]);
    expect(unknown).toContainEqual({ subject: 'rr-2007-41', what: 'welk van de instrumenten welk gegeven geeft' });
  });

  it('never tells of a case', () => {
    const status = statusOf(register(), question);
    for (const secret of secrets) {
      expect(JSON.stringify(status)).not.toContain(secret);
      expect(renderText(statusBlocks(status, true), 80)).not.toContain(secret);
    }
  });
});
