import { instruments, type Instrument } from './instruments';

/** `docs/metrics.md`, from the table. A test keeps the file equal to this. */
export function metricsPage(): string {
  const rows = Object.values<Instrument>(instruments).map(
    (instrument) =>
      `| \`${instrument.name}\` | ${instrument.kind} | \`${instrument.unit}\` | ${labels(instrument)} | ${instrument.help} |`,
  );
  return `# Metrics of the gateway

Generated from \`libs/telemetry/src/instruments.ts\`; \`npm run generate\` writes it anew.

Served as Prometheus text on \`http://<host>:<SLUIS_HEALTH_PORT>/metrics\`, and sent by OTLP (protobuf over HTTP) when
\`OTEL_EXPORTER_OTLP_ENDPOINT\` is set. Label values are closed lists: what is not in them counts as \`other\`. A gauge
that has nothing to say yet is left out rather than shown as 0.

| metric | kind | unit | labels | meaning |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

Histograms have these upper bounds: ${bounds()}.
`;
}

function labels(instrument: Instrument): string {
  if (instrument.kind !== 'counter') return '';
  return Object.entries(instrument.labels)
    .map(([name, values]) =>
      values.length > 4 ? `\`${name}\` (\`none\` or a [reason code](reasons.md))` : `\`${name}\` (${quoted(values)})`,
    )
    .join(', ');
}

function bounds(): string {
  return Object.values<Instrument>(instruments)
    .flatMap((instrument) =>
      instrument.kind === 'histogram' ? [`\`${instrument.name}\` ${instrument.buckets.join(', ')}`] : [],
    )
    .join('; ');
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(', ');
}
