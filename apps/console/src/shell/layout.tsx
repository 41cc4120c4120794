import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation } from './router';
import { useWords } from '../i18n/words';
import { ErrorBoundary } from './error-boundary';
import { ConnectionBanner } from './connection';
import { Header } from './header';
import { Navigation } from './navigation';
import { shellText } from './text';
import { useSession } from '../session/use-session';

/** The frame around every page behind the login: a way past it, who and where we are, and what is wrong right now. */
export function Layout({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useWords(shellText);
  const session = useSession();
  const { pathname } = useLocation();
  // Open on a narrow screen until the next page.
  const [openAt, setOpenAt] = useState<string>();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);

  useEffect(() => {
    // A new page is read from its beginning, by eyes and by screen readers; the first one the browser handles itself.
    if (first.current) first.current = false;
    else {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
  }, [pathname]);

  return (
    <>
      <a className="skip" href="#inhoud">
        {t.skip}
      </a>
      <Header menuOpen={openAt === pathname} onMenu={(open) => setOpenAt(open ? pathname : undefined)} />
      {session.mode === 'demonstration' && (
        <section className="demonstration" aria-label={t.demonstration}>
          <p>
            <strong>{t.demonstration}.</strong> {t.demonstrationWhy}
          </p>
        </section>
      )}
      <div className="frame">
        <Navigation open={openAt === pathname} />
        <main id="inhoud" ref={main} tabIndex={-1}>
          <ConnectionBanner />
          <ErrorBoundary key={pathname}>{children}</ErrorBoundary>
        </main>
      </div>
    </>
  );
}
