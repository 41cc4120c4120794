import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { draftText, missingOf, unknownAnswers, withoutCases, wrap, type DraftAnswers, type Missing } from '#explain';
import { didYouMean, faultLine, parseRegister, type RegisterSource } from '#register';
import { withFiles } from '../../file-fault';
import { CommandFault, exitCodes } from '../../outcome';
import { dayOf, protocolsDir, soundFiles } from '../../register-files';
import { columns, paint, print, printJson, withProgress } from '../../terminal';
import { askAnswers, type GivenAnswers } from './new-questions';

interface NewOptions extends GivenAnswers {
  readonly register?: string;
  readonly json?: boolean;
}

/** `sluis register new`: starts an instrument's file as a draft that permits nothing. */
export function newCommand(register: Command): void {
  const many = (value: string, before: readonly string[] = []) => [
    ...before,
    ...value.split(',').map((each) => each.trim()),
  ];
  register
    .command('new')
    .description('start an instrument from the model form: a draft that permits nothing')
    .option('--id <id>', 'also the name of the file: prot-shm-leiedal-2027')
    .addOption(
      new Option('--kind <kind>', 'kind of act (default: protocol)').choices([
        'protocol',
        'authorisation',
        'decision',
        'consent',
      ]),
    )
    .option('--authority <id>', 'who decides it (default for a protocol: partijen)')
    .option('--title <words>', 'what it is about, in Dutch')
    .option('--number <number>', 'as the authority writes it')
    .option('--provider <id>', 'who gives: a participant, or role:shm; may be repeated', many)
    .option('--recipient <id>', 'who gets; may be repeated', many)
    .option('--purpose <id>', 'what for; may be repeated', many)
    .option('--category <id>', 'about whom; may be repeated', many)
    .option('--field <path>', 'a field, or path=duty (persoon.insz=pseudonymise); may be repeated', many)
    .option('--legal-basis <id>', 'instrument or article it rests on; may be repeated', many)
    .option('--territory <id>', 'only inside this territory')
    .option('--retention <duration>', 'how long the recipient may keep it, such as P5Y')
    .option('--register <dir>', 'folder of the register (default: $SLUIS_PROTOCOLS or protocols)')
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      `
On a terminal it asks for what is not given. What nobody answers stands in the file as a comment.

Examples:
  npx sluis register new
  npx sluis register new --id prot-shm-svk-2027 --title 'Doorverwijzing naar een SVK' --provider role:shm \\
    --recipient svk-midden-west --purpose huursubsidie --category kandidaat-huurder --field persoon.insz,persoon.naam

Exit codes: 0 written · 1 the register has faults · 2 an answer that names nothing, or the file is there already`,
    )
    .action(async (options: NewOptions) => {
      const written = await withProgress('reading the register', writeNew(options));
      if (options.json) printJson(written);
      else {
        print(`${paint('green', 'geschreven')}: ${written.file}. Het is een ontwerp en laat niets toe. Nog nodig:`);
        for (const { text } of written.missing)
          print(
            wrap(text, columns() - 4)
              .map((line, n) => `${n === 0 ? '  - ' : '    '}${line}`)
              .join('\n'),
          );
        print(`Vraag het later opnieuw: npx sluis register status --instrument ${written.id}`);
      }
    });
}

export interface Written {
  readonly id: string;
  readonly file: string;
  readonly missing: readonly Missing[];
}

export async function writeNew(options: Omit<NewOptions, 'json'>): Promise<Written> {
  const dir = options.register ?? protocolsDir();
  const { source, files } = await soundFiles(dir);
  const answers = await askAnswers(options, source);
  check(answers, source);
  const path = `instruments/${answers.id}.yaml`;
  const file = join(dir, path);
  if (existsSync(file))
    throw new CommandFault(exitCodes.usage, `\`${file}\` is there already; choose another \`--id\``);
  const text = draftText(answers);
  const parsed = parseRegister(new Map([...files, [path, text]]));
  if (parsed.source === undefined) {
    throw new CommandFault(
      exitCodes.usage,
      `nothing was written, since the register would not hold with it:\n${parsed.faults.map((fault) => `  ${faultLine(fault)}`).join('\n')}`,
    );
  }
  withFiles('write', file, () => writeFileSync(file, text, { flag: 'wx' }));
  return {
    id: answers.id,
    file,
    missing: missingOf(withoutCases(parsed.source), dayOf(undefined)).get(answers.id) ?? [],
  };
}

function check(answers: DraftAnswers, source: RegisterSource): void {
  const [first] = unknownAnswers(answers, source);
  if (first === undefined) return;
  const { noun, name, known } = first;
  const near = known.filter((each) => each.includes(name));
  const hint =
    didYouMean(name, near.length > 0 ? near : known) ||
    (near.length > 0 ? `did you mean one of ${near.join(', ')}?` : `known: ${known.join(', ')}`);
  throw new CommandFault(exitCodes.usage, `the register knows no ${noun} \`${name}\`; ${hint}`);
}
