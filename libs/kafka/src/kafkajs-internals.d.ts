/** The kafkajs internals that are mended; see `hardening.ts`. */
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
    buf: Buffer;
    offset: number;
    ensureAvailable(length: number): void;
    writeUVarInt(value: number): this;
    writeVarInt(value: number): this;
    writeVarIntString(value: string | null): this;
    writeVarIntBytes(value: Buffer | string | null): this;
  }
  export = Encoder;
}
