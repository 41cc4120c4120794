import { faultLine, parseRegister } from '#register';
import { readProtocols } from './read';

describe('protocols/', () => {
  it('has no faults', async () => {
    const { faults } = parseRegister(await readProtocols('protocols'));
    expect(faults.map(faultLine)).toEqual([]);
  });
});
