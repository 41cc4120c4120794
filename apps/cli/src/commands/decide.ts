import type { Command } from 'commander';
import { clockAt, topics, type Facts, type IngressMessage, type Reply } from '#contract';
import { examine } from '#decision';
import { decode } from '#envelope';
import { exchange } from '#exchange';
import { explainRequest, renderText, requestBlocks, type RequestExplanation } from '#explain';
import { generateKeys, openKeys } from '#keys';
import { explanation } from '../explanation';
import { CommandFault, exitCodes } from '../outcome';
import { dayOf, protocolsDir, registerFromFiles } from '../register-files';
import { readRequest, type RequestFile } from '../request-file';
import { columns, paint, print, printJson, withProgress } from '../terminal';

interface DecideOptions {
  readonly file: string;
  readonly system?: string;
  readonly at?: string;
  readonly register?: string;
  readonly operational?: boolean;
  readonly delivery?: boolean;
  readonly explain?: boolean;
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
    .option('--explain', 'per field which permission carries it, or how near the nearest comes')
    .option('--json', 'print the reply; with --explain `{ "reply", "explanation" }`')
    .addHelpText(
      'after',
      `
Examples:
  npx sluis decide --file docs/examples/permit.json
  npx sluis decide --file docs/examples/deny.json --explain
  npx sluis decide --file docs/examples/deny.json --at 2021-03-01 --json

Exit codes: 0 permitted · 1 the register has faults · 2 no such file, system or date · 3 denied`,
    )
    .action(async (options: DecideOptions) => {
      const request = readRequest(options.file, options.system);
      const decided = await withProgress('reading the register', decideFile(request, options));
      const { reply, delivery } = decided;
      if (options.json) printJson(options.explain ? { reply, explanation: decided.explanation ?? null } : reply);
      else {
        print(
          [
            explanation(reply),
            ...(options.explain ? explainLines(decided.explanation, dayOf(options.at)) : []),
            ...(options.delivery ? deliveryLines(delivery) : []),
          ].join('\n'),
        );
      }
      if (reply.effect === 'deny') process.exitCode = exitCodes.denied;
    });
}

interface Decided {
  readonly reply: Reply;
  /** What would leave for the first record. */
  readonly delivery: string | undefined;
  /** Undefined where the request failed before permissions were looked at. */
  readonly explanation: RequestExplanation | undefined;
}

/**
 * Runs the gateway's own pipeline on one request. The keys are made for this one answer, so pseudonyms and ids show
 * their form and are worth nothing elsewhere.
 */
export async function decideFile(
  { system, headers, value }: RequestFile,
  options: Pick<DecideOptions, 'at' | 'register' | 'operational'>,
): Promise<Decided> {
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
  const context = {
    register,
    facts: noFacts,
    clock: clockAt(options.at === undefined ? Date.now() : noonOf(options.at)),
    guards: { registerStale: false, factsStale: false, clockUnsure: false },
    demonstration: options.operational !== true,
  };
  const { records } = exchange(message, {
    ...context,
    keys: openKeys(generateKeys().gateway),
    seen: { find: () => undefined },
    topics: { has: () => true },
  });
  const reply = records.find(({ topic }) => topic === topics.reply(system));
  const delivery = records.find(({ topic }) => topic.startsWith('sluis.out.'));
  const decoded = decode(message, system, register.catalogue);
  const tokens = { person: () => [], contact: () => [] };
  const examination = decoded.kind === 'request' ? examine(decoded.request, { ...context, tokens }) : undefined;
  return {
    reply: JSON.parse(reply!.value) as Reply,
    delivery: delivery?.value,
    explanation: examination && explainRequest(examination),
  };
}

const noFacts: Facts = { version: 0, about: () => [], canonical: (token) => token };

/** Noon UTC is the same calendar day in Brussels, summer and winter. */
function noonOf(date: string): number {
  return Date.parse(`${dayOf(date)}T12:00:00Z`);
}

function explainLines(explained: RequestExplanation | undefined, day: string): string[] {
  if (explained === undefined) return ['', '  De aanvraag zelf deugt niet; naar toelatingen is niet gekeken.'];
  return ['', renderText(requestBlocks(explained, day), columns())];
}

function deliveryLines(delivery: string | undefined): string[] {
  if (delivery === undefined) return [];
  return [paint('dim', '  zo zou het vertrekken (pseudoniemen zijn hier een voorbeeld):'), `  ${delivery}`];
}
