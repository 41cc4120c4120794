/** The kafkajs internals that are mended; see `index.ts`. */
declare module 'kafkajs/src/network/requestQueue' {
  class RequestQueue {
    pending: unknown[];
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
  export = RequestQueue;
}

/** What a consumer hears from one fetch; only what `aborted.ts` looks at. */
declare module 'kafkajs/src/broker' {
  interface FetchedMessage {
    readonly offset: string;
    readonly key: Buffer | null;
    isControlRecord: boolean;
    readonly batchContext: {
      readonly producerId: string;
      readonly inTransaction: boolean;
      readonly isControlBatch: boolean;
    };
  }
  interface FetchedPartition {
    readonly messages: readonly FetchedMessage[];
    abortedTransactions: readonly { readonly firstOffset: string; readonly producerId: string }[] | null;
  }
  interface FetchResponse {
    readonly responses: readonly { readonly partitions: readonly FetchedPartition[] }[];
  }
  interface ProduceRequest {
    readonly topicData: readonly {
      readonly partitions: readonly { messages: readonly { readonly key: Buffer | null; readonly value: Buffer }[] }[];
    }[];
  }
  class Broker {
    produce(request: ProduceRequest): Promise<unknown>;
    fetch(options: object): Promise<FetchResponse>;
  }
  export = Broker;
}

/** What every request is written with. */
declare module 'kafkajs/src/protocol/encoder' {
  class Encoder {
    static nextPowerOfTwo(value: number): number;
    constructor(initialSize?: number);
    buf: Buffer;
    offset: number;
    readonly buffer: Buffer;
    ensureAvailable(length: number): void;
    writeInt8(value: number): this;
    writeInt16(value: number): this;
    writeInt32(value: number): this;
    writeInt64(value: unknown): this;
    writeString(value: string | null): this;
  }
  export = Encoder;
}

declare module 'kafkajs/src/protocol/decoder' {
  interface Header {
    readonly key: string;
    readonly value: Buffer | null;
  }
  class Decoder {
    constructor(bytes: Buffer);
    readVarIntArray(read: (decoder: Decoder) => Header): readonly Header[];
  }
  export = Decoder;
}

declare module 'kafkajs/src/protocol/requests' {
  import Encoder = require('kafkajs/src/protocol/encoder');
  namespace protocol {
    interface ProducedMessage {
      readonly key?: Buffer | string | null | undefined;
      readonly value: Buffer | string | null;
      readonly headers?: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>> | undefined;
      readonly timestamp?: string | null;
    }
    interface ProduceArguments {
      readonly acks: number;
      readonly timeout: number;
      readonly transactionalId?: string | null | undefined;
      readonly producerId: unknown;
      readonly producerEpoch: number;
      readonly compression?: number;
      readonly topicData: readonly {
        readonly topic: string;
        readonly partitions: readonly {
          readonly partition: number | string;
          readonly firstSequence: number;
          readonly messages: readonly ProducedMessage[];
        }[];
      }[];
    }
    interface ProduceProtocol {
      readonly request: { encode(): Promise<Encoder> };
      readonly response: object;
    }
    const requests: {
      readonly Produce: {
        protocol: (version: { readonly version: number }) => (produced: ProduceArguments) => ProduceProtocol;
      };
    };
  }
  export = protocol;
}

/** Asks the brokers one after the other; null where none answered. */
declare module 'kafkajs/src/cluster/brokerPool' {
  class BrokerPool {
    withBroker(ask: (one: object) => Promise<unknown>): Promise<unknown>;
  }
  export = BrokerPool;
}

declare module 'kafkajs/src/cluster' {
  interface CoordinatorQuery {
    readonly groupId: string;
    readonly coordinatorType: number;
  }
  class Cluster {
    findGroupCoordinatorMetadata(query: CoordinatorQuery): Promise<object>;
  }
  export = Cluster;
}

/** As they are, to hold ours against. */
declare module 'kafkajs/src/protocol/requests/produce/v7/request' {
  import type { ProduceArguments, ProduceProtocol } from 'kafkajs/src/protocol/requests';
  const request: (produced: ProduceArguments) => ProduceProtocol['request'];
  export = request;
}

declare module 'kafkajs/src/protocol/recordBatch/crc32C' {
  const crc32C: (bytes: Buffer) => number;
  export = crc32C;
}

declare module 'kafkajs/src/protocol/recordBatch/record/v0/decoder' {
  import Decoder = require('kafkajs/src/protocol/decoder');
  const decode: (
    decoder: Decoder,
    batch: { readonly firstOffset: string; readonly firstTimestamp: string },
  ) => { readonly headers: Record<string, Buffer | null | (Buffer | null)[]> };
  export = decode;
}

declare module 'kafkajs/src/network/connection' {
  import type { Socket } from 'node:net';
  class Connection {
    constructor(options: object);
    readonly broker: string;
    readonly requestTimeout: number;
    socket: Socket | undefined;
    chunks: Buffer[];
    bytesBuffered: number;
    bytesNeeded: number;
    authHandlers: { onError(): void } | null;
    isConnected(): boolean;
    connect(): Promise<boolean>;
    disconnect(): Promise<boolean>;
    sendAuthRequest(exchange: object): Promise<unknown>;
    send(exchange: object): Promise<unknown>;
  }
  export = Connection;
}

declare module 'kafkajs/src/network/socketFactory' {
  const makeSocketFactory: () => (options: object) => import('node:net').Socket;
  export = makeSocketFactory;
}

declare module 'kafkajs/src/consumer/consumerGroup' {
  class ConsumerGroup {
    heartbeat(options: object): Promise<void>;
  }
  export = ConsumerGroup;
}

declare module 'kafkajs/src/errors' {
  namespace errors {
    class KafkaJSConnectionError extends Error {
      constructor(message: string, options?: { readonly broker?: string });
    }
    class KafkaJSProtocolError extends Error {
      constructor(fault: {
        readonly type: string;
        readonly code: number;
        readonly message: string;
        readonly retriable: boolean;
      });
    }
  }
  export = errors;
}
