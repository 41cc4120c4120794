/**
 * Mends kafkajs 2.2.4 in two places, at import:
 * - An idle connection re-arms a timer with a negative delay, so that it wakes a thousand times a second: 4 % of a core
 *   for each client, and the gateway holds a producer for every ingress partition. The timer is only needed while
 *   requests are pending.
 * - With `KAFKAJS_DEBUG_PROTOCOL_BUFFERS` set it would write whole protocol frames, payloads included, to the log.
 */
import RequestQueue = require('kafkajs/src/network/requestQueue');

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

delete process.env['KAFKAJS_DEBUG_PROTOCOL_BUFFERS'];
