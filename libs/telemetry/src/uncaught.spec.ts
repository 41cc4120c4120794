import { placesOf } from './uncaught';

const quoting = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (fault) {
    return fault;
  }
};

describe('the places of a fault', () => {
  it('are where it was thrown, without its text', () => {
    const fault = quoting('{"naam": kanarie');
    expect((fault as Error).stack).toContain('kanarie');
    expect(placesOf(fault).join('\n')).toContain('uncaught.spec');
    expect(placesOf(fault).join('\n')).not.toContain('kanarie');
  });

  it('hold nothing of a text that looks like places itself', () => {
    const fault = new Error('a\n    at kanarie (/kanarie.js:1:1)');
    expect(placesOf(fault)[0]).toContain('uncaught.spec');
    expect(placesOf(fault).join('\n')).not.toContain('kanarie');
  });

  it('are left out where the text was changed after the fault was made, or there is none', () => {
    const changed = new Error('kanarie\nkanarie');
    // Written down at the first look, with the text of that moment.
    expect(changed.stack).toContain('kanarie');
    changed.message = 'other';
    expect(placesOf(changed)).toEqual([]);
    for (const message of ['kanarie', '']) {
      changed.message = message;
      expect(placesOf(changed)).toEqual([]);
    }
    expect(placesOf(new Error(''))[0]).toContain('uncaught.spec');
    expect(placesOf('kanarie')).toEqual([]);
    expect(placesOf(Object.assign(new Error('a'), { stack: undefined }))).toEqual([]);
  });
});
