import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { registerCommand } from './register';
import { askMatrix } from './register/matrix';
import { describe as describeId, shown } from './register/show';
import { askStatus } from './register/status';

// The whole register is read and compiled: on a machine that is busy that takes a while.

const program = new Command('sluis');
registerCommand(program);
const commands = program.commands[0]!.commands.map((command) => ({ name: command.name(), command }));

describe('the subcommands of register', () => {
  it('are those that docs/cli.md names', () => {
    const named = [...readFileSync('docs/cli.md', 'utf8').matchAll(/^\| `register ([a-z]+)/gm)].map(([, name]) => name);
    expect(commands.map(({ name }) => name).sort()).toEqual(named.sort());
  });

  it.each(commands)('$name answers in JSON, and helps with examples and exit codes', ({ command }) => {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    expect(help).toContain('--json');
    expect(help).toContain('Examples:');
    expect(help).toMatch(/Exit codes.*0 /);
  });
});

describe('sluis register show', () => {
  it('shows instruments and participants, and names the nearest for one that is not there', async () => {
    expect(shown(await describeId('rr-2013-48', {}), 80)).toContain('Vlabinvest');
    expect(shown(await describeId('vlabinvest', {}), 80)).toContain('Krijgt');
    await expect(describeId('rr-2013-84', {})).rejects.toThrow('did you mean `rr-2013-48`?');
  });

  it('takes calendar dates only', async () => {
    await expect(describeId('rr-2013-48', { at: '2021-02-30' })).rejects.toThrow('no calendar date');
  });
});

describe('sluis register matrix', () => {
  it('asks of names that the register knows', async () => {
    await expect(askMatrix({ purpose: 'huurpremi' })).rejects.toThrow('did you mean `huurpremie`?');
    await expect(askMatrix({ recipient: 'leidal' })).rejects.toThrow('did you mean `leiedal`?');
    expect((await askMatrix({ recipient: 'leiedal', at: '2021-03-01' })).columns.map(({ id }) => id)).toEqual([
      'lokaal-woonbeleid',
    ]);
  });
});

describe('sluis register status', () => {
  it('looks at one instrument where one is asked, at its lines', async () => {
    const { toConfirm } = await askStatus({ days: 90, instrument: 'vtc-2015-9' });
    expect(toConfirm.length).toBeGreaterThan(0);
    for (const { instruments, line } of toConfirm) {
      expect(instruments).toEqual(['vtc-2015-9']);
      expect(line).toBeGreaterThan(1);
    }
    await expect(askStatus({ days: 90, instrument: 'vtc-2015-99' })).rejects.toThrow('did you mean');
  });
});
