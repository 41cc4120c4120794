import { createInterface, type Interface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { DraftAnswers } from '#explain';
import { didYouMean, type RegisterSource } from '#register';
import { CommandFault, exitCodes } from '../../outcome';

/** What was given on the command line. */
export interface GivenAnswers {
  readonly id?: string;
  readonly kind?: DraftAnswers['kind'];
  readonly authority?: string;
  readonly title?: string;
  readonly number?: string;
  readonly provider?: readonly string[];
  readonly recipient?: readonly string[];
  readonly purpose?: readonly string[];
  readonly category?: readonly string[];
  readonly field?: readonly string[];
  readonly legalBasis?: readonly string[];
  readonly territory?: string;
  readonly retention?: string;
}

export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

const ids = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Asks for what is not given where somebody sits at a terminal; elsewhere `id` and `title` must be given. */
export async function askAnswers(
  given: GivenAnswers,
  source: RegisterSource,
  terminal: Terminal | undefined = process.stdin.isTTY === true && process.stdout.isTTY === true
    ? { input: process.stdin, output: process.stdout }
    : undefined,
): Promise<DraftAnswers> {
  const kind = given.kind ?? 'protocol';
  const questions = terminal === undefined ? undefined : new Questions(terminal);
  try {
    const authority = given.authority ?? (kind === 'protocol' ? 'partijen' : undefined);
    const one = async (name: string, question: string, value: string | undefined, known?: readonly string[]) => {
      const answer = value ?? (await questions?.one(question, known));
      if (answer === undefined || answer === '') {
        throw new CommandFault(exitCodes.usage, `give \`--${name}\`; \`npx sluis register new --help\` has an example`);
      }
      return answer;
    };
    const id = await one('id', 'Naam van het instrument, zoals prot-shm-leiedal-2027', given.id);
    if (!ids.test(id)) {
      throw new CommandFault(
        exitCodes.usage,
        `\`${id}\` can't be the name of an instrument; use lower case letters, digits and hyphens`,
      );
    }
    const title = await one('title', 'Waarover het gaat, in één zin', given.title);
    const many = async (question: string, value: readonly string[] | undefined, known: readonly string[]) =>
      value ?? (await questions?.many(question, known)) ?? [];
    const parties = [...source.roles.map((role) => `role:${role.id}`), ...source.participants.map((each) => each.id)];
    const paths = source.fields.map(({ path }) => path);
    return {
      id,
      kind,
      authority: await one(
        'authority',
        'Wie beslist het',
        authority,
        source.authorities.map((each) => each.id),
      ),
      title,
      number: given.number,
      providers: await many('Wie geeft', given.provider, parties),
      recipients: await many('Wie krijgt', given.recipient, parties),
      purposes: await many(
        'Waarvoor',
        given.purpose,
        source.purposes.map((each) => each.id),
      ),
      categories: await many(
        'Over wie',
        given.category,
        source.categories.map((each) => each.id),
      ),
      fields: await many('Welke velden (eventueel veld=plicht)', given.field, paths),
      legalBases: given.legalBasis ?? [],
      territory: given.territory,
      retention: given.retention,
    };
  } finally {
    questions?.close();
  }
}

class Questions {
  private readonly lines: Interface;

  constructor(private readonly terminal: Terminal) {
    this.lines = createInterface({ input: terminal.input, output: terminal.output });
  }

  async one(question: string, known?: readonly string[]): Promise<string> {
    for (;;) {
      const answer = (await this.lines.question(`${question}: `)).trim();
      if (answer !== '' && this.accepts([answer], known)) return answer;
    }
  }

  /** Several, with commas; nothing leaves it open. A question mark lists what can be answered. */
  async many(question: string, known: readonly string[]): Promise<string[]> {
    for (;;) {
      const written = await this.lines.question(`${question} (komma ertussen, ? toont de keuze, leeg: later): `);
      if (written.trim() === '?') {
        this.terminal.output.write(`  ${known.join('  ')}\n`);
        continue;
      }
      const answers = written
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '');
      if (this.accepts(answers, known)) return answers;
    }
  }

  close(): void {
    this.lines.close();
  }

  private accepts(answers: readonly string[], known: readonly string[] | undefined): boolean {
    const unknown = answers.map((each) => each.split('=')[0]!).find((each) => known?.includes(each) === false);
    if (unknown === undefined || unknown.endsWith('.*')) return true;
    const hint = didYouMean(unknown, known ?? []).replace('did you mean', 'bedoelt u');
    this.terminal.output.write(`  \`${unknown}\` staat niet in het register. ${hint}\n`);
    return false;
  }
}
