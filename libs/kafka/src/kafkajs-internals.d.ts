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
  class Broker {
    fetch(options: object): Promise<FetchResponse>;
  }
  export = Broker;
}
