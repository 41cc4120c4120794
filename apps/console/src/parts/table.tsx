import { useId, type ReactNode, type Ref } from 'react';

export interface Column {
  readonly head: string;
  readonly kind?: 'number' | 'nowrap' | undefined;
}

interface Row {
  readonly key: string | number;
  /** The first names the row. */
  readonly cells: readonly ReactNode[];
  /** What a style or a test knows the row by. */
  readonly data?: Readonly<Record<`data-${string}`, boolean>>;
}

interface Props {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Further classes of the table. */
  readonly look?: string;
  /** In a panel whose heading says what the caption says. */
  readonly inside?: boolean;
  readonly body?: Ref<HTMLTableSectionElement>;
}

/** A table that scrolls by itself where the screen is too narrow, named by its caption or by a heading above it. */
export function Table({
  columns,
  rows,
  look,
  inside = false,
  body,
  ...name
}: Props & ({ readonly caption: string } | { readonly headingId: string })): ReactNode {
  const captionId = useId();
  const nameId = 'headingId' in name ? name.headingId : captionId;
  return (
    <div
      className={inside ? 'table-scroll table-inside' : 'table-scroll'}
      // Inside a panel the rows are reached by their links; elsewhere the frame is the landmark of the table.
      {...(!inside && { role: 'region', tabIndex: 0, 'aria-labelledby': nameId })}
    >
      <table className={look === undefined ? 'table' : `table ${look}`}>
        {'caption' in name && <caption id={captionId}>{name.caption}</caption>}
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
          {rows.map(({ key, cells: [first, ...rest], data }) => (
            <tr key={key} {...data}>
              <th scope="row" className={columns[0]?.kind}>
                {first}
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
