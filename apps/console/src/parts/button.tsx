import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';

interface Props extends Omit<ButtonProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
  /** `primary` once a page at most; `quiet` without a border. */
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly small?: boolean;
}

export function Button({ look = 'secondary', small = false, children, ...rest }: Props): ReactNode {
  return (
    <AriaButton className={`button button-${look}${small ? ' button-small' : ''}`} {...rest}>
      {children}
    </AriaButton>
  );
}
