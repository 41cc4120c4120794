import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu';
import { useTheme, type Theme } from '../i18n/theme';
import { speak, useLanguage, useWords } from '../i18n/words';
import { Button } from '../parts/button';
import { Icon, type IconName } from '../parts/icon';
import { shellText } from './text';

/** The other language, in its own words. */
export function LanguageSwitch(): ReactNode {
  const language = useLanguage();
  const other = language === 'nl' ? 'en' : 'nl';
  return (
    <Button
      look="quiet"
      small
      onPress={() => speak(other)}
      lang={other}
      aria-label={other === 'en' ? 'Show in English' : 'Tonen in het Nederlands'}
    >
      <span className="language-long">{other === 'en' ? 'English' : 'Nederlands'}</span>
      <span className="language-short">{other === 'en' ? 'EN' : 'NL'}</span>
    </Button>
  );
}

const icons: Readonly<Record<Theme, IconName>> = { system: 'half', light: 'sun', dark: 'moon' };

export function ThemeSwitch(): ReactNode {
  const t = useWords(shellText);
  const [theme, choose] = useTheme();
  const names: Readonly<Record<Theme, string>> = { system: t.lookSystem, light: t.lookLight, dark: t.lookDark };
  return (
    <MenuTrigger>
      <Button look="quiet" small aria-label={`${t.look}: ${names[theme]}`}>
        <Icon name={icons[theme]} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={t.look}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[theme]}
          onAction={(key) => choose(key as Theme)}
        >
          {(Object.keys(icons) as Theme[]).map((each) => (
            <MenuItem key={each} id={each} className="menu-item" textValue={names[each]}>
              <Icon name={icons[each]} />
              {names[each]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
