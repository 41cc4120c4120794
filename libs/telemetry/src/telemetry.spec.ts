import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { healthServer } from './health-server';
import { instruments } from './instruments';
import { startTelemetry, type Telemetry } from './telemetry';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';
const exchange = { startMs: 1_000, endMs: 1_002, effect: 'deny', reason: 'expired' } as const;

describe('metrics', () => {
  let telemetry: Telemetry;
  beforeEach(() => {
    telemetry = startTelemetry({ service: 'sluis-test', env: {} });
  });
  afterEach(() => telemetry.stop());

  it('are served over HTTP with the names of the table', async () => {
    telemetry.metrics.decisions.add(2, { effect: 'permit', reason: 'none' });
    telemetry.metrics.decisions.add(1, { effect: 'deny', reason: 'expired' });
    telemetry.metrics.decisions.add(1, { effect: 'deny', reason: 'expired' });
    telemetry.metrics.batchRecords.record(3);
    telemetry.metrics.transactionSeconds.record(0.004);
    for (const name of [
      'ingressLag',
      'oldestUnreadSeconds',
      'registerAgeSeconds',
      'factsAgeSeconds',
      'seenIds',
      'inFlightBytes',
    ] as const) {
      telemetry.metrics[name].observe(() => 7);
    }
    const up = () => ({ up: true, reasons: [] });
    const server = await healthServer({ port: 0, live: up, ready: up, metrics: () => telemetry.metricsText() });
    const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
    await server.stop();
    for (const { name } of Object.values(instruments)) expect(text).toContain(`# HELP ${name} `);
    expect(text).toContain('sluis_decisions_total{effect="permit",reason="none"} 2\n');
    expect(text).toContain('sluis_decisions_total{effect="deny",reason="expired"} 2\n');
    expect(text).toContain('sluis_batch_records_bucket{le="5"} 1\n');
    expect(text).toContain('sluis_transaction_seconds_bucket{le="0.002"} 0\n');
    expect(text).toContain('sluis_register_age_seconds 7\n');
  });

  it('count a label value outside its closed list as `other`', async () => {
    const invented = { effect: 'permit', reason: 'canary-85073099797' } as unknown as {
      effect: 'permit';
      reason: 'none';
    };
    telemetry.metrics.decisions.add(1, invented);
    const text = await telemetry.metricsText();
    expect(text).toContain('sluis_decisions_total{effect="permit",reason="other"} 1\n');
    expect(text).not.toContain('canary');
  });

  it('leave a gauge out that has nothing to say', async () => {
    telemetry.metrics.registerAgeSeconds.observe(() => undefined);
    expect(await telemetry.metricsText()).not.toMatch(/^sluis_register_age_seconds/m);
  });

  it('have traces off without an endpoint', async () => {
    expect(telemetry.tracing.on).toBe(false);
    expect(
      await telemetry.tracing.batch(1, async (batch) => batch.exchange({ ...exchange, traceparent: undefined })),
    ).toBeUndefined();
  });
});

describe('OTLP', () => {
  it('carries a span under the sender’s trace, linked to its batch, and the metrics, and nothing of a message', async () => {
    const received = new Map<string, Buffer>();
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.set(request.url ?? '', Buffer.concat(chunks));
        response.writeHead(200).end();
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address() as AddressInfo;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/` };
    const telemetry = startTelemetry({ service: 'sluis-test', env });

    telemetry.metrics.decisions.add(1, { effect: 'deny', reason: 'expired' });
    await telemetry.tracing.batch(2, async (batch) => {
      batch.exchange({ ...exchange, traceparent: `00-${traceId}-${spanId}-01` });
      batch.exchange({ ...exchange, traceparent: 'canary in a traceparent' });
    });
    const fault = Object.assign(new Error('canary in a fault'), { code: 'producer-fenced' });
    await expect(telemetry.tracing.batch(1, () => Promise.reject(fault))).rejects.toBe(fault);
    await telemetry.stop();
    receiver.close();

    const traces = received.get('/v1/traces') ?? Buffer.alloc(0);
    expect(traces.includes(Buffer.from(traceId, 'hex'))).toBe(true);
    expect(traces.includes(Buffer.from(spanId, 'hex'))).toBe(true);
    for (const text of ['sluis-test', 'batch', 'exchange', 'expired', 'producer-fenced'])
      expect(traces.includes(text)).toBe(true);
    expect(traces.includes('canary')).toBe(false);
    expect(received.get('/v1/metrics')?.includes('sluis_decisions_total')).toBe(true);
  });

  it('stops where the collector takes what it is sent and never answers', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const telemetry = startTelemetry({
      service: 'sluis-test',
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` },
    });
    await telemetry.tracing.batch(1, async () => undefined);
    await telemetry.stop();
    silent.closeAllConnections();
    silent.close();
  });
});
