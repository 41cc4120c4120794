import type { Command } from 'commander';
import { prove, type Proof } from '#analysis';
import { compileRegister } from '#register';
import { exitCodes } from '../../outcome';
import { fieldNamesOf, requestFile, type FieldNames } from '#explain';
import { regionShown } from './region-shown';
import { protocolsDir, soundFiles } from '../../register-files';
import { paint, print, printJson, withProgress } from '../../terminal';

/** `sluis register prove [dir]`: holds the promises of `invariants/` over the whole register. */
export function proveCommand(register: Command): void {
  register
    .command('prove')
    .description(
      'hold the promises of invariants/ over the whole register: every path, relay, successor, purpose and day',
    )
    .argument('[dir]', 'folder (default: $SLUIS_PROTOCOLS or protocols)')
    .option('--json', 'answer in JSON: each promise, and a request that breaks it as a file for `decide`')
    .addHelpText(
      'after',
      `
Instruments about one person are left out: they permit nothing about anybody else.

Examples:
  npx sluis register prove
  npx sluis register prove /tmp/protocols --json

Exit codes: 0 every promise is kept · 1 one is broken, or the register has faults`,
    )
    .action(async (given: string | undefined, { json }: { json?: boolean }) => {
      const dir = given ?? protocolsDir();
      const { proofs, fieldName } = await withProgress(`proving ${dir}`, proofsOf(dir));
      if (json) printJson(proofs.map(jsonOf));
      else
        print(
          proofs.length === 0
            ? `${dir} heeft geen beloften in \`invariants/\``
            : proofs.flatMap((proof) => linesOf(proof, fieldName)).join('\n'),
        );
      if (proofs.some(({ holds }) => !holds)) process.exitCode = exitCodes.faults;
    });
}

export async function proofsOf(
  dir: string,
): Promise<{ readonly proofs: readonly Proof[]; readonly fieldName: FieldNames }> {
  const { source, invariants = [] } = await soundFiles(dir);
  const register = compileRegister(source, 0);
  return { proofs: prove(register, invariants), fieldName: fieldNamesOf(register) };
}

function linesOf({ invariant, holds, counterexamples }: Proof, fieldName: FieldNames): string[] {
  if (holds) return [`${paint('green', 'houdt')}    ${invariant.title.nl} ${paint('dim', `(${invariant.id})`)}`];
  return [
    `${paint('red', 'gebroken')} ${invariant.title.nl} ${paint('dim', `(${invariant.id})`)}`,
    ...counterexamples.flatMap(({ region, example, reader }) => [
      ...(reader === undefined ? [] : [`  ${reader} leest:`]),
      ...regionShown(region, example, { field: fieldName }),
    ]),
  ];
}

function jsonOf({ invariant, holds, counterexamples }: Proof): unknown {
  return {
    id: invariant.id,
    title: invariant.title,
    holds,
    counterexamples: counterexamples.map(({ region, example, decision, reader }) => ({
      ...(reader !== undefined && { reader }),
      region,
      request: requestFile(example),
      at: example.day,
      demonstration: example.demonstration,
      facts: example.facts,
      effect: decision.effect,
      basis: decision.basis,
      obligations: decision.obligations,
    })),
  };
}
