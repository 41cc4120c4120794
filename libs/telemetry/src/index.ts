export { startTelemetry, type Telemetry, type TelemetryOptions } from './telemetry';
export { healthServer, type Health, type HealthServer, type HealthServerOptions } from './health-server';
export type { Counter, Gauge, Histogram, Metrics } from './metrics';
export { noTracing, type BatchSpan, type ExchangeSpan, type Tracing } from './tracing';
export { formatTraceparent, parseTraceparent, type TraceContext } from './trace-context';
export { logLevels, type LogLevelName } from './log-levels';
export { endOnUncaught } from './uncaught';
