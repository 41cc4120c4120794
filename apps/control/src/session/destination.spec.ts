import fc from 'fast-check';
import { destinationFrom } from './destination';

describe('the destination of a login', () => {
  it.each(['/console/geblokkeerd?status=open&q=a%20b', '/console/', '/console/register/matrix'])(
    'is %s itself',
    (own) => {
      expect(destinationFrom(own)).toBe(own);
    },
  );

  it.each([
    undefined,
    ['/console/'],
    '',
    '/',
    '/ledger/decisions',
    '//evil.example/console/',
    '/console//evil.example',
    'https://evil.example/console/',
    '/\\evil.example',
    '/console/\\..\\..',
    '/console/../logout',
    '/console/%0d%0aset-cookie:a=b/../../..',
    '/console/\n',
    'javascript:alert(1)',
    '/consoles',
  ])('is the console for %j', (foreign) => {
    expect(destinationFrom(foreign)).toMatch(/^\/console(?:\/|$)/);
    expect(new URL(destinationFrom(foreign), 'http://own.example').origin).toBe('http://own.example');
  });

  it.each([
    '/console/beslissingen/00010199747',
    '/console/geblokkeerd?q=00.01.01-997.47',
    '/console/geblokkeerd?q=00%2001%2001%20%E2%80%93%20997%2047',
    '/console/geblokkeerd?q=000101+997+47',
  ])('is the first page where the one before holds a number of a person: %s', (asked) => {
    expect(destinationFrom(asked)).toBe('/console/');
  });

  it('is never another site, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((tail) => `/console/${tail}`),
        ),
        (asked) => {
          const url = new URL(destinationFrom(asked), 'http://own.example');
          return url.origin === 'http://own.example' && /^\/console(?:\/|$)/.test(url.pathname);
        },
      ),
    );
  });
});
