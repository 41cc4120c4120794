import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brokenFile } from '../../../test/support/register-fixtures';
import { expectReviewed } from '../../../test/support/reviewed';
import { faultLine } from './fault';
import { parseRegister } from './parse';
import { specimen } from '../../../test/support/register-specimen';

const dir = join(__dirname, '..', 'fixtures', 'broken');
const names = readdirSync(dir);

describe('broken files', () => {
  it('are more than sixty', () => {
    expect(names.length).toBeGreaterThan(60);
  });

  it.each(names)('%s has its faults at the right lines and columns, each with a hint', (name) => {
    const { files, expected } = brokenFile(join(dir, name));
    const { source, faults } = parseRegister(new Map([...specimen(), ...files]));
    expect(faults.map((fault) => `${fault.file}:${fault.line}:${fault.column} ${fault.code}`)).toEqual(expected);
    expect(faults.filter((fault) => fault.message === '' || fault.hint === '')).toEqual([]);
    expect(source).toBeUndefined();
  });

  it('are told about in the words that were reviewed', () => {
    const told = names.flatMap((name) => {
      const { faults } = parseRegister(new Map([...specimen(), ...brokenFile(join(dir, name)).files]));
      return [name, ...faults.map((fault) => `  ${faultLine(fault)}`)];
    });
    expectReviewed(join(dir, '..', 'broken.txt'), `${told.join('\n')}\n`);
  });
});
