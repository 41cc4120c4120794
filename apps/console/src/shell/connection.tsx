import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../i18n/words';
import { useConnection } from '../live/live';
import { Icon } from '../parts/icon';
import { shellText } from './text';

/** Whether what happens appears by itself, in one word. */
export function LiveMark(): ReactNode {
  const t = useWords(shellText);
  const connection = useConnection();
  const word = { live: t.live, connecting: t.connecting, lost: t.lost }[connection];
  return (
    <span className="live" data-connection={connection} title={connection === 'live' ? t.liveWhy : undefined}>
      <span className="live-dot" aria-hidden="true" />
      <span className="live-word">{word}</span>
    </span>
  );
}

/** Says that the connection is lost, and once that it is back. */
export function ConnectionBanner(): ReactNode {
  const t = useWords(shellText);
  const connection = useConnection();
  const was = useRef(connection);
  const [resumed, setResumed] = useState(false);
  useEffect(() => {
    const back = was.current === 'lost' && connection === 'live';
    was.current = connection;
    if (!back) return;
    setResumed(true);
    const timer = setTimeout(() => setResumed(false), 6_000);
    return () => clearTimeout(timer);
  }, [connection]);
  return (
    <div role="status" className="connection">
      {connection === 'lost' && (
        <p className="notice notice-warn">
          <Icon name="warning" />
          <span>
            <strong>{t.lost}.</strong> {t.lostWhy}
          </span>
        </p>
      )}
      {connection !== 'lost' && resumed && (
        <p className="notice notice-good">
          <Icon name="check" />
          <span>{t.resumed}</span>
        </p>
      )}
    </div>
  );
}
