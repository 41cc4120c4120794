import type { Command } from 'commander';
import { diff, show, showValue, type Example, type Region, type RegisterDiff, type ValueExample } from '#analysis';
import type { CompiledRegister } from '#register';
import { CommandFault, exitCodes } from '../../outcome';
import { exampleLine, fieldNamesOf, requestFile } from '#explain';
import { regionShown } from './region-shown';
import { registerAt } from '../../revision';
import { paint, print, printJson, withProgress } from '../../terminal';

const kinds = [
  { kind: 'permitted', title: 'NIEUW TOEGELATEN', style: 'green' },
  { kind: 'refused', title: 'NIET MEER TOEGELATEN', style: 'red' },
  { kind: 'changed', title: 'ANDERS TOEGELATEN', style: 'yellow' },
] as const;

/** `sluis register diff <a> <b>`: what is newly permitted and newly refused, exactly. */
export function diffCommand(register: Command): void {
  register
    .command('diff')
    .description('what is newly permitted and newly refused from one register to another, exactly')
    .argument('<before>', 'folder, or a Git revision such as HEAD~1')
    .argument('<after>', 'folder, or a Git revision')
    .option('--most <count>', 'regions of each kind to show (default: 20)', '20')
    .option('--json', 'answer in JSON: every region, with an example of each as a file for `decide`')
    .addHelpText(
      'after',
      `
Facts about persons count as the same on both sides; instruments about one person are left out.

Examples:
  npx sluis register diff HEAD~1 protocols
  npx sluis register diff protocols /tmp/protocols --json

Exit codes, as of diff(1): 0 every request is decided alike · 1 some are not · 2 a register could not be read`,
    )
    .action(async (before: string, after: string, { most, json }: { most: string; json?: boolean }) => {
      const limit = Number(most);
      if (!Number.isInteger(limit) || limit < 1) throw new CommandFault(exitCodes.usage, `\`${most}\` is no count`);
      const registers = await withProgress('comparing', both(before, after));
      const found = diff(...registers);
      if (json) printJson(jsonOf(found, ...registers));
      else print(textOf(found, limit, ...registers));
      if (!found.isEmpty) process.exitCode = exitCodes.faults;
    });
}

async function both(before: string, after: string): Promise<[CompiledRegister, CompiledRegister]> {
  const read = (place: string) =>
    registerAt(place).catch((fault: unknown) => {
      // `1` says that something differs, so a register that can't be read needs another code.
      if (fault instanceof CommandFault) throw new CommandFault(exitCodes.usage, fault.message, { cause: fault });
      throw fault;
    });
  return [await read(before), await read(after)];
}

export function textOf(found: RegisterDiff, limit: number, before: CompiledRegister, after: CompiledRegister): string {
  if (found.isEmpty) return `${paint('green', 'geen verschil')}: elk verzoek krijgt hetzelfde antwoord`;
  const shown = { permitted: [] as Region[], refused: [] as Region[], changed: [] as Region[] };
  const counts = { permitted: 0, refused: 0, changed: 0 };
  for (const region of found.regions()) {
    counts[region.kind]++;
    if (shown[region.kind].length < limit) shown[region.kind].push(region);
  }
  const fieldName = fieldNamesOf(after, before);
  const lines: string[] = [];
  for (const { kind, title, style } of kinds) {
    if (counts[kind] === 0) continue;
    lines.push(paint(['bold', style], `${title} (${counts[kind]})`));
    for (const region of shown[kind]) {
      lines.push(...regionShown(region, show(region, before, after).example, { field: fieldName }));
    }
    const more = counts[kind] - shown[kind].length;
    if (more > 0) lines.push(`  … en nog ${more}; \`--most ${counts[kind]}\` of \`--json\` toont ze`);
  }
  for (const changed of found.catalogue) {
    const { name, change, added = [], removed = [] } = changed;
    const shown = showValue(changed, before, after);
    const what = change === 'type' ? 'aanvaardt andere waarden' : 'heeft andere grenzen, dus andere geleverde waarden';
    const values = [
      ...(added.length > 0 ? [`nieuw: ${added.join(', ')}`] : []),
      ...(removed.length > 0 ? [`niet meer: ${removed.join(', ')}`] : []),
    ];
    lines.push(paint('yellow', [`${name} ${what}`, ...values].join('; ')));
    if (shown !== undefined)
      lines.push(paint('dim', `    ${exampleLine(shown.example)}, met \`${shown.value}\`: ${takenText(shown)}`));
  }
  return lines.join('\n');
}

function takenText({ taken, decision }: ValueExample): string {
  const there = decision.effect === 'permit' ? 'toegelaten' : 'geweigerd';
  return taken === 'after' ? `vroeger \`invalid-value\`, nu ${there}` : `vroeger ${there}, nu \`invalid-value\``;
}

/** An example as a file for `decide`, with what else the answer rests on. */
function askedOf(example: Example): object {
  const { day, demonstration, facts } = example;
  return { request: requestFile(example), at: day, demonstration, facts };
}

export function jsonOf(found: RegisterDiff, before: CompiledRegister, after: CompiledRegister): unknown {
  return {
    same: found.isEmpty,
    regions: [...found.regions()].map((region) => {
      const shown = show(region, before, after);
      return {
        ...region,
        example: { ...askedOf(shown.example), before: shown.before.effect, after: shown.after.effect },
      };
    }),
    catalogue: found.catalogue.map((change) => {
      const shown = showValue(change, before, after);
      if (shown === undefined) return change;
      const { effect } = shown.decision;
      const [was, is] = shown.taken === 'after' ? ['deny', effect] : [effect, 'deny'];
      return { ...change, example: { ...askedOf(shown.example), before: was, after: is } };
    }),
  };
}
