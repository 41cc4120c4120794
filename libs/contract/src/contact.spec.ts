import { normaliseContact } from './contact';

describe('normaliseContact', () => {
  it.each(['051/30.12.34', '+32 51 30 12 34', '0032 51301234', '+32 (0)51 30 12 34', ' 051 30 12 34 ', '+32051301234'])(
    'writes the telephone number `%s` as 051301234',
    (spelling) => {
      expect(normaliseContact('telefoon', spelling)).toBe('051301234');
    },
  );

  it('writes a foreign number with 00, however its country code was written', () => {
    expect(normaliseContact('telefoon', '+31 20 123 45 67')).toBe('0031201234567');
    expect(normaliseContact('telefoon', '0031 20 123 45 67')).toBe('0031201234567');
  });

  it('keeps mobile numbers apart from landlines', () => {
    expect(normaliseContact('telefoon', '+32 470 12 34 56')).toBe('0470123456');
  });

  it('ignores case and blanks around an e-mail address', () => {
    expect(normaliseContact('email', '  Test.Persoon@Example.ORG ')).toBe('test.persoon@example.org');
  });
});
