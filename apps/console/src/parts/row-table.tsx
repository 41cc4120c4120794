import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from '../shell/router';
import { useLetterKeys } from '../i18n/letter-keys';
import { rowAfter } from './row-keys';
import { Table, type Column } from './table';

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
  rows,
  ...table
}: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** In a panel whose heading says what the caption says. */
  readonly inside?: boolean;
}): ReactNode {
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
    <Table
      {...table}
      look="row-table"
      body={body}
      rows={rows.map(({ key, to, cells: [first, ...rest], fresh = false }) => ({
        key,
        data: { 'data-fresh': fresh },
        cells: [
          to === undefined ? (
            first
          ) : (
            <Link key="to" className="row-link" to={to} state={{ from: `${location.pathname}${location.search}` }}>
              {first}
            </Link>
          ),
          ...rest,
        ],
      }))}
    />
  );
}

const typing = 'input, textarea, select, [role="listbox"], [role="dialog"], [role="menu"]';
