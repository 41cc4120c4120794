import { useEffect, useState, type ReactNode } from 'react';
import { useNavigate } from './router';
import { useLetterKeys } from '../i18n/letter-keys';
import { useWords, words } from '../i18n/words';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Check } from '../parts/fields';
import { may } from '../session/session';
import { useSession } from '../session/use-session';
import { destinations } from './pages';
import { shellText } from './text';

const text = words(
  {
    goTo: 'Ga naar',
    then: 'en dan',
    list: 'In een lijst',
    listMove: 'vorige of volgende rij',
    listEnds: 'eerste of laatste rij',
    listOpen: 'rij openen',
    listSearch: 'naar de zoek- of filtervelden',
    help: 'deze lijst tonen',
    note: 'Letters werken niet terwijl u in een veld typt.',
    letters: 'Sneltoetsen van één letter of teken gebruiken',
  },
  {
    goTo: 'Go to',
    then: 'then',
    list: 'In a list',
    listMove: 'previous or next row',
    listEnds: 'first or last row',
    listOpen: 'open the row',
    listSearch: 'to the search or filter fields',
    help: 'show this list',
    note: 'Letters do nothing while you type in a field.',
    letters: 'Use shortcuts of one letter or sign',
  },
);

/** `g` and then the letter of a page; the letters are of the Dutch names. */
const letters: Readonly<Record<(typeof destinations)[number]['name'], string>> = {
  overview: 'o',
  blocked: 'g',
  register: 'r',
  may: 'm',
  decisions: 'b',
  person: 'p',
};

const patienceMs = 1_500;

/** Shortcuts that hold on every page, and the window that lists all there are. */
export function Keys(): ReactNode {
  const t = useWords(text);
  const names = useWords(shellText);
  const session = useSession();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [letterKeys, setLetterKeys] = useLetterKeys();
  const shown = destinations.filter(({ roles }) => roles === undefined || may(session, roles));

  useEffect(() => {
    if (!letterKeys) return;
    let goingSince = 0;
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
      const going = Date.now() - goingSince < patienceMs;
      goingSince = 0;
      if (going) {
        const destination = shown.find(({ name }) => letters[name] === event.key);
        if (destination !== undefined) {
          event.preventDefault();
          navigate(destination.to);
        }
        return;
      }
      if (event.key === 'g') goingSince = Date.now();
      if (event.key === '?') setOpen(true);
      if (event.key === '/') {
        // To where words go in, before what is chosen from.
        const field = ['input:not([type=radio], [type=checkbox])', ':is(input, button)']
          .map((what) => document.querySelector<HTMLElement>(`[data-key-filter] ${what}`))
          .find((found) => found !== null);
        if (field !== undefined && field !== null) {
          event.preventDefault();
          field.focus();
        }
      }
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [letterKeys, navigate, shown]);

  return (
    <>
      <span className="header-keys">
        <Button look="quiet" small aria-label={names.keys} aria-keyshortcuts="?" onPress={() => setOpen(true)}>
          <kbd>?</kbd>
        </Button>
      </span>
      <Dialog title={names.keys} open={open} onOpen={setOpen}>
        <h3>{t.goTo}</h3>
        <dl className="keys">
          {shown.map(({ name }) => (
            <div key={name}>
              <dt>
                <kbd>g</kbd> {t.then} <kbd>{letters[name]}</kbd>
              </dt>
              <dd>{names[name]}</dd>
            </div>
          ))}
        </dl>
        <h3>{t.list}</h3>
        <dl className="keys">
          <div>
            <dt>
              <kbd>↑</kbd> <kbd>↓</kbd> <kbd>k</kbd> <kbd>j</kbd>
            </dt>
            <dd>{t.listMove}</dd>
          </div>
          <div>
            <dt>
              <kbd>Home</kbd> <kbd>End</kbd>
            </dt>
            <dd>{t.listEnds}</dd>
          </div>
          <div>
            <dt>
              <kbd>Enter</kbd>
            </dt>
            <dd>{t.listOpen}</dd>
          </div>
          <div>
            <dt>
              <kbd>/</kbd>
            </dt>
            <dd>{t.listSearch}</dd>
          </div>
          <div>
            <dt>
              <kbd>?</kbd>
            </dt>
            <dd>{t.help}</dd>
          </div>
        </dl>
        <p className="quiet">{t.note}</p>
        <Check label={t.letters} checked={letterKeys} onChange={setLetterKeys} />
      </Dialog>
    </>
  );
}

/** Whether a key press there is typing. */
function types(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="listbox"] *, [role="menu"] *'))
  );
}
