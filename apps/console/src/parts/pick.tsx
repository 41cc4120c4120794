import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components/ComboBox';
import { useWords, words } from '../i18n/words';
import { matches } from './matches';
import { Icon } from './icon';

export interface PickOption {
  readonly id: string;
  readonly name: string;
  /** Said beside the name, and searched too. */
  readonly aside?: string | undefined;
}

const text = words({ nothing: 'Niets gevonden' }, { nothing: 'Nothing found' });

/** One of many, found by typing a part of its name or id. Cleared by emptying the field. */
export function Pick({
  label,
  value,
  onChange,
  options,
  placeholder,
}: {
  readonly label: string;
  /** Empty: none. */
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly options: readonly PickOption[];
  readonly placeholder?: string;
}): ReactNode {
  const t = useWords(text);
  const chosen = options.find(({ id }) => id === value);
  const [typed, setTyped] = useState<string>();
  const shown = typed === undefined ? options : options.filter((option) => matches(option, typed));
  return (
    <ComboBox
      className="field"
      items={shown}
      value={chosen === undefined ? null : value}
      inputValue={typed ?? chosen?.name ?? value}
      onInputChange={(now) => {
        if (now === (chosen?.name ?? '') && typed === undefined) return;
        setTyped(now);
        if (now === '') onChange('');
      }}
      onChange={(key) => {
        setTyped(undefined);
        if (key !== null) onChange(String(key));
      }}
      onBlur={() => setTyped(undefined)}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Label>{label}</Label>
      <div className="pick">
        <Input className="input" {...(placeholder !== undefined && { placeholder })} />
        <Button className="pick-button">
          <Icon name="down" size={16} />
        </Button>
      </div>
      <Popover className="popover" placement="bottom start">
        <ListBox<PickOption> className="list-box" renderEmptyState={() => <p className="list-empty">{t.nothing}</p>}>
          {({ id, name, aside }) => (
            <ListBoxItem id={id} className="list-item" textValue={name}>
              <span className="list-words">
                {name}
                {aside !== undefined && <small className="quiet">{aside}</small>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
