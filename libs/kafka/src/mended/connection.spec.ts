import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import Connection = require('kafkajs/src/network/connection');
import errors = require('kafkajs/src/errors');
import Encoder = require('kafkajs/src/protocol/encoder');
import makeSocketFactory = require('kafkajs/src/network/socketFactory');
import '.';
import { lookForCoordinator } from './connection';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const logger = { ...silent, namespace: () => silent };
const requestTimeout = 300;

/** A request of which nothing matters but that it is one, and what comes back, as text. */
const question = {
  request: { apiKey: 18, apiVersion: 0, apiName: 'Question', encode: () => Promise.resolve(new Encoder()) },
  response: {
    decode: (payload: Buffer) => Promise.resolve({ text: payload.toString() }),
    parse: (decoded: { text: string }) => Promise.resolve(decoded.text),
  },
};
const authentication = { ...question, request: { encode: () => Promise.resolve(Buffer.from('who I am')) } };

/** A response of the Kafka protocol: its size, the number of its request, and what it says. */
function framed(correlationId: number, text: string): Buffer {
  const frame = Buffer.alloc(8 + text.length);
  frame.writeInt32BE(4 + text.length, 0);
  frame.writeInt32BE(correlationId, 4);
  frame.write(text, 8);
  return frame;
}

describe('a connection to a broker', () => {
  let server: Server;
  let opened: Socket[];
  let connection: Connection;

  /** `onData` is what the broker does with what it hears on its n-th connection. */
  async function broker(onData: (socket: Socket, number: number, data: Buffer) => void): Promise<void> {
    opened = [];
    server = createServer((socket) => {
      const number = opened.push(socket);
      socket.on('error', () => undefined).on('data', (data) => onData(socket, number, data));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const socketFactory = makeSocketFactory();
    connection = new Connection({
      host: '127.0.0.1',
      port,
      logger,
      socketFactory,
      requestTimeout,
      connectionTimeout: 1_000,
    });
  }

  afterEach(async () => {
    for (const socket of opened) socket.destroy();
    await connection.disconnect();
    await new Promise((resolve) => server.close(resolve));
  });

  it('is opened once, however many ask for it at the same time', async () => {
    await broker(() => undefined);
    await Promise.all([connection.connect(), connection.connect(), connection.connect()]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(opened).toHaveLength(1);
  });

  it('gives up an authentication whose broker is killed meanwhile', async () => {
    await broker((socket) => socket.resetAndDestroy());
    await connection.connect();
    await expect(connection.sendAuthRequest(authentication)).rejects.toMatchObject({ name: 'KafkaJSConnectionError' });
  });

  it('gives up an authentication that is never answered', async () => {
    await broker(() => undefined);
    await connection.connect();
    await expect(connection.sendAuthRequest(authentication)).rejects.toMatchObject({ name: 'KafkaJSConnectionError' });
    expect(connection.isConnected()).toBe(false);
  });

  it('understands a broker that comes back after half a response', async () => {
    await broker((socket, number, data) => {
      const whole = framed(data.readInt32BE(8), 'an answer');
      if (number === 1) socket.end(whole.subarray(0, 10));
      else socket.write(whole);
    });
    await connection.connect();
    await expect(connection.send(question)).rejects.toMatchObject({ name: 'KafkaJSConnectionClosedError' });
    await connection.connect();
    await expect(connection.send(question)).resolves.toBe('an answer');
  });

  it('does not end with the one before it', async () => {
    await broker((socket, number, data) => {
      if (number === 2) setTimeout(() => socket.write(framed(data.readInt32BE(8), 'an answer')), 100);
    });
    await connection.connect();
    await connection.disconnect();
    await connection.connect();
    const answer = connection.send(question);
    opened[0]!.end();
    await expect(answer).resolves.toBe('an answer');
  });
});

describe('a heartbeat', () => {
  const told = (fault: Error): Promise<unknown> =>
    lookForCoordinator(() => Promise.reject(fault))
      .call({}, {})
      .catch((thrown: unknown) => thrown);

  it('that no longer reaches its coordinator has the member look for another', async () => {
    const fault = new errors.KafkaJSConnectionError('Connection error: connect ECONNREFUSED');
    expect(await told(fault)).toMatchObject({ type: 'NOT_COORDINATOR_FOR_GROUP' });
  });

  it('that is refused for another reason says which', async () => {
    const fault = Object.assign(new Error('the member is not known'), { type: 'UNKNOWN_MEMBER_ID' });
    expect(await told(fault)).toBe(fault);
  });
});
