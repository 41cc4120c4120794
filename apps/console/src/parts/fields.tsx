import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

interface Asked {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly required?: boolean;
}

/** What goes around something to fill in: its name, a hint and what is wrong with it, tied to it for screen readers. */
function Field({
  asked: { label, hint, error },
  children,
}: {
  readonly asked: Asked;
  readonly children: (ids: { readonly id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}): ReactNode {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(described !== '' && { 'aria-describedby': described }),
        ...(error !== undefined && { 'aria-invalid': true }),
      })}
      {hint !== undefined && (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error !== undefined && (
        <div className="field-error" id={`${id}-error`}>
          {error}
        </div>
      )}
    </div>
  );
}

type InputProps = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'placeholder' | 'maxLength' | 'inputMode' | 'min' | 'max' | 'spellCheck' | 'name'
>;

/** One line of text. Browsers are asked neither to keep what is typed nor to offer it again. */
export function TextField({
  value,
  onChange,
  label,
  hint,
  error,
  required,
  ...rest
}: Asked & InputProps & { readonly value: string; readonly onChange: (value: string) => void }): ReactNode {
  return (
    <Field asked={{ label, hint, error }}>
      {(ids) => (
        <input
          className="input"
          autoComplete="off"
          value={value}
          required={required}
          onChange={({ target }) => onChange(target.value)}
          {...rest}
          {...ids}
        />
      )}
    </Field>
  );
}

export function TextArea({
  value,
  onChange,
  maxLength,
  rows = 3,
  required,
  ...asked
}: Asked & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength?: number;
  readonly rows?: number;
}): ReactNode {
  return (
    <Field asked={asked}>
      {(ids) => (
        <textarea
          className="input"
          autoComplete="off"
          rows={rows}
          value={value}
          required={required}
          maxLength={maxLength}
          onChange={({ target }) => onChange(target.value)}
          {...ids}
        />
      )}
    </Field>
  );
}

/** A calendar day, YYYY-MM-DD, by the browser's own picker. Empty where none is chosen. */
export function DayField(
  props: Asked & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly min?: string;
    readonly max?: string;
  },
): ReactNode {
  return <TextField type="date" {...props} />;
}

export interface Option {
  readonly id: string;
  readonly name: string;
}

/** One of a few, by the browser's own list; for many, see `Pick`. */
export function Choice({
  value,
  onChange,
  options,
  none,
  required,
  ...asked
}: Asked & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly Option[];
  /** What an empty choice is called; left out where there must be one. */
  readonly none?: string;
}): ReactNode {
  return (
    <Field asked={asked}>
      {(ids) => (
        <select
          className="input select"
          value={value}
          required={required}
          onChange={({ target }) => onChange(target.value)}
          {...ids}
        >
          {none !== undefined && <option value="">{none}</option>}
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Check({
  label,
  checked,
  onChange,
  hint,
}: {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
        {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
