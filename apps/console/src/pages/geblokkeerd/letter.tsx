import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words';
import { Copy } from '../../parts/copy';
import { caseText } from './case-text';
import type { Explanation } from './explanation';

/** A text that can be sent as it is: it holds no value and nobody's name. */
export function Letter({ of: { to, subject, body } }: { readonly of: Explanation['letter'] }): ReactNode {
  const t = useWords(caseText);
  return (
    <section className="panel stack" aria-labelledby="brief">
      <h2 id="brief">{t.letter}</h2>
      <dl className="facts">
        {to !== null && (
          <div>
            <dt>{t.letterTo}</dt>
            <dd>{to}</dd>
          </div>
        )}
        <div>
          <dt>{t.letterSubject}</dt>
          <dd lang="nl-BE">{subject}</dd>
        </div>
      </dl>
      <div className="letter" lang="nl-BE">
        {body}
      </div>
      <div className="buttons">
        <Copy of={`${subject}\n\n${body}`}>{t.copy}</Copy>
        <a
          className="button button-quiet"
          href={`mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`}
        >
          {t.mail}
        </a>
      </div>
    </section>
  );
}
