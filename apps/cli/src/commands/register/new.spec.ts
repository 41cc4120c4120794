import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { compileRegister } from '#register';
import { parseFiles, soundFiles } from '../../register-files';
import { writeNew } from './new';
import { askAnswers } from './new-questions';

// The whole register is read and compiled: on a machine that is busy that takes a while.

describe('sluis register new', () => {
  let register: string;
  beforeEach(() => {
    register = join(mkdtempSync(join(tmpdir(), 'sluis-new-')), 'protocols');
    cpSync('protocols', register, { recursive: true });
  });
  afterEach(() => rmSync(join(register, '..'), { recursive: true }));

  const answers = {
    id: 'prot-proef-2027',
    title: "Doorverwijzing naar een SVK's",
    provider: ['role:shm'],
    recipient: ['svk-midden-west'],
    purpose: ['huursubsidie'],
    category: ['kandidaat-huurder', 'gezinslid'],
    field: ['persoon.insz', 'gezin.leden[].insz=suppress', 'persoon.hoofdverblijfplaats.*'],
  };

  it('writes a draft that the register accepts and that permits nothing', async () => {
    const before = compileRegister((await soundFiles(register)).source, 1);
    await writeNew({ ...answers, register });
    const { source, faults } = await parseFiles(register);
    expect(faults).toEqual([]);
    const after = compileRegister(source!, 1);
    const open = (of: typeof before) =>
      [...of.flows()].flatMap(({ permissions }) => permissions.filter(({ draft }) => !draft)).length;
    expect(open(after)).toBe(open(before));
    expect(after.instruments.has('prot-proef-2027')).toBe(true);
  });

  it('says what is missing, and asks for less once it is there', async () => {
    const { missing, file } = await writeNew({ ...answers, register });
    const what = missing.map((each) => each.what);
    expect(what).toEqual(expect.arrayContaining(['from', 'signed', 'advice-missing', 'justification-missing']));
    // One side is a role: its adviser is asked for too, as a protocol takes the advices of both.
    expect(missing.filter((each) => each.what === 'advice-missing').map(({ text }) => text)).toEqual([
      expect.stringMatching(/ van svk-midden-west$/),
      expect.stringMatching(/ van wie sociale huisvestingsmaatschappij is \(role:shm\)$/),
    ]);
    expect(readFileSync(file, 'utf8')).toContain('#   - { participant: svk-midden-west, date: jjjj-mm-dd');
    const more = await writeNew({
      ...answers,
      id: 'prot-proef-2028',
      legalBasis: ['vcw-2021'],
      retention: 'P5Y',
      register,
    });
    const rest = more.missing.map((each) => each.what);
    expect(what.filter((each) => !rest.includes(each))).toEqual(['legalBases', 'retention-missing']);
  });

  it('writes nothing over a file that is there, nor what the register could not hold', async () => {
    await writeNew({ ...answers, register });
    await expect(writeNew({ ...answers, register })).rejects.toThrow('is there already');
    await expect(writeNew({ ...answers, id: 'b', recipient: ['svk-midden-wst'], register })).rejects.toThrow(
      'did you mean `svk-midden-west`?',
    );
    await expect(writeNew({ ...answers, id: 'b', category: ['kandidaat-huurder'], register })).rejects.toThrow(
      'nothing was written',
    );
    await expect(writeNew({ id: '../b', title: 'x', register })).rejects.toThrow("can't be the name");
    expect((await parseFiles(register)).files.has('instruments/b.yaml')).toBe(false);
  });

  it('keeps a place for what nobody answered', async () => {
    const { file } = await writeNew({ id: 'prot-leeg', title: 'Leeg', provider: ['vmsw'], register });
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('permissions: []');
    expect(text).toContain('- provider: vmsw');
    expect((await parseFiles(register)).faults).toEqual([]);
  });

  it('asks at a terminal, again where an answer names nothing', async () => {
    const { source } = await soundFiles(register);
    const input = new PassThrough();
    const output = new PassThrough();
    let screen = '';
    const replies = ['prot-x', 'Een proef', 'role:shn', 'role:shm', 'leiedal', '', '', ''];
    output.on('data', (chunk: Buffer) => {
      screen += chunk.toString();
      if (chunk.toString().endsWith(': ')) input.write(`${replies.shift() ?? ''}\n`);
    });
    const given = await askAnswers({}, source, { input, output });
    expect(given).toMatchObject({ id: 'prot-x', kind: 'protocol', authority: 'partijen', providers: ['role:shm'] });
    expect(given).toMatchObject({ recipients: ['leiedal'], purposes: [], fields: [] });
    expect(screen).toContain('bedoelt u `role:shm`?');
  });

  it('asks nothing where nobody sits at a terminal', async () => {
    const { source } = await soundFiles(register);
    await expect(askAnswers({ title: 'x' }, source, undefined)).rejects.toThrow('give `--id`');
  });
});
