import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processor time that `run` takes at its best of several tries, in milliseconds. What neighbours on a busy machine do
 * counts for little, so two of these can be compared; never hold one against a fixed number.
 */
export function processorMs(run: () => unknown, tries = 5): number {
  const times = Array.from({ length: tries }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

/** Processor seconds of a process and its children, those that ended too. Linux counts a hundredth of a second. */
export function processorSeconds(pid: number): number {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    let stat: string[];
    try {
      stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
    } catch {
      continue; // It ended meanwhile.
    }
    if (name === String(pid)) ticks += Number(stat[11]) + Number(stat[12]) + Number(stat[13]) + Number(stat[14]);
    else if (stat[1] === String(pid)) ticks += Number(stat[11]) + Number(stat[12]);
  }
  return ticks / 100;
}
