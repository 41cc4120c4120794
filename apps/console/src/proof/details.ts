import { fromHex, fromText, joined, sha256, toHex, type Bytes } from './bytes';

/** A part of the details that an entry committed to: its content and the salt before it, or only its commitment. */
export type Part = { readonly salt: string; readonly content: string } | { readonly commitment: string };

const tag = fromText('sluis ledger details v1\n');

/**
 * Whether these are the details that an entry committed to: SHA-256 over the commitments of all parts, each over salt and
 * content. A part that is erased, or that is not for this reader, counts by its commitment.
 */
export async function committedTo(entry: string, parts: readonly Part[]): Promise<boolean> {
  const commitments = await Promise.all(parts.map(commitmentOf));
  if (commitments.some((each) => each?.length !== 32)) return false;
  const whole = await sha256(tag, joined(...(commitments as Bytes[])));
  return commitmentIn(entry) === toHex(whole);
}

function commitmentIn(entry: string): unknown {
  return (parsed(entry) as { commitment?: unknown } | null | undefined)?.commitment;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the body of the details says, from the very bytes that were held against the entry; undefined where it is erased or withheld. */
export function bodyOf(parts: readonly Part[]): object | undefined {
  const [body] = parts;
  if (body === undefined || !('content' in body)) return undefined;
  const said = parsed(body.content);
  return typeof said === 'object' && said !== null ? said : undefined;
}

/** Whether an entry is of control's own journal: what an officer did, and no decision of a gateway. */
export function isOfControl(entry: string): boolean {
  return (parsed(entry) as { request?: { topic?: unknown } } | null | undefined)?.request?.topic === 'control';
}

async function commitmentOf(part: Part): Promise<Bytes | undefined> {
  if ('commitment' in part) return fromHex(part.commitment);
  const salt = fromHex(part.salt);
  return salt && sha256(salt, fromText(part.content));
}
