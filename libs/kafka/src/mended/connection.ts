import type Connection from 'kafkajs/src/network/connection';
import errors = require('kafkajs/src/errors');

/** What a response begins with: its size. */
const sizeBytes = 4;

/**
 * Opens a connection once, however many ask for it meanwhile, and begins as if there had been none before. kafkajs opens one for each
 * that asks, so that what is written goes to the one and what ends is the other; and it reads what a broker that came back says as the
 * rest of what it said before it went.
 */
export function connectOnce(connect: Connection['connect']): Connection['connect'] {
  const opening = new WeakMap<Connection, Promise<boolean>>();
  return function connectOnce(this: Connection) {
    const already = opening.get(this);
    if (already !== undefined) return already;
    if (this.isConnected()) return connect.call(this);
    forget(this);
    const opened = connect.call(this).finally(() => opening.delete(this));
    opening.set(this, opened);
    return opened;
  };
}

/**
 * Gives up an authentication whose connection ends, or that takes longer than any other request may. kafkajs waits for ever where the
 * broker was killed meanwhile, and with it whoever waits for that connection.
 */
export function authenticateOrFail(send: Connection['sendAuthRequest']): Connection['sendAuthRequest'] {
  return function authenticate(this: Connection, exchange) {
    const { socket } = this;
    if (socket === undefined) return send.call(this, exchange);
    const giveUp = (): void => {
      if (socket === this.socket) this.authHandlers?.onError();
    };
    const late = new Error('the broker does not answer who it is told we are');
    const timer = setTimeout(() => socket.destroy(late), this.requestTimeout);
    socket.once('close', giveUp);
    return send.call(this, exchange).finally(() => {
      clearTimeout(timer);
      socket.off('close', giveUp);
    });
  };
}

/** What the last connection still has to say is no longer for this one. */
function forget(connection: Connection): void {
  const { socket } = connection;
  if (socket !== undefined) {
    for (const event of ['data', 'end', 'error', 'timeout']) socket.removeAllListeners(event);
    socket.on('error', () => undefined);
    socket.destroy();
  }
  connection.authHandlers = null;
  connection.chunks = [];
  connection.bytesBuffered = 0;
  connection.bytesNeeded = sizeBytes;
}

/**
 * A member whose coordinator is gone asks who took over, as it does where a coordinator says that it is none any more. kafkajs asks the
 * one that is gone again and again, until its retries are used up, and reads nothing meanwhile.
 */
export function lookForCoordinator(heartbeat: Heartbeat): Heartbeat {
  return async function heartbeatOrLook(this: object, options) {
    try {
      await heartbeat.call(this, options);
    } catch (fault) {
      if (!(fault instanceof errors.KafkaJSConnectionError)) throw fault;
      throw new errors.KafkaJSProtocolError(gone);
    }
  };
}

type Heartbeat = (this: object, options: object) => Promise<void>;

/** As a broker says it that has handed the group on. */
const gone = {
  type: 'NOT_COORDINATOR_FOR_GROUP',
  code: 16,
  message: 'the coordinator of the group is gone',
  retriable: true,
};
