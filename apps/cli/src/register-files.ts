import { ProtocolsUnreadable, readProtocols } from '#protocols';
import { compileRegister, parseRegister, type CompiledRegister, type Parsed } from '#register';
import { CommandFault, exitCodes } from './outcome';

/** Folder of the register's files. */
export function protocolsDir(): string {
  return process.env['SLUIS_PROTOCOLS'] ?? 'protocols';
}

/** The files and what was read from them. */
export async function parseFiles(dir: string): Promise<Parsed & { readonly files: ReadonlyMap<string, string> }> {
  try {
    const files = await readProtocols(dir);
    return { files, ...parseRegister(files) };
  } catch (fault) {
    if (fault instanceof ProtocolsUnreadable) throw new CommandFault(exitCodes.faults, fault.message, { cause: fault });
    throw fault;
  }
}

/** The register compiled from its files, for commands that need no installation. Its version is 0: not published. */
export async function registerFromFiles(dir: string): Promise<CompiledRegister> {
  const { source, faults } = await parseFiles(dir);
  if (source === undefined) {
    throw new CommandFault(
      exitCodes.faults,
      `\`${dir}\` has ${faults.length} faults; \`npx sluis register check\` shows them`,
    );
  }
  return compileRegister(source, 0);
}
