import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { asOfficer, callControl } from '../../control-call';
import { controlUrl } from '../../installation';
import { CommandFault, exitCodes } from '../../outcome';
import { paint, print, printJson } from '../../terminal';

interface ProposalOptions {
  readonly control?: string;
  /** Officer in whose name it is done. */
  readonly as?: string;
  readonly json?: boolean;
}

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly from: string;
  readonly title: string;
  readonly by: string;
  readonly at: string;
  readonly basedOn: number;
  readonly faultCount: number;
  readonly version?: number;
}

interface Whole extends Shown {
  readonly faults: readonly { readonly place: string; readonly problem: string }[];
  readonly promises: readonly {
    readonly id: string;
    readonly title: string;
    readonly holds: boolean;
    readonly change?: 'new' | 'changed' | 'removed';
  }[];
  readonly diff: null | {
    readonly same: boolean;
    readonly counts: { readonly permitted: number; readonly refused: number; readonly changed: number };
    readonly newlyPermitted: readonly Region[];
    readonly newlyRefused: readonly Region[];
    readonly changed: readonly Region[];
  };
  readonly replay: null | {
    readonly recorded?: number;
    readonly considered: number;
    readonly nowPermitted: number;
    readonly nowDenied: number;
  };
}

interface Region {
  readonly lines: readonly string[];
  readonly example: { readonly text: string };
}

/** `sluis register propose|proposals|suspend`: the register of a running installation. Approving is for a person, in the console. */
export function proposalCommands(register: Command): void {
  asOfficer(register.command('propose'))
    .description("propose control's own files as the next version, or an older version, and show what that changes")
    .requiredOption('--title <title>', 'what it is about')
    .requiredOption('--reason <reason>', 'why')
    .option('--to-version <number>', 'go back to this version, under a new number')
    .option('--lift <instrument>', 'end the suspension of this instrument')
    .option('--upload <file...>', 'lay these files, `instruments/x.yaml=path`, over the active register')
    .addHelpText(
      'after',
      `
Examples:
  npx sluis register check && npx sluis register propose --title 'Energiescans' --reason 'Protocol van 11 januari 2027'

A second officer approves or rejects it in the console, logged in: a program can't.

Exit codes: 0 proposed · 1 it has faults, or control refused it · 4 control cannot be reached`,
    )
    .action(async (options: ProposalOptions & ProposeOptions) => {
      const body = { ...sourceIn(options), title: options.title, reason: options.reason };
      const { id } = (await call(options, 'POST', '/register/proposals', body)) as { id: string };
      const whole = (await call(options, 'GET', `/register/proposals/${id}`)) as Whole;
      if (options.json) printJson(whole);
      else print(wholeText(whole, options.control));
      if (whole.faultCount > 0) process.exitCode = exitCodes.faults;
    });

  asOfficer(register.command('proposals'))
    .description('what was proposed, newest first; with an id, one of them and what it changes')
    .argument('[id]')
    .option('--state <state>', 'open, approved, rejected or outdated')
    .addHelpText(
      'after',
      '\nExamples:\n  npx sluis register proposals --state open\n  npx sluis register proposals 1 --json\n\nExit codes: 0 shown · 1 control refused it · 4 control cannot be reached',
    )
    .action(async (id: string | undefined, options: ProposalOptions & { state?: string }) => {
      if (id !== undefined) {
        const whole = (await call(options, 'GET', `/register/proposals/${encodeURIComponent(id)}`)) as Whole;
        return options.json ? printJson(whole) : print(wholeText(whole, options.control));
      }
      const query = options.state === undefined ? '' : `?state=${encodeURIComponent(options.state)}`;
      const all = (await call(options, 'GET', `/register/proposals${query}`)) as readonly Shown[];
      if (options.json) return printJson(all);
      print(all.length === 0 ? 'geen voorstellen' : all.map(lineOf).join('\n'));
    });

  asOfficer(register.command('suspend'))
    .description('let an instrument permit nothing from this moment on; one officer is enough')
    .argument('<instrument>')
    .requiredOption('--reason <reason>', 'why; published with the register, so without a name')
    .addHelpText(
      'after',
      '\nExamples:\n  npx sluis register suspend vtc-2015-9 --reason "under investigation"\n\nExit codes: 0 suspended · 1 control refused it · 4 control cannot be reached',
    )
    .action(async (instrument: string, options: ProposalOptions & { reason: string }) => {
      const { reason } = options;
      const ordered = await call(options, 'POST', '/register/suspensions', { instrument, reason });
      if (options.json) printJson(ordered);
      else print(`${instrument} is suspended; two officers lift it: sluis register propose --lift ${instrument} …`);
    });
}

interface ProposeOptions {
  readonly title: string;
  readonly reason: string;
  readonly toVersion?: string;
  readonly lift?: string;
  readonly upload?: readonly string[];
}

function call(options: ProposalOptions, method: string, path: string, body?: unknown): Promise<unknown> {
  return callControl(options.control, method, path, body, options.as);
}

function sourceIn({ toVersion, lift, upload }: ProposeOptions): object {
  if ([toVersion, lift, upload].filter((each) => each !== undefined).length > 1) {
    throw new CommandFault(exitCodes.usage, 'give one of `--to-version`, `--lift` and `--upload`');
  }
  if (toVersion !== undefined) return { from: 'version', version: Number(toVersion) };
  if (lift !== undefined) return { from: 'lift', instrument: lift };
  if (upload !== undefined) return { from: 'upload', documents: upload.map(documentOf) };
  return { from: 'files' };
}

function documentOf(given: string): { path: string; text: string } {
  const equals = given.indexOf('=');
  const [path, file] = equals < 0 ? [given, given] : [given.slice(0, equals), given.slice(equals + 1)];
  try {
    return { path, text: readFileSync(file, 'utf8') };
  } catch (cause) {
    throw new CommandFault(exitCodes.usage, `couldn't read \`${file}\``, { cause });
  }
}

function lineOf({ id, state, from, title, by, at, version }: Shown): string {
  const became = version === undefined ? '' : `, versie ${version}`;
  return `${id.padStart(4)}  ${stateTexts[state] ?? state}${became}  ${title} (${from}; ${by}, ${at.slice(0, 16)})`;
}

function left({ considered, recorded = considered }: NonNullable<Whole['replay']>): readonly string[] {
  return recorded > considered ? [`  ${recorded - considered} andere konden niet worden nagerekend`] : [];
}

function wholeText(whole: Whole, control: string | undefined): string {
  const { id, faults, promises, diff, replay, state } = whole;
  const regions = (title: string, count: number, all: readonly Region[]): string[] =>
    count === 0
      ? []
      : [
          paint('bold', `${title} (${count})`),
          ...all.flatMap(({ lines, example }) => [
            ...lines.map((text) => `  ${text}`),
            paint('dim', `  ${example.text}`),
          ]),
        ];
  return [
    lineOf(whole),
    ...faults.map(({ place, problem }) => `  ${paint('red', place)}: ${problem}`),
    ...promises.map(({ id: promise, title, holds, change }) => {
      const changed = change === undefined ? '' : ` ${paint('yellow', promiseChanges[change])}`;
      return holds
        ? `  ${paint('green', 'houdt')}${changed} ${title}`
        : `  ${paint('red', 'gebroken')}${changed} ${title} (${promise})`;
    }),
    ...(diff === null
      ? []
      : diff.same
        ? ['  geen verschil: elk verzoek krijgt hetzelfde antwoord']
        : [
            ...regions('NIEUW TOEGELATEN', diff.counts.permitted, diff.newlyPermitted),
            ...regions('NIET MEER TOEGELATEN', diff.counts.refused, diff.newlyRefused),
            ...regions('ANDERS TOEGELATEN', diff.counts.changed, diff.changed),
          ]),
    ...(replay === null
      ? []
      : [
          `  van ${replay.considered} aanvragen van de laatste maand: ${replay.nowPermitted} nu wel, ${replay.nowDenied} nu niet`,
          ...left(replay),
        ]),
    ...(state === 'open' && faults.length === 0
      ? [`een tweede bevoegde beslist erover in de console: ${controlUrl(control)}/console/register/voorstellen/${id}`]
      : []),
  ].join('\n');
}

const promiseChanges = { new: 'nieuwe belofte', changed: 'belofte gewijzigd', removed: 'belofte weg' } as const;

const stateTexts: Readonly<Record<string, string>> = {
  open: 'open',
  approved: 'goedgekeurd',
  rejected: 'afgewezen',
  outdated: 'achterhaald',
};
