import type { ReactNode } from 'react';
import type { ApiFault } from '../api/fault';
import { Failed } from '../parts/states';
import { Brand } from './header';

/** Control does not even say who is logged in. */
export function Away({ fault, again }: { readonly fault: ApiFault; readonly again: () => void }): ReactNode {
  return (
    <>
      <header className="header">
        <div className="header-start">
          <Brand link={false} />
        </div>
      </header>
      <main className="login">
        <h1 className="unseen">Sluis</h1>
        <Failed fault={fault} again={again} />
      </main>
    </>
  );
}
