import type { ReactNode } from 'react';

/** A sentence of control's: what stands in backticks is a name as machines write it. */
export function Prose({ children }: { readonly children: string }): ReactNode {
  return children.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));
}
