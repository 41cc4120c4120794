import { clockAt, type LegalDate } from '#contract';
import { ProtocolsUnreadable, readProtocols } from '#protocols';
import {
  compileRegister,
  dateHint,
  isCalendarDate,
  parseRegister,
  shownName,
  type CompiledRegister,
  type Parsed,
  type RegisterSource,
} from '#register';
import { CommandFault, exitCodes } from './outcome';

/** Folder of the register's files. */
export function protocolsDir(): string {
  return process.env['SLUIS_PROTOCOLS'] ?? 'protocols';
}

/** The files and what was read from them. */
export async function parseFiles(dir: string): Promise<Parsed & { readonly files: ReadonlyMap<string, string> }> {
  try {
    const files = await readProtocols(dir);
    const parsed = parseRegister(files);
    // One without a single act permits nothing: more likely the wrong folder than a register.
    if (parsed.source?.instruments.length === 0)
      throw new CommandFault(
        exitCodes.usage,
        `\`${shownName(dir)}\` holds no register: ${files.size === 0 ? 'no file at all' : 'no instrument'}; one stands in \`instruments/<id>.yaml\``,
      );
    return { files, ...parsed };
  } catch (fault) {
    if (fault instanceof ProtocolsUnreadable) throw new CommandFault(exitCodes.usage, fault.message, { cause: fault });
    throw fault;
  }
}

/** A register without faults, as its files say it, and where each value stands in them. */
export async function soundFiles(dir: string): Promise<
  Pick<Parsed, 'locate' | 'invariants'> & {
    readonly source: RegisterSource;
    readonly files: ReadonlyMap<string, string>;
  }
> {
  const { source, faults, ...rest } = await parseFiles(dir);
  if (source === undefined) {
    const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
    throw new CommandFault(exitCodes.faults, `\`${dir}\` has ${count}; \`npx sluis register check\` shows them`);
  }
  return { source, ...rest };
}

/** The register compiled from its files, for commands that need no installation. Its version is 0: not published. */
export async function registerFromFiles(dir: string): Promise<CompiledRegister> {
  return compileRegister((await soundFiles(dir)).source, 0);
}

/** A day as given with `--at`, else today in Brussels. */
export function dayOf(at: string | undefined): LegalDate {
  return at === undefined ? clockAt(Date.now()).today : checkedDay(at);
}

function checkedDay(date: string): LegalDate {
  if (isCalendarDate(date)) return date;
  throw new CommandFault(exitCodes.usage, `\`${date}\` is no calendar date; ${dateHint(date)}`);
}
