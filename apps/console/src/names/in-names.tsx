import type { ReactNode } from 'react';
import { useNames } from './vocabulary';

/** A sentence in which ids stand between backticks: by name where the register has one, else as they are. */
export function InNames({ text }: { readonly text: string }): ReactNode {
  const names = useNames();
  const kinds = [names.participant, names.purpose, names.field, names.instrument, names.category];
  return text.split('`').map((part, at) => {
    if (at % 2 === 0) return part;
    const name = kinds.map((named) => named(part)).find((each) => each !== part);
    if (name === undefined) return <code key={at}>{part}</code>;
    return (
      <span key={at} lang="nl-BE" title={part}>
        {name}
      </span>
    );
  });
}
