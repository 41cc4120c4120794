import { useEffect, useId, useRef, type KeyboardEvent as ReactKeyboardEvent, type ReactNode } from 'react';
import { Link } from 'react-router';

export interface Column {
  readonly head: string;
  readonly kind?: 'number' | 'nowrap';
}

export interface Row {
  readonly key: string;
  /** Where the row leads. */
  readonly to: string;
  /** The first names the row and is its link. */
  readonly cells: readonly ReactNode[];
  /** Just came or changed. */
  readonly fresh?: boolean;
}

/**
 * A table whose rows lead somewhere. Every row is one link; the arrow keys, `j` and `k`, Home and End go from row to row,
 * and from anywhere on the page `j` or the arrow down enters the table.
 */
export function RowTable({
  caption,
  columns,
  rows,
}: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}): ReactNode {
  const captionId = useId();
  const body = useRef<HTMLTableSectionElement>(null);

  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== 'j' || document.activeElement?.closest('input, textarea, [role="listbox"], [role="dialog"]'))
        return;
      if (body.current?.contains(document.activeElement)) return;
      body.current?.querySelector<HTMLElement>('a.row-link')?.focus();
      event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);

  const move = (event: ReactKeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...(body.current?.querySelectorAll<HTMLElement>('a.row-link') ?? [])];
    const to = target(event.key, links.indexOf(document.activeElement as HTMLElement), links.length);
    if (to === undefined) return;
    event.preventDefault();
    links[to]?.focus();
  };

  return (
    <div className="table-scroll" role="region" aria-labelledby={captionId} tabIndex={0}>
      <table className="table row-table">
        <caption id={captionId}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, kind }) => (
              <th key={head} scope="col" className={kind}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {rows.map(({ key, to, cells: [first, ...rest], fresh = false }) => (
            <tr key={key} data-fresh={fresh}>
              <th scope="row">
                <Link className="row-link" to={to} state={{ from: `${location.pathname}${location.search}` }}>
                  {first}
                </Link>
              </th>
              {rest.map((cell, at) => (
                <td key={at} className={columns[at + 1]?.kind}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Where a key leads from row `at` of `count`; undefined where it leads nowhere. */
export function target(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
