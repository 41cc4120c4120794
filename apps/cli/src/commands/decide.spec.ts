import { join } from 'node:path';
import { readRequest } from '../request-file';
import { decideFile } from './decide';

// The whole register is read and compiled: on a machine that is busy that takes a while.

const register = join(__dirname, '../../../../protocols');
const example = (name: string) => readRequest(join(__dirname, '../../../../docs/examples', `${name}.json`), undefined);

describe('the examples in docs/examples', () => {
  it('permit.json is permitted', async () => {
    expect((await decideFile(example('permit'), { register })).reply).toMatchObject({
      effect: 'permit',
      recipient: 'vmsw',
    });
  });

  it('deny.json asks one field too many and is told which', async () => {
    const { reply } = await decideFile(example('deny'), { register });
    expect(reply).toMatchObject({ effect: 'deny', remedy: [{ drop: ['persoon.nationaliteit'] }] });
  });

  it('pseudonymised.json leaves without its INSZ', async () => {
    const { reply, delivery } = await decideFile(example('pseudonymised'), { register });
    expect(reply.effect).toBe('permit');
    expect(delivery).toMatch(/"insz":"psn:1:[a-z2-7]{26}"/);
    expect(delivery).not.toContain('02050699764');
  });

  it('rest on assumed facts: outside a demonstration none is permitted', async () => {
    const { reply } = await decideFile(example('permit'), { register, operational: true });
    expect(reply.reasons?.map(({ code }) => code)).toEqual(['unconfirmed']);
  });

  it('is decided as on the day that is asked', async () => {
    const { reply } = await decideFile(example('permit'), { register, at: '2019-01-01' });
    expect(reply.reasons?.map(({ code }) => code)).toContain('not-yet-in-force');
    await expect(decideFile(example('permit'), { register, at: '2019-02-30' })).rejects.toThrow('no calendar date');
  });

  it('explains per field which permission carries it, by what was in force on the day', async () => {
    const verdicts = async (name: string, at?: string) => {
      const { explanation } = await decideFile(example(name), { register, ...(at !== undefined && { at }) });
      return new Set(
        explanation!.fields.map(({ path, verdict }) => (verdict === 'carried' ? verdict : `${path} ${verdict}`)),
      );
    };
    expect(await verdicts('permit')).toEqual(new Set(['carried']));
    expect(await verdicts('deny')).toEqual(new Set(['carried', 'persoon.nationaliteit not-listed']));
    expect(await verdicts('deny', '2013-06-18')).toContain('persoon.naam blocked');
  });
});
