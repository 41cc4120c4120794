import { namesSomebody } from './names-somebody';

describe('a text to look for', () => {
  it.each(['85073099734', '85.07.30-997.34', 'x 051 99 88 77', '+32 (0)51 99 88 77', 'a@example.org'])(
    'could name a person: %s',
    (text) => expect(namesSomebody(text)).toBe(true),
  );

  it.each(['bvcw-2021-6-79', 'vtc-2015-9', 'vmsw', '23088', '19/2012', ''])('names none: %s', (text) =>
    expect(namesSomebody(text)).toBe(false),
  );
});
