import { useState, type ReactNode } from 'react';
import { useChange } from '../../api/query';
import { useWords, words } from '../../i18n/words';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { TextField } from '../../parts/fields';
import { ChangeFailed } from '../../parts/states';

const text = words(
  {
    title: (title: string) => `${title} schorsen`,
    why: 'De schorsing geldt meteen: binnen een seconde weigert elke sluis wat op dit instrument steunt, tot ze wordt opgeheven. Opheffen doen twee mensen, met een voorstel.',
    reason: 'Reden',
    reasonHint: 'Eén regel; wordt met het register bekendgemaakt. Noem geen personen.',
    needsReason: 'Geef eerst een reden.',
    suspend: 'Schors nu',
    cancel: 'Niet schorsen',
  },
  {
    title: (title: string) => `Suspend ${title}`,
    why: 'The suspension holds at once: within a second every gateway refuses what relies on this instrument, until it is lifted. Lifting takes two people, by a proposal.',
    reason: 'Reason',
    reasonHint: 'One line; it is published with the register. Name no persons.',
    needsReason: 'Give a reason first.',
    suspend: 'Suspend now',
    cancel: 'Do not suspend',
  },
);

/** One person stops one instrument at once, and says why. */
export function Suspend({
  instrument,
  title,
  open,
  onOpen,
}: {
  readonly instrument: string;
  readonly title: string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}): ReactNode {
  const t = useWords(text);
  const [reason, setReason] = useState('');
  const suspend = useChange('/register', '/overview', '/decide');
  const send = (): void =>
    suspend.mutate(
      { method: 'POST', path: '/register/suspensions', body: { instrument, reason: reason.trim() } },
      {
        onSuccess: () => {
          setReason('');
          onOpen(false);
        },
      },
    );
  return (
    <Dialog title={t.title(title)} open={open} onOpen={onOpen}>
      <p>{t.why}</p>
      <TextField label={t.reason} hint={t.reasonHint} value={reason} onChange={setReason} maxLength={200} required />
      <ChangeFailed fault={suspend.error} />
      <div className="buttons">
        <Button
          look="danger"
          isDisabled={reason.trim() === ''}
          needs={t.needsReason}
          isPending={suspend.isPending}
          onPress={send}
        >
          {t.suspend}
        </Button>
        <Button onPress={() => onOpen(false)}>{t.cancel}</Button>
      </div>
    </Dialog>
  );
}
