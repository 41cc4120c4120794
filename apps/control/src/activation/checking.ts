import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StoredDocument } from '#postgres';
import type { FileProblem, Proposed, Report } from './check';
import type { PastMonth } from './past-requests';

/** What checking a proposal came to. Faults are an expected outcome. */
export type Checked =
  | { readonly kind: 'faults'; readonly faults: readonly FileProblem[] }
  | { readonly kind: 'sound'; readonly documents: readonly StoredDocument[]; readonly report: Report };

const memoryMiBMax = 1_024;

/**
 * Checks a proposal in a thread of its own, with a bound on its time and memory. Where time
 * runs out, the recorded requests that were taken until then count.
 */
export async function checkApart(
  proposed: Proposed,
  past: () => Promise<PastMonth>,
  limits: { readonly pagesMs: number; readonly allMs: number },
): Promise<Checked> {
  const began = Date.now();
  const worker = new Worker(join(__dirname, 'check-worker.js'), {
    workerData: proposed,
    resourceLimits: { maxOldGenerationSizeMb: memoryMiBMax },
  });
  const signal = AbortSignal.timeout(limits.allMs);
  const answer = async (): Promise<unknown> => ((await once(worker, 'message', { signal })) as [unknown])[0];
  try {
    const read = (await answer()) as
      { readonly faults: readonly FileProblem[] } | { readonly documents: readonly StoredDocument[] };
    if ('faults' in read) return { kind: 'faults', faults: read.faults };
    const { requests, pages } = await past();
    let left = requests;
    for await (const page of pages) {
      for (const { count } of page) left -= count;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of ours, not a window
      worker.postMessage(page);
      await answer();
      if (Date.now() - began > limits.pagesMs) break;
    }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage({ left });
    return { kind: 'sound', documents: read.documents, report: (await answer()) as Report };
  } finally {
    await worker.terminate();
  }
}
