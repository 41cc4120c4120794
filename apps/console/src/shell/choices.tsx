import type { ReactNode } from 'react';
import { useTheme, type Theme } from '../i18n/theme';
import { speak, useLanguage, useWords } from '../i18n/words';
import { Button } from '../parts/button';
import { Segments } from '../parts/choose';
import { shellText } from './text';

/** The other language, in its own words. */
export function LanguageSwitch(): ReactNode {
  const language = useLanguage();
  const other = language === 'nl' ? 'en' : 'nl';
  return (
    <Button look="quiet" small onPress={() => speak(other)} lang={other}>
      <span className="language-long">{other === 'en' ? 'English' : 'Nederlands'}</span>
      <span className="language-short">{other === 'en' ? 'EN' : 'NL'}</span>
    </Button>
  );
}

/** Light, dark, or as the machine is set. */
export function ThemeSwitch(): ReactNode {
  const t = useWords(shellText);
  const [theme, choose] = useTheme();
  return (
    <Segments
      label={t.look}
      value={theme}
      choices={[
        { id: 'system', name: t.lookSystem },
        { id: 'light', name: t.lookLight },
        { id: 'dark', name: t.lookDark },
      ]}
      onChange={(id) => choose(id as Theme)}
    />
  );
}
