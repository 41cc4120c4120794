import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fixtureOf, type Fixture } from '../../../test/support/register-fixtures';
import { expectReviewed } from '../../../test/support/reviewed';
import { faultCodes, faultLine, type FaultCode } from './fault';
import { parseRegister } from './parse';
import { renderRules, rules } from './rules';
import { specimen } from '../../../test/support/register-specimen';

const dir = join(__dirname, '..', 'fixtures', 'rules');
const reference = join(process.cwd(), 'docs', 'register-rules.md');
const names = readdirSync(dir).sort();

function faultsOf(fixture: Fixture) {
  return parseRegister(new Map([...specimen(), ...fixture.files])).faults;
}

describe('the rules', () => {
  it.each(names)('%s has a fixture that fails, at the places and with the codes that it says', (name) => {
    const fixture = fixtureOf(join(dir, name));
    const found = faultsOf(fixture).map((fault) => `${fault.file}:${fault.line}:${fault.column} ${fault.code}`);
    expect(found).toEqual(fixture.expected);
    expect(faultsOf(fixture).filter((fault) => fault.hint === '' || fault.message === '')).toEqual([]);
    expect(found.map((line) => line.split(' ')[1])).toContain(name);
  });

  it('have a fixture each, and no fixture names another', () => {
    expect(names).toEqual([...faultCodes].sort());
    expect(Object.keys(rules).sort()).toEqual([...faultCodes].sort());
  });

  it('hold the valid register that the fixtures break, so that each fault is the fixture’s own', () => {
    expect(parseRegister(specimen()).faults.map(faultLine)).toEqual([]);
  });

  it('are told about in the words that were reviewed', () => {
    const told = names.flatMap((name) => [
      name,
      ...faultsOf(fixtureOf(join(dir, name))).map((fault) => `  ${faultLine(fault)}`),
    ]);
    expectReviewed(join(dir, '..', 'rules.txt'), `${told.join('\n')}\n`);
  });

  it('say something that somebody can read, in one sentence each', () => {
    for (const [code, { holds, source }] of Object.entries(rules)) {
      expect({ code, holds }).toEqual({ code, holds: expect.stringMatching(/^[A-Z].*[^.]\.$/) });
      expect({ code, source: source.length > 5 }).toEqual({ code, source: true });
    }
    expect(new Set(Object.values(rules).map((rule) => rule.holds)).size).toBe(faultCodes.length);
  });

  it('stand in docs/register-rules.md as they are; else run `npm run generate`', () => {
    const examples = new Map<FaultCode, string>(
      faultCodes.map((code) => {
        const fault = faultsOf(fixtureOf(join(dir, code))).find((each) => each.code === code)!;
        return [code, faultLine(fault)];
      }),
    );
    expectReviewed(reference, renderRules(examples));
  });
});
