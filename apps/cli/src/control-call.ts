import type { Command } from 'commander';
import { accessToken } from './access-token';
import { controlUrl } from './installation';
import { CommandFault, exitCodes } from './outcome';
import { withProgress } from './terminal';

/** The option by which every command that asks control may be told where it is; see `controlUrl`. */
export const controlOption = ['--control <url>', 'address of control (default: from .sluis/ready.json)'] as const;

/** The options of a command that asks control in the name of an officer of one's choice. */
export function asOfficer(command: Command): Command {
  return command
    .option(...controlOption)
    .option('--as <officer>', 'in whose name: `register-admin` (default), or another with credentials in .sluis/keys/')
    .option('--json', 'answer in JSON');
}

/** One call to control, in the name of an officer. Its problems become sentences; what was sent is not repeated. */
export async function callControl(
  control: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  officer?: string,
): Promise<unknown> {
  const url = controlUrl(control);
  const token = await accessToken(officer);
  let response: Response;
  let text: string;
  try {
    response = await withProgress(
      `waiting for control at ${url}`,
      fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      }),
    );
    text = await response.text();
  } catch (cause) {
    throw new CommandFault(
      exitCodes.unreachable,
      `control does not answer at \`${url}\`; \`npx sluis doctor\` says what runs`,
      { cause },
    );
  }
  if (response.ok) return text === '' ? undefined : (JSON.parse(text) as unknown);
  const problem = parseProblem(text);
  const errors = (problem.errors ?? []).map(({ property, problem: rule }) => `\n  ${property} ${rule}`).join('');
  const code = response.status >= 500 ? exitCodes.unreachable : exitCodes.faults;
  throw new CommandFault(
    code,
    `control answered ${response.status}: ${problem.detail ?? response.statusText}${errors}`,
  );
}

function parseProblem(text: string): { detail?: string; errors?: { property: string; problem: string }[] } {
  try {
    return JSON.parse(text) as ReturnType<typeof parseProblem>;
  } catch {
    return {};
  }
}
