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
    await expect(describeId('rr-2013-84', {})).rejects.toThrow('the ids are the names of the files in `instruments/`');
    await expect(describeId('onbekende-naam', {})).rejects.toThrow('`onbekende-naam`; the ids are');
  });

  it('shows a role with who holds it that day, and a territory with its municipalities of that day', async () => {
    const role = async (id: string, at: string) => shown(await describeId(id, { at }), 100).replaceAll(/\s+/g, ' ');
    for (const id of ['shm', 'role:shm']) {
      expect(await role(id, '2022-12-31')).toContain('woondienst-izegem: Woondienst Regio Izegem');
      expect(await role(id, '2022-12-31')).not.toContain('- wm-midden-west');
      expect(await role(id, '2023-01-01')).toMatch(/- wm-midden-west: [^[]*\[aangenomen\]/);
    }
    expect(await role('role:shm', '2023-01-01')).toMatch(/Opgevolgd door .*woonmaatschappij/i);
    const area = (at: string) => role('vlabinvest-gebied', at);
    expect(await area('2024-12-31')).toContain('Gemeenten op 31 december 2024: 39');
    expect(await area('2025-01-01')).toContain('Gemeenten op 1 januari 2025: 37');
    await expect(describeId('role:shn', {})).rejects.toThrow('no role `shn`; did you mean `shm`?');
    await expect(describeId('role:leiedal-leden', {})).rejects.toThrow('no role');
  });

  it('takes calendar dates only', async () => {
    await expect(describeId('rr-2013-48', { at: '2021-02-30' })).rejects.toThrow(
      'no calendar date; February 2021 has 28 days',
    );
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
