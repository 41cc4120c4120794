import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours where the stream is a terminal and `NO_COLOR` is not set (https://no-color.org). */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  const coloured = stream.isTTY === true && !process.env['NO_COLOR'];
  return coloured ? styleText(style, text, { validateStream: false }) : text;
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
