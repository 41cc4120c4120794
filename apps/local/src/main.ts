import { resolve } from 'node:path';
import { LocalFault } from './fault';
import { installation } from './installation';
import { progressTo } from './progress';
import { settingsFrom } from './settings';

/** `npm start` after installing and compiling: starts everything, and stays until it is told to stop. */
async function main(): Promise<number> {
  const json = process.argv.includes('--json');
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  // dist/apps/local/src/ lies four folders below the repository.
  const root = resolve(__dirname, '../../../..');
  try {
    const settings = await settingsFrom(process.env, root);
    const progress = progressTo(write, json);
    const local = installation(settings, progress);
    const asked = stopAsked(local.force);
    try {
      const outcome = await Promise.race([local.start().then(() => 'up' as const), local.broken, asked]);
      if (outcome === 'up') {
        write(json ? JSON.stringify({ step: 'ready', state: 'done', home: settings.home }) : local.summary());
        await Promise.race([local.broken, asked]);
      }
      const done = progress.begin('stop', 'stopping');
      await local.stop();
      done('stopped');
      return 0;
    } catch (fault) {
      await local.stop();
      throw fault;
    }
  } catch (fault) {
    return tell(fault, json);
  }
}

/** One sentence for what we know, the whole stack for what we don't. */
function tell(fault: unknown, json: boolean): number {
  const error = fault instanceof Error ? fault : new Error(String(fault));
  const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
  const code = full ? 'disk-full' : error instanceof LocalFault ? error.code : 'fault';
  const message = full ? 'the disk is full; free some space and start again' : error.message;
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
  process.stderr.write(`${code === 'fault' ? error.stack : message}\n`);
  return 1;
}

const sameKeyMs = 1_000;

/**
 * Resolves at the first signal; a second one forces. One press of Ctrl-C arrives more than once (from the terminal, and
 * handed on by npm), so what follows within a second is the same press.
 */
function stopAsked(force: () => void): Promise<'stop'> {
  let first: number | undefined;
  return new Promise((resolve_) => {
    const ask = () => {
      first ??= Date.now();
      if (Date.now() - first < sameKeyMs) return resolve_('stop');
      force();
      process.exit(130);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
    // Whoever started us was killed without a word: nobody is left to press Ctrl-C.
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve_('stop'), 1_000).unref();
  });
}

void main().then((code) => process.exit(code));
