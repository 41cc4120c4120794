/**
 * Mends kafkajs 2.2.4 at import:
 * - An idle connection re-arms a timer with a negative delay, so that it wakes a thousand times a second: 4 % of a core
 *   for each client, and the gateway holds a producer for every ingress partition. The timer is only needed while
 *   requests are pending.
 * - A read-committed consumer is handed records of aborted transactions; see `aborted.ts`.
 * - A record with many headers stops the process for minutes; see `headers.ts`.
 * - Writing records costs more than judging what is in them; see `produce-request.ts`.
 * - A transaction asks five times where its coordinators are; see `coordinators.ts`.
 * - Who may not use a group is told that brokers are away; see `refusals.ts`.
 * - A broker that is killed at the wrong moment leaves clients waiting for ever; see `connection.ts`.
 * - With `KAFKAJS_DEBUG_PROTOCOL_BUFFERS` set it would write whole protocol frames, payloads included, to the log.
 */
import Broker = require('kafkajs/src/broker');
import Cluster = require('kafkajs/src/cluster');
import BrokerPool = require('kafkajs/src/cluster/brokerPool');
import ConsumerGroup = require('kafkajs/src/consumer/consumerGroup');
import Connection = require('kafkajs/src/network/connection');
import RequestQueue = require('kafkajs/src/network/requestQueue');
import Decoder = require('kafkajs/src/protocol/decoder');
import Encoder = require('kafkajs/src/protocol/encoder');
import requests = require('kafkajs/src/protocol/requests');
import { hideAborted } from './aborted';
import { authenticateOrFail, connectOnce, lookForCoordinator } from './connection';
import { rememberCoordinators } from './coordinators';
import { selfFolding } from './headers';
import { produceRequest } from './produce-request';
import { tellRefusals } from './refusals';

const pendingCheckMs = 10;
/** Before it, messages were written without batches. */
const firstRecordBatchVersion = 3;

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

const readVarIntArrayAsIs = Decoder.prototype.readVarIntArray;

/** Headers of records are the one thing that is read so. */
Decoder.prototype.readVarIntArray = function readVarIntArray(read) {
  return selfFolding(readVarIntArrayAsIs.call(this, read));
};

const produceAsIs = requests.requests.Produce.protocol;

requests.requests.Produce.protocol = (version) => {
  const make = produceAsIs(version);
  return (produced) => {
    const { request, response } = make(produced);
    const encode = (): Promise<Encoder> =>
      version.version < firstRecordBatchVersion
        ? request.encode()
        : Promise.resolve(produceRequest(produced, Date.now()) ?? request.encode());
    return { request: { ...request, encode }, response };
  };
};

/** Growing takes memory as it is: what is sent ends where writing ended. */
Encoder.prototype.ensureAvailable = function ensureAvailable(length: number): void {
  const wanted = this.offset + length;
  if (wanted <= this.buf.length) return;
  const grown = Buffer.allocUnsafe(Encoder.nextPowerOfTwo(wanted));
  this.buf.copy(grown, 0, 0, this.offset);
  this.buf = grown;
};

BrokerPool.prototype.withBroker = tellRefusals(BrokerPool.prototype.withBroker);

Cluster.prototype.findGroupCoordinatorMetadata = rememberCoordinators(Cluster.prototype.findGroupCoordinatorMetadata);

Connection.prototype.connect = connectOnce(Connection.prototype.connect);
Connection.prototype.sendAuthRequest = authenticateOrFail(Connection.prototype.sendAuthRequest);
ConsumerGroup.prototype.heartbeat = lookForCoordinator(ConsumerGroup.prototype.heartbeat);

delete process.env['KAFKAJS_DEBUG_PROTOCOL_BUFFERS'];
