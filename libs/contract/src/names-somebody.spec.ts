import fc from 'fast-check';
import { holdsNumberOfPerson, mayNameSomebody, namesNobody } from './names-somebody';

// Synthetic: series 997 and 998 of long past days.
describe('a free text', () => {
  it.each([
    'dossier 00010199747',
    'x00.01.01-997.47',
    '00 01 01 997 47',
    '00.01.01 - 997.47',
    '00/01/01-997-47',
    '000101−99747',
    '00.01.01–997.47',
    '00.01.01‑997.47',
    '00·01·01-997·47',
    '00:01:01:997:47',
    '00_01_01 997 47',
    '00 01 01     997 47',
    '00.01.01 ... 997.47',
    '000101|997|47',
    'ook mistypt: 85.07.30-997.28',
    'ook mistypt: 85.07.30−997.28',
    'BIS 88222999936',
    'BIS 88.22.29-999.36',
    '０００１０１９９７４７',
    '٠٠٠١٠١٩٩٧٤٧',
    '⓪⓪⓪①⓪①⑨⑨⑦④⑦',
    '000101\u200B99747',
    'post aan a@example.org',
    'a＠example.org',
    'bel 051/30 12 34',
    'bel 051 30 12 34',
    'bel (051) 30.12.34',
    'gsm 0499 12 34 56',
    'gsm 0499123456.',
    '+32 499 12 34 56',
    '+32(0)51301234',
    '0032 51 30 12 34',
  ])('that names somebody is found: %s', (text) => {
    expect(namesNobody(text)).toBe(false);
    expect(mayNameSomebody(text)).toBe(true);
  });

  it.each([
    'AVG art. 18',
    'brief van 2026-01-01 (nr. 2026/123456)',
    'nota van 01/02/2026 10 stuks, en van 1.2.2026',
    'RR nr. 48/2013 van 19 juni 2013, VTC 09/2015',
    'zitting van 03-04-2026 om 14:30',
    'register-admin-2',
    'Proef 20260101',
    '',
  ])('that names nobody is taken: %s', (text) => {
    expect(namesNobody(text)).toBe(true);
  });

  it('is searched whatever signs stand between the digits of a number', () => {
    const signs = fc.stringMatching(/^[ .\-/_,:;|+*#()[\]{}·−–—‑…\u00a0\u202f\u200b]{0,5}$/);
    fc.assert(
      fc.property(fc.array(signs, { minLength: 11, maxLength: 11 }), (between) => {
        const written = [...'00010199747'].map((digit, at) => digit + between[at]!).join('');
        // What makes an ellipsis plain are three dots.
        fc.pre(!/[^\p{L}\p{N}]{6}/u.test(written.normalize('NFKC')));
        expect(holdsNumberOfPerson(`dossier ${written}.`)).toBe(true);
      }),
    );
  });
});

describe('a text to look for', () => {
  it.each(['85073099', '85.07.30-9', '850730 99', 'x 051 99 88 77', '+32 (0)51 99 88 77', 'a@example.org'])(
    'could come to name a person: %s',
    (text) => expect(mayNameSomebody(text)).toBe(true),
  );

  it.each(['bvcw-2021-6-79', 'vtc-2015-9', 'vmsw', '23088', '19/2012', '01KA7M3Q9Z4T5V6W7X8Y9Z0A1B', ''])(
    'names none: %s',
    (text) => expect(mayNameSomebody(text)).toBe(false),
  );
});
