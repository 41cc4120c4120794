import { useEffect, type ReactNode } from 'react';

/** The one `h1` of a page, its title in the browser, and what can be done with the whole of it. */
export function PageHead({
  title,
  lead,
  above,
  children,
}: {
  readonly title: string;
  /** One sentence on what this page is for. */
  readonly lead?: ReactNode;
  /** Such as the way back to a list. */
  readonly above?: ReactNode;
  /** Buttons. */
  readonly children?: ReactNode;
}): ReactNode {
  useEffect(() => {
    document.title = `${title} · Sluis`;
  }, [title]);
  return (
    <div className="page-head">
      <div className="page-head-words">
        {above !== undefined && <p className="page-above">{above}</p>}
        <h1>{title}</h1>
        {lead !== undefined && <p className="lead">{lead}</p>}
      </div>
      {children !== undefined && <div className="page-actions">{children}</div>}
    </div>
  );
}
