/** A block that a reader is to paste, and what it is said to print. */
export interface CodeBlock {
  readonly code: string;
  readonly text: string | undefined;
}

/** The `sh` blocks of a Markdown text, or those of another kind, each with the `text` block that follows before any other. */
export function codeBlocks(markdown: string, wanted = 'sh'): CodeBlock[] {
  const fences = [...markdown.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)].map(([, kind, body]) => ({
    kind,
    body: (body ?? '').trimEnd(),
  }));
  return fences.flatMap(({ kind, body }, index) => {
    if (kind !== wanted) return [];
    const next = fences[index + 1];
    return [{ code: body, text: next?.kind === 'text' ? next.body : undefined }];
  });
}

/**
 * The lines of `expected` that `output` lacks. A line stands for one that contains it, in the same order; `…` stands for
 * anything inside the line, and runs of spaces are alike.
 */
export function missing(expected: string, output: string): string[] {
  const lines = output.split('\n').map(spaces);
  let from = 0;
  return expected.split('\n').filter((line) => {
    const parts = spaces(line).split('…');
    const found = lines.findIndex((candidate, index) => index >= from && inOrder(parts, candidate));
    if (found < 0) return true;
    from = found;
    return false;
  });
}

function inOrder(parts: readonly string[], line: string): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = line.indexOf(part.trim(), from);
    from = at + part.trim().length;
    return at >= 0;
  });
}

function spaces(line: string): string {
  return line.replaceAll(/\s+/g, ' ').trim();
}
