import type { ReasonCode } from '#contract';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Link,
  type Tracer,
} from '@opentelemetry/api';
import { parseTraceparent } from './trace-context';

/**
 * Spans of the gateway. One for a batch and one for each exchange in it: a child of what the sender sent, linked to the
 * batch. No attribute holds anything from a message: a trace leaves for another system and is kept there.
 */
export interface Tracing {
  /** Whether spans go anywhere; where not, nothing here costs anything. */
  readonly on: boolean;
  /** Runs `work` inside a span for a batch of so many requests; a thrown fault marks the span by its `code` alone. */
  batch<T>(records: number, work: (batch: BatchSpan) => Promise<T>): Promise<T>;
}

export interface BatchSpan {
  /** Records one exchange, after the fact. */
  exchange(exchange: ExchangeSpan): void;
}

export interface ExchangeSpan {
  /** `ce_traceparent` as received; one that is malformed is left out. */
  readonly traceparent: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startMs: number;
  readonly endMs: number;
  readonly effect: 'permit' | 'deny';
  /** The first reason, where there is one. */
  readonly reason: ReasonCode | undefined;
}

const noBatchSpan: BatchSpan = { exchange: () => undefined };

/** What traces into nothing. */
export const noTracing: Tracing = { on: false, batch: (_records, work) => work(noBatchSpan) };

/** Traces through an OpenTelemetry tracer. Nothing global is touched: contexts are passed on by hand. */
export function tracingWith(tracer: Tracer): Tracing {
  return {
    on: true,
    async batch(records, work) {
      const span = tracer.startSpan(
        'batch',
        { kind: SpanKind.CONSUMER, attributes: { 'sluis.records': records } },
        ROOT_CONTEXT,
      );
      const links = [{ context: span.spanContext() }];
      try {
        return await work({ exchange: (exchange) => exchangeSpan(tracer, links, exchange) });
      } catch (fault) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: codeOf(fault) });
        throw fault;
      } finally {
        span.end();
      }
    },
  };
}

function exchangeSpan(tracer: Tracer, links: Link[], exchange: ExchangeSpan): void {
  const attributes = { 'sluis.effect': exchange.effect, 'sluis.reason': exchange.reason ?? 'none' };
  const options = { kind: SpanKind.CONSUMER, startTime: exchange.startMs, links, attributes };
  tracer.startSpan('exchange', options, senderContext(exchange.traceparent)).end(exchange.endMs);
}

function senderContext(traceparent: string | undefined): Context {
  const parent = parseTraceparent(traceparent);
  if (parent === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: parent.traceId,
    spanId: parent.spanId,
    traceFlags: parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  });
}

/** A fault's message may quote what it choked on, its code is ours or Node's. */
function codeOf(fault: unknown): string {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  return typeof code === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(code) ? code : 'fault';
}
