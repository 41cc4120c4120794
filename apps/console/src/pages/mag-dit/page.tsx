import { useDeferredValue, type ReactNode } from 'react';
import { useSearchParams } from '../../shell/router';
import { useRead } from '../../api/query';
import { useWords } from '../../i18n/words';
import { Copy } from '../../parts/copy';
import { Button } from '../../parts/button';
import { PageHead } from '../../parts/page-head';
import { Shown } from '../../parts/states';
import { Verdict } from './verdict';
import type { Vocabulary } from './answers';
import { Fields } from './fields';
import { Parties } from './parties';
import { composedOf, searchOf, type Composed } from './request';
import { text } from './text';
import './page.css';

/** "May this?": a request picked from the register, in the address, and the decision beside it. */
export default function Page(): ReactNode {
  const t = useWords(text);
  const [search, setSearch] = useSearchParams();
  const vocabulary = useRead<Vocabulary>('/register/vocabulary', { staleMs: 60_000 });
  const composed = composedOf(search);
  const asked = useDeferredValue(searchOf(composed).toString());
  const change = (changed: Partial<Composed>): void =>
    setSearch((before) => searchOf({ ...composedOf(before), ...changed }), { replace: true });
  return (
    <>
      <PageHead title={t.title} lead={t.lead}>
        {search.size > 0 && (
          <>
            <Button onPress={() => setSearch(() => new URLSearchParams(), { replace: true })}>{t.clear}</Button>
            <Copy of={location.href}>{t.share}</Copy>
          </>
        )}
      </PageHead>
      <Shown of={vocabulary} lines={10}>
        {(names) => (
          <div className="may">
            <section className="panel stack" aria-labelledby="aanvraag">
              <h2 id="aanvraag">{t.request}</h2>
              <Parties composed={composed} names={names} change={change} />
              <Fields composed={composed} names={names} change={change} />
            </section>
            <section className="may-answer stack" aria-labelledby="antwoord">
              <h2 id="antwoord" className="unseen">
                {t.answer}
              </h2>
              <Verdict composed={composedOf(new URLSearchParams(asked))} names={names} change={change} />
            </section>
          </div>
        )}
      </Shown>
    </>
  );
}
