import { codeBlocks, missing } from './code-blocks';

describe('code blocks', () => {
  it('are those for a shell, each with the text that follows it', () => {
    const page = 'a\n```sh\nls\n```\n\n```text\none\n```\n```bash\nno\n```\n```sh\npwd\n```\n```ts\n1\n```\n';
    expect(codeBlocks(page)).toEqual([
      { code: 'ls', text: 'one' },
      { code: 'pwd', text: undefined },
    ]);
  });
});

describe('what a block prints', () => {
  it('may stand among other lines, and vary where an ellipsis is', () => {
    expect(missing('permit …\nbasis … rr-2013-48', 'ready\npermit   4f2a\n  basis: rr-2013-48 (12 fields)')).toEqual(
      [],
    );
  });

  it('is missed where a line is absent or out of order', () => {
    expect(missing('deny\npermit', 'permit\ndeny')).toEqual(['permit']);
    expect(missing('…psn:1:…', 'psn:2:abc')).toEqual(['…psn:1:…']);
  });
});
