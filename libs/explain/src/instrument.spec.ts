import { readProtocols } from '#protocols';
import type { RegisterSource } from '#register';
import type { Block } from './block';
import { describeInstrument } from './instrument';
import { instrumentBlocks } from './instrument-blocks';
import { describeParticipant, participantBlocks } from './participant';
import { registerWithCase, secrets } from '../../../test/support/register-with-case';
import { renderText } from './text';
import { withoutCases } from './without-cases';

// The whole register is read and compiled: on a machine that is busy that takes a while.

describe('an instrument in plain Dutch', () => {
  let whole: RegisterSource;
  let source: RegisterSource;

  beforeAll(async () => {
    whole = registerWithCase(await readProtocols('protocols'));
    source = withoutCases(whole);
  });

  const blocks = (id: string, at = '2026-11-22') => instrumentBlocks(describeInstrument(source, id, at)!);
  const text = (id: string, at?: string) => renderText(blocks(id, at), 100);

  it('says who gives what to whom, for what, about whom, and since when', () => {
    const said = text('vtc-2015-9');
    for (const words of [
      'Machtiging nummer 9/2015, Vlaamse Toezichtcommissie',
      'vanaf 18 februari 2015, geen einde bekend [uitgangstekst]',
      'Woondienst Regio Izegem',
      'Lokaal woonbeleid maken en voorbereiden (statistisch',
      'kandidaat-huurder: wie ingeschreven is voor een sociale woning',
      'vervangen door een pseudoniem [uitgangstekst]',
      'vervangen door een klasse (leeftijdsklasse) [aangenomen]',
    ])
      expect(said.replaceAll(/\s+/g, ' ')).toContain(words);
  });

  it('shows conflicting citations, joint instruments and their unknown split', () => {
    expect(text('rr-2012-19')).toContain('elders staat FO 19/2012');
    expect(text('rr-2007-41').replaceAll(/\s+/g, ' ')).toContain('welk instrument welk gegeven geeft, is niet bekend');
  });

  it('says that an INSZ tells birth date and sex, and of a pseudonym does not', () => {
    expect(text('rr-2013-48')).toMatch(/Wie [^.]* \(persoon\.insz\)\s+krijgt,\s+kent/);
    expect(text('vtc-2015-9')).not.toContain('kent ook de geboortedatum');
  });

  it('answers by what was in force on the day that is asked', () => {
    const state = (id: string, at: string) => describeInstrument(source, id, at)!.state;
    expect([state('rr-2013-48', '2013-06-18'), state('rr-2013-48', '2013-06-19')]).toEqual(['to-come', 'in-force']);
  });

  it('gives every fact about what is permitted a mark of how sure it is', () => {
    for (const { id } of source.instruments) {
      for (const { permissions } of describeInstrument(source, id, '2026-11-22')!.versions) {
        for (const permission of permissions) {
          expect(permission.fields.map(({ sure }) => sure)).not.toContain(undefined);
          expect(Object.values(permission.sure)).not.toContain(undefined);
        }
      }
    }
  });

  it('marks something as assumed wherever the register says that the permission rests on it', () => {
    for (const { id } of source.instruments) {
      const described = describeInstrument(source, id, '2026-11-22')!;
      if (!described.versions.some(({ permissions }) => permissions.some(({ assumed }) => assumed))) continue;
      expect({ id, text: text(id) }).toEqual({ id, text: expect.stringContaining('aangenomen') as string });
    }
  });

  it('knows no case, and tells nothing of one', () => {
    expect(whole.instruments.map(({ id }) => id)).toContain('bevel-2026-1');
    expect(describeInstrument(source, 'bevel-2026-1', '2026-11-22')).toBeUndefined();
    for (const secret of secrets) expect(JSON.stringify(source)).not.toContain(secret);
  });

  it('fits the terminal, however narrow', () => {
    for (const { id } of source.instruments) {
      const long = renderText(blocks(id), 80)
        .split('\n')
        .filter((line) => line.length > 80);
      expect({ id, long }).toEqual({ id, long: [] });
    }
  });

  it('fits the terminal for each participant too, whatever it gets and gives', () => {
    for (const { id } of source.participants) {
      const said = renderText(participantBlocks(describeParticipant(source, id, '2026-11-22')!), 80);
      expect({ id, long: said.split('\n').filter((line) => line.length > 80) }).toEqual({ id, long: [] });
    }
  });

  it('has headings that go down one level at a time', () => {
    for (const { id } of source.instruments) {
      const levels = blocks(id).flatMap((block: Block) => (block.kind === 'heading' ? [block.level] : []));
      expect(levels[0]).toBe(1);
      for (const [n, level] of levels.slice(1).entries()) expect(level - levels[n]!).toBeLessThanOrEqual(1);
    }
  });
});
