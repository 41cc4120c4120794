import { ways, waySign, wayWords } from '#contract';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useRead } from '../../api/query';
import { useLanguage, useWords, words } from '../../i18n/words';
import { useVocabulary } from '../../names/vocabulary';
import { asked } from '../../parts/filters';
import { useFilters } from '../../parts/use-filters';
import { Check, Choice } from '../../parts/fields';
import { Empty, Shown } from '../../parts/states';
import type { Given, MatrixField, NamedMatrix } from './answers';
import { RegisterFrame, useDay } from './frame';
import { matrixRows, neighbour, signOf } from './matrix-rows';
import { Ways } from './ways';

const text = words(
  {
    recipient: 'Aan wie',
    provider: 'Van wie',
    purpose: 'Waarvoor',
    everyone: 'Iedereen',
    anything: 'Alles',
    every: 'Ook velden die niemand krijgt',
    field: 'Veld',
    captionRecipient:
      'Per veld en ontvanger: hoe het vertrekt. Open een cel voor de instrumenten erachter; pijltjes gaan van cel naar cel.',
    captionPurpose:
      'Per veld en doel: hoe het vertrekt. Open een cel voor de instrumenten erachter; pijltjes gaan van cel naar cel.',
    nothing: 'Niemand krijgt hier iets van',
    nothingWhy: 'Kies een andere dag of ruimer.',
    legend: 'Tekens',
    assumed: 'rand met streepjes: steunt op een aangenomen feit',
    cell: (field: string, column: string, how: string) => `${field}, ${column}: ${how}`,
  },
  {
    recipient: 'To whom',
    provider: 'From whom',
    purpose: 'What for',
    everyone: 'Everyone',
    anything: 'Anything',
    every: 'Fields that nobody gets too',
    field: 'Field',
    captionRecipient:
      'By field and recipient: how it leaves. Open a cell for the instruments behind it; arrows go from cell to cell.',
    captionPurpose:
      'By field and purpose: how it leaves. Open a cell for the instruments behind it; arrows go from cell to cell.',
    nothing: 'Nobody gets anything of this',
    nothingWhy: 'Choose another day or wider.',
    legend: 'Signs',
    assumed: 'dashed edge: rests on an assumed fact',
    cell: (field: string, column: string, how: string) => `${field}, ${column}: ${how}`,
  },
);

/** Who gets which field on the day, as a table. */
export default function Page(): ReactNode {
  const t = useWords(text);
  const [at] = useDay();
  const vocabulary = useVocabulary();
  const [filters, setFilters] = useFilters(['recipient', 'provider', 'purpose', 'alle']);
  const { recipient = '', provider = '', purpose = '' } = filters;
  const matrix = useRead<NamedMatrix>(asked('/register/matrix', { at, recipient, provider, purpose }), { keep: true });
  const participants = vocabulary?.participants ?? [];
  return (
    <RegisterFrame part="matrix">
      <div className="filters" data-key-filter>
        <Choice
          label={t.recipient}
          none={t.everyone}
          value={recipient}
          onChange={(id) => setFilters({ recipient: id })}
          options={participants}
        />
        <Choice
          label={t.provider}
          none={t.everyone}
          value={provider}
          onChange={(id) => setFilters({ provider: id })}
          options={participants}
        />
        <Choice
          label={t.purpose}
          none={t.anything}
          value={purpose}
          onChange={(id) => setFilters({ purpose: id })}
          options={vocabulary?.purposes ?? []}
        />
        <Check
          label={t.every}
          checked={filters.alle === '1'}
          onChange={(all) => setFilters({ alle: all ? '1' : '' })}
        />
      </div>
      <Legend />
      <Shown of={matrix} lines={16}>
        {(shown) =>
          shown.columns.length === 0 ? (
            <Empty title={t.nothing} icon="info">
              {t.nothingWhy}
            </Empty>
          ) : (
            <MatrixTable matrix={shown} all={filters.alle === '1'} />
          )
        }
      </Shown>
    </RegisterFrame>
  );
}

function Legend(): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  return (
    <ul className="matrix-legend" aria-label={t.legend}>
      {ways.map((how) => (
        <li key={how}>
          <span className={`matrix-cell matrix-cell-${how}`} aria-hidden="true">
            {waySign(how)}
          </span>
          {wayWords(how, language)}
        </li>
      ))}
      <li>{t.assumed}</li>
    </ul>
  );
}

interface Opened {
  readonly field: MatrixField;
  readonly column: string;
  readonly ways: readonly Given[];
}

function MatrixTable({ matrix, all }: { readonly matrix: NamedMatrix; readonly all: boolean }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  const body = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState({ row: -1, column: -1 });
  const [opened, setOpened] = useState<Opened>();
  const groups = matrixRows(matrix, all);
  const rows = groups.flatMap(({ fields }) => fields);
  const filled = rows.map(({ cells }) => cells.map((ways) => ways.length > 0));
  // One stop for the tab key; the arrows go on from there.
  const firstRow = filled.findIndex((row) => row.includes(true));
  const stop = filled[at.row]?.[at.column] === true ? at : { row: firstRow, column: filled[firstRow]?.indexOf(true) };

  const move = (event: KeyboardEvent<HTMLElement>, row: number, column: number): void => {
    const to = neighbour(filled, { row, column }, event.key);
    if (to === undefined) return;
    event.preventDefault();
    body.current?.querySelector<HTMLElement>(`[data-place="${to.row} ${to.column}"]`)?.focus();
  };

  const places = new Map(rows.map(({ path }, at) => [path, at]));
  return (
    <div className="matrix-scroll">
      <table className="matrix" ref={body}>
        <caption>{matrix.by === 'recipient' ? t.captionRecipient : t.captionPurpose}</caption>
        <thead>
          <tr>
            <th scope="col">{t.field}</th>
            {matrix.columns.map(({ id, title }) => (
              <th key={id} scope="col" title={title}>
                <span className="matrix-head">{title}</span>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ path, title, fields }) => (
          <tbody key={path}>
            <tr className="matrix-group">
              <th scope="rowgroup" colSpan={matrix.columns.length + 1}>
                <span>{title}</span>
              </th>
            </tr>
            {fields.map((field) => {
              const here = places.get(field.path) ?? -1;
              return (
                <tr key={field.path}>
                  <th scope="row" lang="nl-BE">
                    {field.title}
                    <code>{field.path}</code>
                  </th>
                  {field.cells.map((ways, column) => {
                    const sign = signOf(ways);
                    const { id, title: to } = matrix.columns[column]!;
                    if (sign === undefined) return <td key={id}>·</td>;
                    const how = ways.map((way) => wayWords(way.how, language)).join('; ');
                    return (
                      <td key={id}>
                        <button
                          type="button"
                          className={`matrix-cell matrix-cell-${sign.how}${sign.assumed ? ' matrix-cell-assumed' : ''}`}
                          data-place={`${here} ${column}`}
                          tabIndex={stop.row === here && stop.column === column ? 0 : -1}
                          aria-label={t.cell(field.title, to, how)}
                          onFocus={() => setAt({ row: here, column })}
                          onKeyDown={(event) => move(event, here, column)}
                          onClick={() => setOpened({ field, column: to, ways })}
                        >
                          {waySign(sign.how)}
                        </button>
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
      {opened !== undefined && (
        <Ways
          title={`${opened.field.title} → ${opened.column}`}
          path={opened.field.path}
          ways={opened.ways}
          names={matrix.names}
          onClose={() => setOpened(undefined)}
        />
      )}
    </div>
  );
}
