/**
 * Ends the process on a fault that nobody caught, and tells which and where. Its text stays out: it may quote what a sender
 * wrote (`JSON.parse` does), and Node would print it, with the line of source. Whatever was under way is found again
 * by whoever goes on, so the process need only be gone.
 */
export function endOnUncaught(context: string): void {
  // A rejection that nobody handles comes here too.
  process.on('uncaughtException', (fault: unknown) => {
    try {
      const line = { level: 'fatal', context, message: `leaving on a fault that nobody caught: ${nameOf(fault)}` };
      process.stderr.write(`${JSON.stringify({ ...line, stack: placesOf(fault) })}\n`);
    } finally {
      process.exit(1);
    }
  });
}

/** Places in our code and in libraries, innermost first; none where they can't be told from the text of the fault. */
export function placesOf(fault: unknown): string[] {
  if (!(fault instanceof Error) || typeof fault.stack !== 'string') return [];
  const { stack, message } = fault;
  // The stack begins with a name and the text that the fault had when it was made.
  const [name] = /^[\w$]+(?: \[\w+\])?/.exec(stack) ?? [''];
  const heads = [`${name}: ${message}\n`, ...(message === '' ? [`${name}\n`] : [])];
  const head = heads.find((each) => stack.startsWith(each));
  if (name === '' || head === undefined) return [];
  const places = stack
    .slice(head.length)
    .split('\n')
    .map((line) => line.trim());
  return places.every((place) => place.startsWith('at ')) ? places.slice(0, placesMax) : [];
}

const placesMax = 12;

/** A class's name is ours or a library's; a `name` that is set on the fault itself could be anything. */
function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.constructor.name : typeof fault;
}
