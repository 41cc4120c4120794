import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from './router';
import { useWords } from '../i18n/words';
import { Icon } from '../parts/icon';
import { LanguageSwitch } from './choices';
import { Brand } from './header';
import { shellText } from './text';

/** For whoever has no session, or no longer: the way in, and back to the page that was asked for. */
export function LoggedOut({ ended }: { readonly ended: boolean }): ReactNode {
  const t = useWords(shellText);
  const { pathname, search } = useLocation();
  const here = `/console${pathname === '/' ? '/' : pathname}${search}`;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${t.loginTitle} · ${t.product}`;
    if (ended) title.current?.focus();
  }, [ended, t]);
  return (
    <>
      <header className="header">
        <div className="header-start">
          <Brand link={false} />
        </div>
        <div className="header-end">
          <LanguageSwitch />
        </div>
      </header>
      <main className="login">
        <h1 ref={title} tabIndex={-1}>
          {ended ? t.ended : t.loginTitle}
        </h1>
        <p>{ended ? t.endedWhy : t.loginWhy}</p>
        <p>
          <a className="button button-primary" href={`/login?to=${encodeURIComponent(here)}`}>
            {t.login}
            <Icon name="right" />
          </a>
        </p>
        <p>
          <a href="/protocollen/">{t.publicPage}</a>
        </p>
      </main>
    </>
  );
}
