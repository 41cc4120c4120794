import type { ReactNode } from 'react';
import type { ApiFault } from '../api/fault';
import { useLanguage, useWords, words, type Language } from '../i18n/words';
import { problemWords } from '../names/problems';
import { toldProperty } from '../names/properties';
import { Button } from './button';
import { Icon, type IconName } from './icon';

const text = words(
  {
    loading: 'Aan het laden',
    again: 'Opnieuw proberen',
    notFound: 'Niet gevonden',
    notFoundWhy: 'Dit bestaat niet, of het behoort tot een organisatie waarvoor u geen rol hebt.',
    away: 'Sluis antwoordt niet',
    awayWhy: 'De verbinding is weg, of de dienst herstart. Uitwisselingen gaan intussen gewoon door.',
    busy: 'Te veel vragen na elkaar',
    busyWhy: 'Wacht een ogenblik en probeer het dan opnieuw.',
    database: 'De databank antwoordt niet',
    databaseWhy: 'Er is niets gewijzigd. Uitwisselingen gaan door en worden later opgetekend.',
    failed: 'Dat lukte niet',
    failedWhy:
      'Er ging iets mis in Sluis zelf. Probeer het opnieuw; blijft het zo, meld het dan aan wie Sluis beheert.',
  },
  {
    loading: 'Loading',
    again: 'Try again',
    notFound: 'Not found',
    notFoundWhy: 'This does not exist, or belongs to an organisation for which you have no role.',
    away: 'Sluis does not answer',
    awayWhy: 'The connection is gone, or the service is restarting. Exchanges go on meanwhile.',
    busy: 'Too many questions in a row',
    busyWhy: 'Wait a moment, then try again.',
    database: 'The database does not answer',
    databaseWhy: 'Nothing was changed. Exchanges go on and are recorded later.',
    failed: 'That did not work',
    failedWhy: 'Something went wrong in Sluis itself. Try again; if it stays so, tell whoever runs Sluis.',
  },
);

/** Says that something is coming, with the room that it will take. */
export function Loading({ lines = 4 }: { readonly lines?: number }): ReactNode {
  const t = useWords(text);
  return (
    <div className="loading" role="status">
      <span className="unseen">{t.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="loading-line" aria-hidden="true" />
      ))}
    </div>
  );
}

/** There is nothing, and that is all right: what would stand here, and how it comes. */
export function Empty({
  title,
  children,
  icon = 'check',
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly icon?: IconName;
}): ReactNode {
  return (
    <div className="state">
      <Icon name={icon} size={28} />
      <p className="state-title">{title}</p>
      {children !== undefined && <div className="state-why">{children}</div>}
    </div>
  );
}

/** What control would not or could not give, in words, with a way on. */
export function Failed({ fault, again }: { readonly fault: ApiFault; readonly again?: () => void }): ReactNode {
  const t = useWords(text);
  const { title, why, icon, retry } = told(fault, t, useWords(problemWords), useLanguage());
  return (
    <div className="state state-failed" role="alert">
      <Icon name={icon} size={28} />
      <p className="state-title">{title}</p>
      <p className="state-why">{why}</p>
      {retry && again !== undefined && <Button onPress={again}>{t.again}</Button>}
    </div>
  );
}

interface Told {
  readonly title: string;
  readonly why: string;
  readonly icon: IconName;
  readonly retry: boolean;
}

function told(
  { status, detail, errors, code = status === 403 ? 'role-needed' : undefined }: ApiFault,
  t: (typeof text)['nl'],
  problems: (typeof problemWords)['nl'],
  language: Language,
): Told {
  const which = errors.map(({ property, problem }) => toldProperty(property, problem, language)).join('; ');
  if (code !== undefined) {
    const [title, why] = problems[code];
    const icon = code === 'role-needed' ? 'seal' : 'warning';
    return { title, why: which === '' ? why : `${why} (${which})`, icon, retry: status >= 500 };
  }
  switch (status) {
    case 0:
    case 502:
      return { title: t.away, why: t.awayWhy, icon: 'warning', retry: true };
    case 404:
      return { title: t.notFound, why: t.notFoundWhy, icon: 'search', retry: false };
    case 429:
      return { title: t.busy, why: t.busyWhy, icon: 'warning', retry: true };
    case 503:
      return { title: t.database, why: t.databaseWhy, icon: 'warning', retry: true };
    case 500:
      return { title: t.failed, why: t.failedWhy, icon: 'warning', retry: true };
    default:
      return { title: t.failed, why: which === '' ? detail : `${detail}: ${which}`, icon: 'warning', retry: true };
  }
}

/** What a query tells of itself, one page or many. */
interface Asked<Answer> {
  readonly data: Answer | undefined;
  readonly error: ApiFault | null;
  readonly refetch: () => unknown;
}

/** Shows what was read, or why it is not there (yet). What was read before stays while a renewal fails. */
export function Shown<Answer>({
  of,
  lines,
  children,
}: {
  readonly of: Asked<Answer>;
  readonly lines?: number;
  readonly children: (answer: Answer) => ReactNode;
}): ReactNode {
  // A refusal takes away what was shown before; a connection that is gone does not.
  const refused = of.error !== null && [401, 403, 404].includes(of.error.status);
  if (of.data !== undefined && !refused) return children(of.data);
  if (of.error !== null) return <Failed fault={of.error} again={() => void of.refetch()} />;
  return <Loading {...(lines !== undefined && { lines })} />;
}

/** Why a change did not go through, beside the button that asked for it. */
export function ChangeFailed({ fault }: { readonly fault: ApiFault | null }): ReactNode {
  const t = useWords(text);
  const problems = useWords(problemWords);
  const language = useLanguage();
  if (fault === null) return null;
  const { title, why } = told(fault, t, problems, language);
  return (
    <p className="notice notice-bad" role="alert">
      <Icon name="warning" />
      <span>
        <strong>{title}.</strong> {why}
      </span>
    </p>
  );
}
