import { useEffect, useState, type ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** A text to look for. Tells what was typed when the typing pauses. */
export function Search({
  label,
  value,
  onChange,
  hint,
  type = 'search',
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly hint?: string;
  readonly type?: 'search' | 'date' | 'text';
}): ReactNode {
  const [typed, setTyped] = useState(value);
  const [was, setWas] = useState(value);
  // The address may change under us, by going back.
  if (was !== value) {
    setWas(value);
    if (typed.trim() !== value) setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <TextField className="field" type={type} value={typed} onChange={setTyped}>
      <Label>{label}</Label>
      <Input className="input" {...(hint !== undefined && { placeholder: hint })} />
    </TextField>
  );
}

/** A few choices side by side of which one holds. */
export function Segments({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (id: string) => void;
}): ReactNode {
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onChange(String(key));
      }}
    >
      {choices.map(({ id, name }) => (
        <ToggleButton key={id} id={id} className="segment">
          {name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
