/**
 * Mends kafkajs 2.2.4 in three places at import, and makes it write faster (see `encoding.ts`):
 * - An idle connection re-arms a timer with a negative delay, so that it wakes a thousand times a second: 4 % of a core
 *   for each client, and the gateway holds a producer for every ingress partition. The timer is only needed while
 *   requests are pending.
 * - A read-committed consumer is handed records of aborted transactions; see `aborted.ts`.
 * - With `KAFKAJS_DEBUG_PROTOCOL_BUFFERS` set it would write whole protocol frames, payloads included, to the log.
 */
import Broker = require('kafkajs/src/broker');
import RequestQueue = require('kafkajs/src/network/requestQueue');
import { hideAborted } from './aborted';
import './encoding';

const pendingCheckMs = 10;

RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests(): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  const throttledMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttledMs > 0 ? throttledMs : pendingCheckMs,
  );
};

const fetchAsIs = Broker.prototype.fetch;

Broker.prototype.fetch = async function fetch(options): ReturnType<typeof fetchAsIs> {
  const response = await fetchAsIs.call(this, options);
  for (const { partitions } of response.responses) for (const partition of partitions) hideAborted(partition);
  return response;
};

delete process.env['KAFKAJS_DEBUG_PROTOCOL_BUFFERS'];
