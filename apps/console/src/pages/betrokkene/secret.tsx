import { useEffect, useState, type ReactNode } from 'react';
import { change } from '../../api/client';
import { ApiFault } from '../../api/fault';
import { useWords } from '../../i18n/words';
import { TextField } from '../../parts/fields';
import { isNumber } from './fact';
import { text } from './text';

/**
 * A number of a person, while it is typed. INVARIANT(numbers-are-forgotten): the field has no name, so no form puts it into an
 * address; browsers are asked not to keep, complete or check it elsewhere; who uses it empties it as it sends.
 */
export function InszField({
  label,
  value,
  onChange,
  required = true,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
}): ReactNode {
  const t = useWords(text);
  const digits = value.replaceAll(/\D/g, '').length;
  return (
    <TextField
      label={label}
      hint={t.inszHint}
      value={value}
      onChange={onChange}
      maxLength={20}
      inputMode="numeric"
      spellCheck={false}
      error={digits >= 11 && !isNumber(value) ? t.inszWrong : undefined}
      required={required}
    />
  );
}

export interface SecretCall<Answer> {
  readonly pending: boolean;
  readonly fault: ApiFault | null;
  readonly answer: Answer | undefined;
  readonly send: (path: string, body: unknown) => Promise<Answer | undefined>;
  /** Drops what was answered. */
  readonly forget: () => void;
}

/**
 * A request about a person. It goes past the cache of queries and changes, which would keep its body for minutes; what was
 * answered lives as long as the component, and not in a page that the browser puts aside to go back to.
 */
export function useSecretCall<Answer>(): SecretCall<Answer> {
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const [answer, setAnswer] = useState<Answer>();
  const forget = (): void => {
    setAnswer(undefined);
    setFault(null);
  };
  useEffect(() => {
    addEventListener('pagehide', forget);
    return () => removeEventListener('pagehide', forget);
  }, []);
  const send = async (path: string, body: unknown): Promise<Answer | undefined> => {
    setPending(true);
    forget();
    try {
      const given = await change<Answer>('POST', path, body);
      setAnswer(given);
      return given;
    } catch (cause) {
      setFault(cause instanceof ApiFault ? cause : new ApiFault(0, 'the request could not be sent', [], { cause }));
      return undefined;
    } finally {
      setPending(false);
    }
  };
  return { pending, fault, answer, send, forget };
}

/** Calls back when the browser leaves the page, or puts it aside: what was typed must not come back with it. */
export function useWhenLeft(forget: () => void): void {
  useEffect(() => {
    addEventListener('pagehide', forget);
    return () => removeEventListener('pagehide', forget);
  });
}
