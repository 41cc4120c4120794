import { useId, type ReactNode } from 'react';
import type { Block, Stated } from '../api/block';
import { certaintyMark } from '../i18n/certainty';
import { useLanguage } from '../i18n/words';
import { Prose } from './prose';

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
          <Said {...block.said} />
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
  const caption = useId();
  return (
    <div className="table-scroll" role="region" aria-labelledby={caption} tabIndex={0}>
      <table className="table">
        <caption id={caption}>{block.caption}</caption>
        <thead>
          <tr>
            {block.columns.map(({ head }) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, n) => {
                const said = <Said {...cell} />;
                const content = block.columns[n]?.code === true ? <code>{said}</code> : said;
                return n === 0 ? (
                  <th key={n} scope="row">
                    {content}
                  </th>
                ) : (
                  <td key={n}>{content}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
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
