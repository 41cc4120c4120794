import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type IMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { metricsOn, type Metrics } from './metrics';
import { noTracing, tracingWith, type Tracing } from './tracing';

/** What one process tells about itself. */
export interface Telemetry {
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** All metrics in Prometheus' text format 0.0.4, for `healthServer`. */
  metricsText(): Promise<string>;
  /** Sends what is left, waits for it at most 5 s, and stops. Never throws: a lost metric stops nobody. */
  stop(): Promise<void>;
}

export interface TelemetryOptions {
  /** `service.name`: `sluis-gateway`. */
  readonly service: string;
  /** `OTEL_EXPORTER_OTLP_ENDPOINT` turns traces and OTLP metrics on: `http://collector:4318`, protobuf over HTTP. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Between two OTLP metric exports. */
  readonly exportIntervalMs?: number;
}

const exportTimeoutMs = 4_000;
const stopTimeoutMs = 5_000;

/** Starts metrics, always, and traces where there is somewhere to send them. Registers nothing global. */
export function startTelemetry({ service, env, exportIntervalMs = 15_000 }: TelemetryOptions): Telemetry {
  const resource = resourceFromAttributes({ 'service.name': service });
  const endpoint = env['OTEL_EXPORTER_OTLP_ENDPOINT']?.replace(/\/+$/, '') ?? '';

  const prometheus = new PrometheusExporter({ preventServerStart: true });
  const readers: IMetricReader[] = [prometheus];
  const stops: (() => Promise<void>)[] = [];
  let tracing = noTracing;
  if (endpoint !== '') {
    const exporter = new OTLPMetricExporter({ url: `${endpoint}/v1/metrics`, timeoutMillis: exportTimeoutMs });
    readers.push(new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: exportIntervalMs }));
    const spans = new BatchSpanProcessor(
      new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: exportTimeoutMs }),
    );
    const tracers = new BasicTracerProvider({ resource, spanProcessors: [spans] });
    tracing = tracingWith(tracers.getTracer('sluis'));
    stops.push(() => tracers.shutdown());
  }
  const meters = new MeterProvider({ resource, readers });
  stops.push(() => meters.shutdown());

  const serializer = new PrometheusSerializer('', false, undefined, true, true);
  return {
    metrics: metricsOn(meters.getMeter('sluis')),
    tracing,
    metricsText: async () => serializer.serialize((await prometheus.collect()).resourceMetrics),
    async stop() {
      const timeout = new AbortController();
      const late = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, stopTimeoutMs);
        timeout.signal.addEventListener('abort', () => clearTimeout(timer));
      });
      await Promise.race([Promise.allSettled(stops.map((stop) => stop())), late]);
      timeout.abort();
    },
  };
}
