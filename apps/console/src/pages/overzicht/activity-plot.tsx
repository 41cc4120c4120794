import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import type { Interval } from './overview';
import { labelEvery, ticks } from './plot';
import { overviewText } from './text';

const height = 232;
const edge = { top: 12, right: 4, bottom: 26, left: 44 };

/** Permits and denials over time, stacked. Its numbers are in the table below it, so the drawing itself is one picture. */
export function ActivityPlot({
  series,
  summary,
}: {
  readonly series: readonly Interval[];
  readonly summary: string;
}): ReactNode {
  const t = useWords(overviewText);
  const format = useFormat();
  const [frame, width] = useWidth();
  const hatch = useId();
  const hours = isByHour(series);
  const marks = ticks(Math.max(0, ...series.map(({ permits, denials }) => permits + denials)));
  const top = marks.at(-1)!;
  const inner = { width: Math.max(0, width - edge.left - edge.right), height: height - edge.top - edge.bottom };
  const step = inner.width / Math.max(1, series.length);
  const bar = Math.max(1, Math.min(56, step * 0.72));
  const y = (value: number): number => edge.top + inner.height * (1 - value / top);
  const every = labelEvery(series.length, inner.width, hours ? 52 : 84);

  return (
    <div className="plot" ref={frame}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={summary}>
          <defs>
            <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect className="plot-deny" width="6" height="6" />
              <rect className="plot-hatch" width="1.5" height="6" />
            </pattern>
          </defs>
          {marks.map((mark) => (
            <g key={mark}>
              <line className="plot-line" x1={edge.left} x2={width - edge.right} y1={y(mark)} y2={y(mark)} />
              <text className="plot-text" x={edge.left - 8} y={y(mark) + 4} textAnchor="end">
                {format.number(mark)}
              </text>
            </g>
          ))}
          {series.map(({ from, permits, denials }, at) => {
            const middle = edge.left + step * (at + 0.5);
            const x = middle - bar / 2;
            const label = format.interval(from, hours);
            return (
              <g key={from}>
                <title>{`${label}: ${format.number(permits)} ${t.permitted.toLowerCase()}, ${format.number(denials)} ${t.denied.toLowerCase()}`}</title>
                <rect
                  className="plot-touch"
                  x={edge.left + step * at}
                  y={edge.top}
                  width={step}
                  height={inner.height}
                />
                {permits > 0 && (
                  <rect className="plot-permit" x={x} y={y(permits)} width={bar} height={y(0) - y(permits)} />
                )}
                {denials > 0 && (
                  <rect
                    fill={`url(#${hatch})`}
                    x={x}
                    y={y(permits + denials)}
                    width={bar}
                    height={Math.max(1.5, y(permits) - y(permits + denials) - (permits > 0 ? 1.5 : 0))}
                  />
                )}
                {at % every === 0 && (
                  <text className="plot-text" x={middle} y={height - 8} textAnchor="middle">
                    {label}
                  </text>
                )}
              </g>
            );
          })}
          <line className="plot-axis" x1={edge.left} x2={width - edge.right} y1={y(0)} y2={y(0)} />
        </svg>
      )}
    </div>
  );
}

/** Hours where the intervals are shorter than a day. */
export function isByHour(series: readonly Interval[]): boolean {
  const [first, second] = series;
  if (first === undefined || second === undefined) return false;
  return Date.parse(second.from) - Date.parse(first.from) < 82_800_000;
}

/** The width of an element, kept as it changes. */
function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, width];
}
