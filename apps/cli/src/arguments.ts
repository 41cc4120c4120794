/**
 * `--json` belongs to each command; written before the command, as `sluis --json register check`, it is meant all the same.
 * Every other option before a command stays where it is, to be refused.
 */
export function jsonAfterCommand(given: readonly string[]): readonly string[] {
  const command = given.findIndex((each) => each !== '--json');
  if (command <= 0) return given;
  const rest = given.slice(command);
  const end = rest.indexOf('--');
  return end < 0 ? [...rest, '--json'] : [...rest.slice(0, end), '--json', ...rest.slice(end)];
}
