import { useId, type ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';

interface Props extends Omit<ButtonProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
  /** `primary` once a page at most; `quiet` without a border. */
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly small?: boolean;
  /** What is still to be done first: told beside the button while it is disabled. */
  readonly needs?: string | undefined;
}

export function Button({ look = 'secondary', small = false, needs, children, ...rest }: Props): ReactNode {
  const id = useId();
  const told = rest.isDisabled === true ? needs : undefined;
  return (
    <>
      <AriaButton
        className={`button button-${look}${small ? ' button-small' : ''}`}
        {...(told !== undefined && { 'aria-describedby': id })}
        {...rest}
      >
        {children}
      </AriaButton>
      {told !== undefined && (
        <span id={id} className="button-needs">
          {told}
        </span>
      )}
    </>
  );
}
