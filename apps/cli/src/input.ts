import { readFileSync } from 'node:fs';
import { fileReason } from './file-fault';
import { CommandFault, exitCodes } from './outcome';

/** The JSON in a file, or on standard input for `-`. The parser's own message quotes the text, so it is not repeated. */
export function readJson(file: string): unknown {
  const name = file === '-' ? 'standard input' : `\`${file}\``;
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new CommandFault(exitCodes.usage, `couldn't read ${name}: ${fileReason(cause)}`, { cause });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const at = /position (\d+)/.exec((cause as Error).message)?.[1];
    throw new CommandFault(exitCodes.usage, `couldn't read ${name}: not valid JSON${place(text, at)}`);
  }
}

function place(text: string, position: string | undefined): string {
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return `, line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
