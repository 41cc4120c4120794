import { mayNameSomebody } from '#contract';
import { useEffect, useState, type ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { useWords, words } from '../i18n/words';
import { TextField } from './fields';

const text = words(
  { somebody: 'Zoek niet op een rijksregisternummer, telefoonnummer of e-mailadres: een adres blijft bewaard.' },
  { somebody: 'Do not search for a national number, telephone number or e-mail address: an address is kept.' },
);

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** A text to look for. Tells what was typed when the typing pauses, unless it could name a person. */
export function Search({
  label,
  value,
  onChange,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly hint?: string;
}): ReactNode {
  const t = useWords(text);
  const [typed, setTyped] = useState(value);
  const somebody = mayNameSomebody(typed);
  const [was, setWas] = useState(value);
  // The address may change under us, by going back.
  if (was !== value) {
    setWas(value);
    if (typed.trim() !== value) setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value || somebody) return;
    const timer = setTimeout(() => onChange(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed, value, somebody, onChange]);
  return (
    <TextField
      label={label}
      type="search"
      value={typed}
      onChange={setTyped}
      error={somebody ? t.somebody : undefined}
      {...(hint && { placeholder: hint })}
    />
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
