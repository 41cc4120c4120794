import type { Meter } from '@opentelemetry/api';
import { instruments, type Instrument } from './instruments';

/** The instruments, ready to use: `metrics.decisions.add(1, { effect: 'deny', reason: 'expired' })`. */
export type Metrics = { readonly [K in keyof Instruments]: Recorder<Instruments[K]> };

export interface Counter<Labels> {
  /** Adds `count` decisions under these labels. A value outside its closed list is counted as `other`. */
  add(count: number, labels: Labels): void;
}

export interface Histogram {
  /** Records one value in the instrument's unit. */
  record(value: number): void;
}

export interface Gauge {
  /** Reads the value whenever somebody looks; undefined is not reported. The last reader set wins. */
  observe(read: () => number | undefined): void;
}

type Instruments = typeof instruments;
type Recorder<I extends Instrument> = I extends { kind: 'counter'; labels: infer L }
  ? Counter<LabelsOf<L>>
  : I extends { kind: 'histogram' }
    ? Histogram
    : Gauge;
type LabelsOf<L> = { readonly [K in keyof L]: L[K] extends readonly (infer V)[] ? V : never };

/** Creates every instrument of the table on a meter. */
export function metricsOn(meter: Meter): Metrics {
  const entries = Object.entries(instruments).map(([key, instrument]) => [key, recorder(meter, instrument)]);
  // Object.fromEntries forgets which key has which recorder; the table and `recorder` agree by construction.
  return Object.fromEntries(entries) as Metrics;
}

function recorder(meter: Meter, instrument: Instrument): Counter<Record<string, string>> | Histogram | Gauge {
  switch (instrument.kind) {
    case 'counter':
      return counter(meter, instrument);
    case 'histogram':
      return meter.createHistogram(instrument.name, {
        ...described(instrument),
        advice: { explicitBucketBoundaries: [...instrument.buckets] },
      });
    case 'gauge':
      return gauge(meter, instrument);
  }
}

/**
 * A counter is on the path of every request, so it adds in a map and is read when somebody looks: the SDK's own
 * counter sorts and serialises the labels at each call.
 */
function counter(meter: Meter, instrument: Instrument & { kind: 'counter' }): Counter<Record<string, string>> {
  const labels = Object.entries(instrument.labels).map(([name, values]) => [name, new Set(values)] as const);
  const counts = new Map<string, { readonly attributes: Record<string, string>; count: number }>();
  meter.createObservableCounter(instrument.name, described(instrument)).addCallback((result) => {
    for (const { attributes, count } of counts.values()) result.observe(count, attributes);
  });
  return {
    add(count, given) {
      let key = '';
      for (const [name, allowed] of labels) key += `${closed(allowed, given[name])} `;
      const known = counts.get(key);
      if (known !== undefined) {
        known.count += count;
        return;
      }
      const attributes = Object.fromEntries(labels.map(([name, allowed]) => [name, closed(allowed, given[name])]));
      counts.set(key, { attributes, count });
    },
  };
}

function gauge(meter: Meter, instrument: Instrument): Gauge {
  let read: () => number | undefined = () => undefined;
  meter.createObservableGauge(instrument.name, described(instrument)).addCallback((result) => {
    const value = read();
    if (value !== undefined) result.observe(value);
  });
  return {
    observe(reader) {
      read = reader;
    },
  };
}

/** INVARIANT(closed-labels). */
function closed(allowed: ReadonlySet<string>, value: string | undefined): string {
  return value !== undefined && allowed.has(value) ? value : 'other';
}

function described(instrument: Instrument): { description: string; unit: string } {
  return { description: instrument.help, unit: instrument.unit };
}
