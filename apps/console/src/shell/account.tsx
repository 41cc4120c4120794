import { useState, type ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { change, tellLoggedOut } from '../api/client';
import { useWords } from '../i18n/words';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { useSession } from '../session/use-session';
import { ThemeSwitch } from './choices';
import { shellText } from './text';

/** Who is logged in, with which roles for whom, and the way out. */
export function Account(): ReactNode {
  const t = useWords(shellText);
  const session = useSession();
  const [failed, setFailed] = useState(false);
  const logout = async (): Promise<void> => {
    try {
      const answer = await change<{ readonly to: string | null } | undefined>('POST', '/logout');
      tellLoggedOut();
      location.assign(answer?.to ?? '/console/');
    } catch {
      setFailed(true);
    }
  };
  return (
    <DialogTrigger>
      <Button look="quiet" small aria-label={`${t.account} ${session.name}`}>
        <Icon name="person" />
        <span className="account-name">{session.name}</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="account" aria-label={`${t.account} ${session.name}`}>
          <p className="quiet">{t.account}</p>
          <p className="account-who">{session.name}</p>
          <p className="quiet" id="rollen">
            {t.roles}
          </p>
          <ul aria-labelledby="rollen">
            {session.grants.map(({ role, participant }) => (
              <li key={`${role}@${participant}`}>
                <strong>{role}</strong> {participant ?? t.everywhere}
              </li>
            ))}
          </ul>
          <p className="quiet">{t.look}</p>
          <div>
            <ThemeSwitch />
          </div>
          {failed && <p role="alert">{t.logoutFailed}</p>}
          <Button onPress={() => void logout()}>
            <Icon name="out" />
            {t.logout}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
