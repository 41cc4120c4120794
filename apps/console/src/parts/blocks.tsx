import type { ReactNode } from 'react';
import type { Block, Stated } from '../api/block';
import { certaintyMark } from '../i18n/certainty';
import { useLanguage } from '../i18n/words';
import { Prose } from './prose';
import { Table } from './table';

/**
 * A text for officers as the register's own words have it: the same pieces that the terminal and the public page are made
 * of. It is Dutch whatever the language of the page, unless control was asked otherwise, and says so to a screen reader.
 */
export function Blocks({
  blocks,
  under = 1,
  lang = 'nl-BE',
}: {
  readonly blocks: readonly Block[];
  /** Level of the heading that they stand under: theirs begin one below. */
  readonly under?: 1 | 2 | 3;
  readonly lang?: string;
}): ReactNode {
  const levels = blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : []));
  const shift = under + 1 - Math.min(...levels, 6);
  return (
    <div className="blocks" lang={lang}>
      {blocks.map((block, at) => (
        <Piece key={at} block={block} shift={shift} />
      ))}
    </div>
  );
}

function Piece({ block, shift }: { readonly block: Block; readonly shift: number }): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${Math.min(6, block.level + shift)}` as 'h2';
      return <Heading {...(block.id !== undefined && { id: block.id })}>{block.text}</Heading>;
    }
    case 'paragraph':
      return (
        <p {...(block.tone !== undefined && { className: block.tone === 'warning' ? 'notice notice-warn' : 'quiet' })}>
          {/* A notice lays its parts beside one another: what is said is one of them. */}
          <span>
            <Said {...block.said} />
          </span>
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item, at) => (
            <li key={at}>
              <Said {...item} />
            </li>
          ))}
        </ul>
      );
    case 'facts':
      return (
        <dl className="facts">
          {block.rows.map(({ label, values }) => (
            <div key={label}>
              <dt>{label}</dt>
              {values.map((value, at) => (
                <dd key={at}>
                  <Said {...value} />
                </dd>
              ))}
            </div>
          ))}
        </dl>
      );
    case 'table':
      return <BlockTable block={block} />;
  }
}

function BlockTable({ block }: { readonly block: Extract<Block, { kind: 'table' }> }): ReactNode {
  const { caption, columns, rows } = block;
  const cell = (said: Stated, at: number): ReactNode =>
    columns[at]?.code === true ? (
      <code>
        <Said {...said} />
      </code>
    ) : (
      <Said {...said} />
    );
  return <Table caption={caption} columns={columns} rows={rows.map((row, key) => ({ key, cells: row.map(cell) }))} />;
}

/** A statement with how sure it is; what is assumed stands out without colour too. */
export function Said({ text, sure }: Stated): ReactNode {
  const language = useLanguage();
  if (sure === undefined || sure === null) return <Prose>{text}</Prose>;
  const assumed = sure === 'assumed';
  return (
    <>
      <Prose>{text}</Prose>{' '}
      <span className={assumed ? 'mark mark-assumed' : 'mark'} lang={language}>
        {certaintyMark(sure, language)}
      </span>
    </>
  );
}
