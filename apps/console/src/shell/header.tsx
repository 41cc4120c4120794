import type { ReactNode } from 'react';
import { Link } from './router';
import { useWords } from '../i18n/words';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { Account } from './account';
import { LiveMark } from './connection';
import { LanguageSwitch } from './choices';
import { Keys } from './keys';
import { navigationId } from './navigation';
import { shellText } from './text';

export function Header({
  menuOpen,
  onMenu,
}: {
  readonly menuOpen: boolean;
  readonly onMenu: (open: boolean) => void;
}): ReactNode {
  const t = useWords(shellText);
  return (
    <header className="header">
      <div className="header-start">
        <div className="menu-button">
          <Button look="quiet" aria-expanded={menuOpen} aria-controls={navigationId} onPress={() => onMenu(!menuOpen)}>
            <Icon name={menuOpen ? 'close' : 'menu'} />
            <span className="menu-word">{t.menu}</span>
          </Button>
        </div>
        <Brand />
      </div>
      <div className="header-end">
        <LiveMark />
        <Keys />
        <LanguageSwitch />
        <Account />
      </div>
    </header>
  );
}

export function Brand({ link = true }: { readonly link?: boolean }): ReactNode {
  const t = useWords(shellText);
  const inside = (
    <>
      <span className="brand-name">{t.product}</span>
      <span className="brand-line">{t.tagline}</span>
    </>
  );
  return link ? (
    <Link to="/overzicht" className="brand">
      {inside}
    </Link>
  ) : (
    <p className="brand">{inside}</p>
  );
}
