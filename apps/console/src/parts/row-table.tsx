import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Link } from '../shell/router';
import { useLetterKeys } from '../i18n/letter-keys';
import { rowAfter } from './row-keys';

export interface Column {
  readonly head: string;
  readonly kind?: 'number' | 'nowrap';
}

export interface Row {
  readonly key: string;
  /** Where the row leads, where it does. */
  readonly to?: string;
  /** The first names the row and is its link. */
  readonly cells: readonly ReactNode[];
  /** Just came or changed. */
  readonly fresh?: boolean;
}

/**
 * A table whose rows lead somewhere. Every row is one link; the arrow keys, `j` and `k`, Home and End go from row to row,
 * and from anywhere on the page `j` enters the table.
 */
export function RowTable({
  caption,
  columns,
  rows,
  inside = false,
}: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** In a panel whose heading says what the caption says. */
  readonly inside?: boolean;
}): ReactNode {
  const captionId = useId();
  const [letterKeys] = useLetterKeys();
  const body = useRef<HTMLTableSectionElement>(null);

  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const focused = document.activeElement as HTMLElement | null;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const links = [...(body.current?.querySelectorAll<HTMLElement>('a.row-link') ?? [])];
      const at = focused === null ? -1 : links.indexOf(focused);
      // Outside the table only `j` is ours, and not where somebody types or chooses.
      if (at < 0 && (!letterKeys || event.key !== 'j' || focused?.closest(typing))) return;
      const to = rowAfter(event.key, at, links.length);
      if (to === undefined) return;
      event.preventDefault();
      links[to]?.focus();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [letterKeys]);

  return (
    <div
      className={inside ? 'table-scroll table-inside' : 'table-scroll'}
      // The rows are reached by their links; the frame itself only where it is the landmark of the table.
      {...(!inside && { role: 'region', tabIndex: 0, 'aria-labelledby': captionId })}
    >
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
        <tbody ref={body}>
          {rows.map(({ key, to, cells: [first, ...rest], fresh = false }) => (
            <tr key={key} data-fresh={fresh}>
              <th scope="row">
                {to === undefined ? (
                  first
                ) : (
                  <Link className="row-link" to={to} state={{ from: `${location.pathname}${location.search}` }}>
                    {first}
                  </Link>
                )}
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

const typing = 'input, textarea, select, [role="listbox"], [role="dialog"], [role="menu"]';
