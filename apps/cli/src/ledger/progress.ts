/** A counter on standard error: shown once the work has taken a second, on one line where that is a terminal. */
export function counting(what: string): { at(done: number, of?: number): void; end(): void } {
  const began = Date.now();
  let shown = 0;
  return {
    at(done, of) {
      const now = Date.now();
      const tty = process.stderr.isTTY === true;
      if (now - began < 1_000 || now - shown < (tty ? 200 : 5_000)) return;
      shown = now;
      const text = `${what}: ${done}${of === undefined ? '' : ` of ${of}`}`;
      process.stderr.write(tty ? `\r\u001b[K${text}` : `${text}\n`);
    },
    end() {
      if (shown > 0 && process.stderr.isTTY === true) process.stderr.write('\r\u001b[K');
    },
  };
}
