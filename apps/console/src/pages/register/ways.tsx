import { wayWords } from '#contract';
import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useFormat } from '../../i18n/format';
import { useLanguage, useWords, words } from '../../i18n/words';
import { Dialog } from '../../parts/dialog';
import { Tag } from '../../parts/tag';
import type { Given, NamedMatrix } from './answers';

const text = words(
  {
    instruments: 'Instrumenten',
    purposes: 'Waarvoor',
    providers: 'Van',
    assumed: 'steunt op een aangenomen feit',
    conditional: 'onder een voorwaarde: gebied, open dossier, toestemming of niet contacteren',
  },
  {
    instruments: 'Instruments',
    purposes: 'What for',
    providers: 'From',
    assumed: 'rests on an assumed fact',
    conditional: 'under a condition: territory, open file, consent or do not contact',
  },
);

/** What lies behind one cell of the matrix. */
export function Ways({
  title,
  path,
  ways,
  names,
  onClose,
}: {
  readonly title: string;
  readonly path: string;
  readonly ways: readonly Given[];
  readonly names: NamedMatrix['names'];
  readonly onClose: () => void;
}): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const language = useLanguage();
  return (
    <Dialog title={title} open onOpen={(open) => !open && onClose()}>
      <p>
        <code>{path}</code>
      </p>
      <div className="ways">
        {ways.map(({ how, instruments, purposes, providers, assumed, conditional }) => (
          <section key={how}>
            <h3>{sentence(wayWords(how, language))}</h3>
            <dl className="facts">
              <div>
                <dt>{t.instruments}</dt>
                {instruments.map((id) => (
                  <dd key={id}>
                    <Link to={`/register/instrumenten/${id}`}>{id}</Link>{' '}
                    <span lang="nl-BE">{names.instruments[id]}</span>
                  </dd>
                ))}
              </div>
              <div>
                <dt>{t.purposes}</dt>
                <dd lang="nl-BE">{format.list(purposes.map((id) => names.purposes[id] ?? id))}</dd>
              </div>
              <div>
                <dt>{t.providers}</dt>
                <dd lang="nl-BE">{format.list(providers.map((id) => names.participants[id] ?? id))}</dd>
              </div>
            </dl>
            {(assumed || conditional) && (
              <p className="buttons">
                {assumed && <Tag tone="warn">{t.assumed}</Tag>}
                {conditional && <span className="quiet">{t.conditional}</span>}
              </p>
            )}
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
