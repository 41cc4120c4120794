import { parentPort, workerData } from 'node:worker_threads';
import { openCheck, type PastRecord, type Proposed } from './check';

/** Checks a proposal beside control, which goes on answering: told of past requests, a page at a time, and then of the end. */
const port = parentPort!;
const check = openCheck(workerData as Proposed);

if ('faults' in check) {
  port.postMessage({ faults: check.faults });
} else {
  port.postMessage({ documents: check.documents });
  port.on('message', (records: readonly PastRecord[] | 'end') => {
    if (records === 'end') {
      port.postMessage(check.report());
      port.close();
      return;
    }
    for (const record of records) check.take(record);
    // Who sends them waits for this, so that they don't pile up here.
    port.postMessage('taken');
  });
}
