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
