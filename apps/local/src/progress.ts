/** What a start tells while it works: a line for people, or a JSON object a line for programs. */
export interface Progress {
  /** Says that something begins; the answer says that it is done, or what it came to. */
  begin(step: string, what: string): (result?: string) => void;
  say(step: string, text: string): void;
}

export function progressTo(write: (line: string) => void, json: boolean): Progress {
  const started = Date.now();
  const line = (step: string, state: string, text: string, seconds?: string) => {
    if (json) {
      write(JSON.stringify({ step, state, text, ...(seconds === undefined ? {} : { seconds: Number(seconds) }) }));
    } else {
      const at = `${((Date.now() - started) / 1_000).toFixed(1).padStart(6)} s  `;
      write(`${at}${text}${seconds === undefined ? '' : ` (${seconds} s)`}`);
    }
  };
  return {
    begin(step, what) {
      const from = Date.now();
      line(step, 'started', `${what} …`);
      const still = setInterval(() => line(step, 'running', `${what}, still …`), 10_000);
      return (result) => {
        clearInterval(still);
        line(step, 'done', result ?? `${what}: done`, ((Date.now() - from) / 1_000).toFixed(1));
      };
    },
    say: (step, text) => line(step, 'info', text),
  };
}
