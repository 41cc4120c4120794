import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours where the stream is a terminal and `NO_COLOR` is not set (https://no-color.org). */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  const coloured = stream.isTTY === true && !process.env['NO_COLOR'];
  return coloured ? styleText(style, text, { validateStream: false }) : text;
}

/**
 * A text of somebody else's, safe to look at: what would steer the terminal or turn the reading direction is shown as one
 * visible sign each, so that columns stay. Line ends and tabs stay what they are.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, (sign) => {
    if (sign === '\n' || sign === '\t') return sign;
    const code = sign.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
  });
}

/** Ends quietly where whoever reads our output has seen enough, as `head` does. */
export function endWithReader(): void {
  process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault;
    process.exit();
  });
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, process.stdout.isTTY === true ? 2 : undefined));
}

const quietMs = 1_000;

/** Says what it waits for, on standard error, once that takes longer than a second. */
export async function withProgress<Result>(what: string, work: Promise<Result>): Promise<Result> {
  const started = Date.now();
  let shown = false;
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1_000);
    if (process.stderr.isTTY === true) process.stderr.write(`\r${what} … ${seconds} s`);
    else if (!shown) process.stderr.write(`${what} …\n`);
    shown = true;
  }, quietMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    if (shown && process.stderr.isTTY === true) process.stderr.write('\r\u001b[K');
  }
}

const columnsMin = 40;
const columnsUsual = 80;

/** Width of the terminal; 80 where the output goes elsewhere, so that a file does not depend on who made it. */
export function columns(): number {
  return process.stdout.isTTY === true ? Math.max(columnsMin, process.stdout.columns || columnsUsual) : columnsUsual;
}

/** Makes stand out what a reader must not miss: what is assumed, and warnings. */
export function paintMarks(text: string): string {
  return text
    .replaceAll('[aangenomen]', () => paint('yellow', '[aangenomen]'))
    .replaceAll(/^! .*(?:\n {2}\S.*)*/gm, (warning) => paint('yellow', warning));
}

/** A file's content on standard output, as it is. */
export function printRaw(text: string): void {
  process.stdout.write(text);
}
