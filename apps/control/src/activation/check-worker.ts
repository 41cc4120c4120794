import { parentPort, workerData } from 'node:worker_threads';
import { openCheck, type Proposed } from './check';
import type { PastRequests } from './past-requests';

/** Checks a proposal beside control, which goes on answering: told of past requests, a page at a time, and then how many are left. */
const port = parentPort!;
const check = openCheck(workerData as Proposed);

if ('faults' in check) {
  port.postMessage({ faults: check.faults });
} else {
  port.postMessage({ documents: check.documents });
  port.on('message', (page: readonly PastRequests[] | { readonly left: number }) => {
    if ('left' in page) {
      port.postMessage(check.report(page.left));
      port.close();
      return;
    }
    for (const requests of page) check.take(requests);
    // Who sends them waits for this, so that they don't pile up here.
    port.postMessage('taken');
  });
}
