import { thingsToConfirm } from './things-to-confirm';

const fact = (file: string, what: string) => ({ file, what, instruments: ['vtc-2015-9'] });

describe('what is to confirm', () => {
  it('stands by the participant, the instrument or the shared file that it is of, most of it first', () => {
    const things = thingsToConfirm([
      fact('participants/shm-gent.yaml', 'wie het is'),
      fact('roles/rollen.yaml', 'wie opvolgt'),
      fact('instruments/vtc-2015-9.yaml', 'de eerste dag'),
      fact('instruments/vtc-2015-9.yaml', 'over wie het gaat'),
    ]);
    expect(things.map(({ kind, id, facts }) => [kind, id, facts.length])).toEqual([
      ['instruments', 'vtc-2015-9', 2],
      ['participants', 'shm-gent', 1],
      ['shared', 'rollen', 1],
    ]);
  });
});
