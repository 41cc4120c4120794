import type { ReactNode } from 'react';
import type { Block } from '../../api/block';
import { Blocks } from '../../parts/blocks';

/** A text of the register as a page of paper; its own title is the page's already. */
export function Document({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  const [first, ...rest] = blocks;
  return (
    <article className="panel document">
      <Blocks blocks={first?.kind === 'heading' && first.level === 1 ? rest : blocks} />
    </article>
  );
}
