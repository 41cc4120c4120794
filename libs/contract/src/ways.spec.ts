import { dutyName, type Duty } from './duty';
import { wayOf, ways, waySign, wayWords } from './ways';

describe('ways in which a field reaches a recipient', () => {
  it('have a letter each that no other has', () => {
    expect(new Set(ways.map(waySign)).size).toBe(ways.length);
  });

  it('are told in both languages, with the class where there is one', () => {
    const duty: Duty = { kind: 'generalise', to: 'leeftijdsklasse' };
    expect(wayWords(dutyName(duty), 'nl')).toBe('vervangen door een klasse (leeftijdsklasse)');
    expect(wayWords(dutyName(duty), 'en')).toBe('replaced by a class (leeftijdsklasse)');
  });

  it('are never told of a name that is none', () => {
    for (const name of ['', 'toString', 'keeps', ':keep']) expect(() => wayOf(name)).toThrow('is no way');
  });
});
