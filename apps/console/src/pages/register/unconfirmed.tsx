import type { ReactNode } from 'react';
import { useRead } from '../../api/query';
import { useWords } from '../../i18n/words';
import { Empty, Shown } from '../../parts/states';
import type { Status } from './answers';
import { Document } from './document';
import { RegisterFrame } from './frame';
import { text } from './text';

/** What somebody must still look up in a source, and look after. */
export default function Page(): ReactNode {
  const t = useWords(text);
  const status = useRead<Status>('/register/status');
  return (
    <RegisterFrame part="unconfirmed" dated={false}>
      <Shown of={status} lines={14}>
        {({ blocks, count }) => (
          <div className="stack">
            {count === 0 && <Empty title={t.nothingToConfirm} />}
            <Document blocks={blocks} />
          </div>
        )}
      </Shown>
    </RegisterFrame>
  );
}
