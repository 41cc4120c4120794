import { execFileSync } from 'node:child_process';
import type { Reply } from '#contract';
import { installFromDebian } from './debian';

/**
 * Whether `kcat` is on the PATH, where we may after installing it. Where it is not, says so, unless `CI_KCAT=required`: then it is a fault, so that no
 * pipeline passes by leaving it out.
 */
export function kcatIsThere(what: string): boolean {
  if (answers()) return true;
  installFromDebian('kcat');
  if (answers()) return true;
  const sentence = `\`kcat\` is not on the PATH`;
  if (process.env['CI_KCAT'] === 'required') {
    throw new Error(`couldn't try ${what}: ${sentence}, and CI_KCAT is \`required\`; install the package \`kcat\``);
  }
  process.stderr.write(`left out: ${what}, for ${sentence}\n`);
  return false;
}

function answers(): boolean {
  try {
    execFileSync('kcat', ['-V'], { env: { ...process.env }, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

type Shell = (code: string) => Promise<{ readonly code: number | null; readonly output: string }>;

/**
 * Pastes a block that asks with kcat and then reads reply and deliveries; what it asked is known by the `ce_id` that stands
 * in it. Reading goes on, with the block's own commands, until the reply is there: a paste is quicker than an answer may be.
 */
export async function askWithKcat(
  block: string,
  shell: Shell,
): Promise<{ readonly asked: Awaited<ReturnType<Shell>>; readonly reply: Reply; readonly deliveries: string }> {
  const [, id = ''] = /ce_id=(\S+)/.exec(block) ?? [];
  const [readReplies, readDeliveries] = block.split('\n').filter((line) => / -C /.test(line));
  if (id === '' || readReplies === undefined || readDeliveries === undefined) {
    throw new Error('the block for kcat does not ask under an id, or does not read replies and then deliveries');
  }
  const asked = await shell(block);
  for (const deadline = Date.now() + 60_000; ;) {
    const { output } = await shell(`${readReplies} -f '%h %s\\n'`);
    const line = output.split('\n').find((each) => each.includes(`ce_requestid=${id}`));
    if (line !== undefined) {
      const reply = JSON.parse(line.slice(line.indexOf(' {') + 1)) as Reply;
      return { asked, reply, deliveries: (await shell(`${readDeliveries} -f '%h\\n'`)).output };
    }
    if (asked.code !== 0 || Date.now() > deadline) {
      throw new Error(`no reply to what kcat asked; it ended with ${asked.code}: ${asked.output}\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
