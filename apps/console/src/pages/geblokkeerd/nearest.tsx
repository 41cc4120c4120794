import { wayWords } from '#contract';
import { Fragment, useState, type ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useFormat } from '../../i18n/format';
import { useLanguage, useWords } from '../../i18n/words';
import { Button } from '../../parts/button';
import { Icon } from '../../parts/icon';
import { Table } from '../../parts/table';
import { caseText } from './case-text';
import type { Explanation, NearestRow } from './explanation';

/** What was asked beside what the nearest permission permits, field by field; where they differ stands first. */
export function Nearest({
  of: nearest,
  aboutPersons,
}: {
  readonly of: Explanation['nearest'];
  readonly aboutPersons: boolean;
}): ReactNode {
  const t = useWords(caseText);
  if (nearest === null) {
    return (
      <section className="panel" aria-labelledby="dichtst">
        <h2 id="dichtst">{t.nearest}</h2>
        <p>{aboutPersons ? t.nearestPerson : t.nearestNone}</p>
      </section>
    );
  }
  return (
    <section className="panel stack" aria-labelledby="dichtst">
      <div>
        <h2 id="dichtst">{t.nearest}</h2>
        <p>
          <Link to={`/register/instrumenten/${nearest.instrument}`}>{nearest.title}</Link>{' '}
          <span className="quiet">({nearest.instrument})</span>
        </p>
      </div>
      {nearest.differences.length > 0 && (
        <div>
          <h3>{t.differences}</h3>
          <ul className="differences">
            {nearest.differences.map((difference) => (
              <li key={difference}>{difference}</li>
            ))}
          </ul>
        </div>
      )}
      {nearest.rows.length > 0 && <Comparison title={nearest.title} rows={nearest.rows} />}
    </section>
  );
}

function Comparison({ title, rows }: { readonly title: string; readonly rows: readonly NearestRow[] }): ReactNode {
  const t = useWords(caseText);
  const format = useFormat();
  const [whole, setWhole] = useState(false);
  const language = useLanguage();
  const unasked = rows.filter((row) => !row.asked).length;
  const shown = rows
    .filter((row) => whole || row.asked)
    .toSorted((a, b) => Number(isDifference(b)) - Number(isDifference(a)));
  return (
    <>
      <Table
        caption={t.nearestCaption(title)}
        look="comparison"
        columns={[{ head: t.field }, { head: t.wasAsked }, { head: t.isPermitted }]}
        rows={shown.map((row) => ({
          key: row.field,
          data: { 'data-difference': isDifference(row) },
          cells: [
            <Fragment key="field">
              {row.name}
              <code className="below">{row.field}</code>
            </Fragment>,
            row.asked ? (
              <Mark key="asked" good>
                {t.yes}
              </Mark>
            ) : (
              <span key="asked" className="quiet">
                {t.notAsked}
              </span>
            ),
            row.permitted ? (
              <Mark key="permitted" good>
                {row.duty === null || row.duty === 'keep' ? t.yes : capital(wayWords(row.duty, language))}
              </Mark>
            ) : (
              <Mark key="permitted">{t.no}</Mark>
            ),
          ],
        }))}
      />
      {unasked > 0 && (
        <div>
          <Button small aria-expanded={whole} onPress={() => setWhole(!whole)}>
            {whole ? t.hideUnasked : t.showUnasked(format.number(unasked))}
          </Button>
        </div>
      )}
    </>
  );
}

function isDifference({ asked, permitted }: NearestRow): boolean {
  return asked && !permitted;
}

function Mark({ good = false, children }: { readonly good?: boolean; readonly children: ReactNode }): ReactNode {
  return (
    <span className={good ? 'mark-yes' : 'mark-no'}>
      <Icon name={good ? 'check' : 'cross'} size={16} />
      {children}
    </span>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
