import type { Command } from 'commander';
import { clockAt, topics, type Facts, type IngressMessage, type Reply } from '#contract';
import { exchange } from '#exchange';
import { generateKeys, openKeys } from '#keys';
import { explanation } from '../explanation';
import { CommandFault, exitCodes } from '../outcome';
import { protocolsDir, registerFromFiles } from '../register-files';
import { readRequest, type RequestFile } from '../request-file';
import { paint, print, printJson, withProgress } from '../terminal';

interface DecideOptions {
  readonly file: string;
  readonly system?: string;
  readonly at?: string;
  readonly register?: string;
  readonly operational?: boolean;
  readonly delivery?: boolean;
  readonly json?: boolean;
}

/** `sluis decide`: what the gateway would answer, from files alone. */
export function decideCommand(program: Command): void {
  program
    .command('decide')
    .description('decide a request from the files alone: no broker, no facts about persons, nothing is delivered')
    .requiredOption('--file <file>', 'request as JSON: { "system", "headers", "value" }, or - for standard input')
    .option('--system <system>', 'who sends it (default: `system` in the file)')
    .option('--at <date>', 'as on this day, YYYY-MM-DD (default: today)')
    .option('--register <dir>', 'folder of the register (default: $SLUIS_PROTOCOLS or protocols)')
    .option('--operational', 'as outside a demonstration: nothing may rest on assumed facts')
    .option('--delivery', 'print what would leave for the first record; values of the file, so not for a log')
    .option('--json', 'print the reply')
    .action(async (options: DecideOptions) => {
      const request = readRequest(options.file, options.system);
      const { reply, delivery } = await withProgress('reading the register', decideFile(request, options));
      if (options.json) printJson(reply);
      else print([explanation(reply), ...(options.delivery ? deliveryLines(delivery) : [])].join('\n'));
      if (reply.effect === 'deny') process.exitCode = exitCodes.denied;
    });
}

/**
 * Runs the gateway's own pipeline on one request. The keys are made for this one answer, so pseudonyms and ids show
 * their form and are worth nothing elsewhere.
 */
export async function decideFile(
  { system, headers, value }: RequestFile,
  options: Pick<DecideOptions, 'at' | 'register' | 'operational'>,
): Promise<{ readonly reply: Reply; readonly delivery: string | undefined }> {
  const register = await registerFromFiles(options.register ?? protocolsDir());
  if (!register.systems.has(system)) {
    throw new CommandFault(
      exitCodes.usage,
      `the register knows no system \`${system}\`; it knows ${[...register.systems.keys()].sort().join(', ')}`,
    );
  }
  const message: IngressMessage = {
    topic: topics.ingress(system),
    partition: 0,
    offset: '0',
    key: null,
    value: Buffer.from(value),
    headers,
    timestamp: '0',
  };
  const { records } = exchange(message, {
    register,
    facts: noFacts,
    keys: openKeys(generateKeys().gateway),
    clock: clockAt(options.at === undefined ? Date.now() : noonOf(options.at)),
    guards: { registerStale: false, factsStale: false, clockUnsure: false },
    demonstration: options.operational !== true,
    seen: { find: () => undefined },
    topics: { has: () => true },
  });
  const reply = records.find(({ topic }) => topic === topics.reply(system));
  const delivery = records.find(({ topic }) => topic.startsWith('sluis.out.'));
  return { reply: JSON.parse(reply!.value) as Reply, delivery: delivery?.value };
}

const noFacts: Facts = { version: 0, about: () => [], canonical: (token) => token };

/** Noon UTC is the same calendar day in Brussels, summer and winter. */
function noonOf(date: string): number {
  const at = Date.parse(`${date}T12:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && new Date(at || 0).toISOString().startsWith(date)) return at;
  throw new CommandFault(exitCodes.usage, `\`${date}\` is no calendar date; write it as 2021-03-01`);
}

function deliveryLines(delivery: string | undefined): string[] {
  if (delivery === undefined) return [];
  return [paint('dim', '  zo zou het vertrekken (pseudoniemen zijn hier een voorbeeld):'), `  ${delivery}`];
}
