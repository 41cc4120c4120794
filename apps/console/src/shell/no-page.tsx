import type { ReactNode } from 'react';
import { Link } from './router';
import { useWords } from '../i18n/words';
import { PageHead } from '../parts/page-head';
import { shellText } from './text';

export function NoPage(): ReactNode {
  const t = useWords(shellText);
  return (
    <>
      <PageHead title={t.noPage} />
      <p>
        {t.noPageWhy} <Link to="/overzicht">{t.toOverview}</Link>
      </p>
    </>
  );
}
