import { jsonAfterCommand } from './arguments';

describe('--json before the command', () => {
  it.each([
    ['--json register check', 'register check --json'],
    ['--json --json register matrix --csv', 'register matrix --csv --json'],
    ['--json send -- --json', 'send --json -- --json'],
    ['register check --json', 'register check --json'],
    ['--at 2026-01-01 --json register show', '--at 2026-01-01 --json register show'],
    ['--json', '--json'],
    ['', ''],
  ])('`%s` is `%s`', (given, meant) => {
    expect(jsonAfterCommand(given.split(' ')).join(' ')).toBe(meant);
  });
});
