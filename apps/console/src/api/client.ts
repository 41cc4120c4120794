import { ApiFault, faultOf } from './fault';

/** Calls control, which is at our own origin. A cookie says who we are; changes show the token of the session too. */

let csrf = '';

/** What the page asks by itself, long after somebody last touched it, must not keep a session alive. */
let touchedAt = Date.now();
const attentionMs = 60_000;
for (const input of ['keydown', 'pointerdown'] as const) {
  addEventListener(input, () => (touchedAt = Date.now()), { capture: true, passive: true });
}

const onLoggedOut = new Set<() => void>();

/** All pages of one browser share its cookie: the session that one of them ended is the others' too. */
const pages = new BroadcastChannel('sluis-session');
pages.addEventListener('message', loggedOut);

function loggedOut(): void {
  for (const callback of onLoggedOut) callback();
}

/** Tells the other pages of this browser that the session is over; what they showed of it goes at once. */
export function tellLoggedOut(): void {
  // A channel is of one origin by itself.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  pages.postMessage('over');
}

/** Told by whoever read the session. */
export function showWithChanges(token: string): void {
  csrf = token;
}

/** Calls back when control says that there is no session (any more). */
export function whenLoggedOut(callback: () => void): () => void {
  onLoggedOut.add(callback);
  return () => onLoggedOut.delete(callback);
}

/** @throws ApiFault where the answer is none of success, or there is none. */
export function read<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return call(path, { ...(signal && { signal }) }).then((answer) => answer.json() as Promise<Answer>);
}

/** A text that is not JSON, such as a checkpoint. @throws ApiFault */
export function readText(path: string, signal?: AbortSignal): Promise<string> {
  return call(path, { ...(signal && { signal }) }).then((answer) => answer.text());
}

export type Change = 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Changes something; the answer is undefined where control has nothing to say. @throws ApiFault */
export async function change<Answer>(method: Change, path: string, body?: unknown): Promise<Answer> {
  const answer = await call(path, {
    method,
    headers: { 'x-csrf-token': csrf, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

async function call(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    const headers = new Headers(init.headers);
    if (Date.now() - touchedAt > attentionMs) headers.set('x-sluis-background', '1');
    answer = await fetch(path, { credentials: 'same-origin', redirect: 'error', ...init, headers });
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new ApiFault(0, 'control does not answer', [], { cause });
  }
  if (answer.ok) return answer;
  if (answer.status === 401) loggedOut();
  throw await faultOf(answer);
}
