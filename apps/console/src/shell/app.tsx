import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Redirect, Route, Router, Switch } from './router';
import { queryClient } from '../api/query';
import { localeOf, useLanguage } from '../i18n/words';
import { LiveProvider } from '../live/live';
import { Loading } from '../parts/states';
import { SessionGate } from '../session/use-session';
import { Away } from './away';
import { Layout } from './layout';
import { LoggedOut } from './logged-out';
import { NoPage } from './no-page';
import { pages } from './pages';

/** The console: who is logged in, the frame around all pages, and which page is at which address. */
export function App(): ReactNode {
  const [client] = useState(queryClient);
  const locale = localeOf(useLanguage());
  return (
    <I18nProvider locale={locale}>
      <QueryClientProvider client={client}>
        <Router base="/console">
          <SessionGate
            loading={null}
            failed={(fault, again) => <Away fault={fault} again={again} />}
            loggedOut={(ended) => <LoggedOut ended={ended} />}
          >
            <LiveProvider>
              <Layout>
                <Suspense fallback={<Loading lines={8} />}>
                  <Switch>
                    <Route path="/">
                      <Redirect to="/overzicht" replace />
                    </Route>
                    {pages.map(({ path, Page }) => (
                      <Route key={path} path={path}>
                        <Page />
                      </Route>
                    ))}
                    <Route>
                      <NoPage />
                    </Route>
                  </Switch>
                </Suspense>
              </Layout>
            </LiveProvider>
          </SessionGate>
        </Router>
      </QueryClientProvider>
    </I18nProvider>
  );
}
