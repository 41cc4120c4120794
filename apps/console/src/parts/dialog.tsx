import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useWords, words } from '../i18n/words';
import { Button } from './button';
import { Icon } from './icon';

const text = words({ close: 'Sluiten' }, { close: 'Close' });

/** A window over the page, closed by Escape, a press outside, or its button. */
export function Dialog({
  title,
  open,
  onOpen,
  children,
}: {
  readonly title: string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly children: ReactNode;
}): ReactNode {
  const t = useWords(text);
  return (
    <ModalOverlay className="overlay" isDismissable isOpen={open} onOpenChange={onOpen}>
      <Modal className="modal">
        <AriaDialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <Button look="quiet" small aria-label={t.close} onPress={() => onOpen(false)}>
              <Icon name="close" />
            </Button>
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
