import { isRegisterPath, pathFor, withUploads } from './uploads';

describe('uploaded files', () => {
  const known = ['instruments/vtc-2015-9.yaml', 'participants/vmsw.yaml', 'sources.yaml'];

  it('belong where their own folder says', () => {
    expect(pathFor('nieuw.yaml', 'protocols/participants/nieuw.yaml', known)).toBe('participants/nieuw.yaml');
    expect(pathFor('x.yaml', 'instruments/deep/x.yaml', known)).toBe('instruments/deep/x.yaml');
  });

  it('belong where a file of their name is, else with the instruments', () => {
    expect(pathFor('vmsw.yaml', 'vmsw.yaml', known)).toBe('participants/vmsw.yaml');
    expect(pathFor('sources.yaml', '', known)).toBe('sources.yaml');
    expect(pathFor('prot-nieuw.yaml', '', known)).toBe('instruments/prot-nieuw.yaml');
  });

  it('are refused where control would: cases, other kinds, ways out', () => {
    expect(isRegisterPath('instruments/vtc-2015-9.yaml')).toBe(true);
    expect(isRegisterPath('sources.yaml')).toBe(true);
    for (const path of ['cases/dossier-a.yaml', 'instruments/x.json', '../x.yaml', 'instruments/X.yaml', '']) {
      expect(isRegisterPath(path)).toBe(false);
    }
  });

  it('stand once each, the later one', () => {
    const both = withUploads(
      [{ path: 'b.yaml', text: 'old' }],
      [
        { path: 'a.yaml', text: null },
        { path: 'b.yaml', text: 'new' },
      ],
    );
    expect(both).toEqual([
      { path: 'a.yaml', text: null },
      { path: 'b.yaml', text: 'new' },
    ]);
  });
});
