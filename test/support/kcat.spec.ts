import { kcatIsThere } from './kcat';

describe('a test that wants kcat', () => {
  const { PATH, CI_KCAT } = process.env;

  afterEach(() => {
    process.env['PATH'] = PATH;
    if (CI_KCAT === undefined) delete process.env['CI_KCAT'];
    else process.env['CI_KCAT'] = CI_KCAT;
  });

  it('is left out where kcat is not there, and fails where that is not allowed', () => {
    process.env['PATH'] = '/nowhere';
    delete process.env['CI_KCAT'];
    expect(kcatIsThere('this test')).toBe(false);
    process.env['CI_KCAT'] = 'required';
    expect(() => kcatIsThere('this test')).toThrow(
      "couldn't try this test: `kcat` is not on the PATH, and CI_KCAT is `required`; install the package `kcat`",
    );
  });
});
