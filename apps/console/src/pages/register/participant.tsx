import type { ReactNode } from 'react';
import { useParams } from '../../shell/router';
import { useRead } from '../../api/query';
import { useWords } from '../../i18n/words';
import { Back } from '../../parts/back';
import { asked } from '../../parts/filters';
import { DayField } from '../../parts/fields';
import { PageHead } from '../../parts/page-head';
import { Shown } from '../../parts/states';
import type { ParticipantText } from './answers';
import { Document } from './document';
import { useDay } from './frame';
import { text } from './text';

/** One participant: who it is, what it gets and gives on the day. */
export default function Page(): ReactNode {
  const t = useWords(text);
  const { id = '' } = useParams();
  const [at, setAt] = useDay();
  const participant = useRead<ParticipantText>(asked(`/register/participants/${encodeURIComponent(id)}`, { at }), {
    keep: true,
  });
  return (
    <>
      <PageHead
        title={participant.data?.name ?? id}
        above={<Back to="/register/deelnemers">{t.backParticipants}</Back>}
        lead={<code>{id}</code>}
      >
        <DayField label={t.at} value={at} onChange={setAt} />
      </PageHead>
      <Shown of={participant} lines={10}>
        {({ blocks }) => <Document blocks={blocks} />}
      </Shown>
    </>
  );
}
