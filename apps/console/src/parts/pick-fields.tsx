import { useState, type ReactNode } from 'react';
import { useFormat } from '../i18n/format';
import { useWords, words } from '../i18n/words';
import { groupsOf, type FieldGroup } from '../names/groups';
import { Button } from './button';
import { Check, TextField } from './fields';
import { matches } from './matches';

interface Field {
  readonly path: string;
  readonly name: string;
}

const text = words(
  {
    search: 'Zoek een veld',
    none: 'Geen veld heet zo.',
    chosen: (count: string) => `${count} gekozen`,
    ofAll: (chosen: string, all: string) => `${chosen} van ${all}`,
    all: 'Alle',
    noneOf: 'Geen',
    clear: 'Kies geen velden',
  },
  {
    search: 'Find a field',
    none: 'No field is called so.',
    chosen: (count: string) => `${count} chosen`,
    ofAll: (chosen: string, all: string) => `${chosen} of ${all}`,
    all: 'All',
    noneOf: 'None',
    clear: 'Choose no fields',
  },
);

/** Fields of the catalogue, to tick, by the object that they stand in. Chosen ones come in the catalogue's order. */
export function PickFields({
  label,
  fields,
  value,
  onChange,
  children,
}: {
  readonly label: string;
  readonly fields: readonly Field[];
  /** Paths. */
  readonly value: readonly string[];
  readonly onChange: (paths: readonly string[]) => void;
  /** Above the search, such as a button that chooses some. */
  readonly children?: ReactNode;
}): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const chosen = new Set(value);
  const shown = fields.filter(({ path, name }) => matches({ id: path, name }, typed));
  const choose = (paths: ReadonlySet<string>): void =>
    onChange(fields.map(({ path }) => path).filter((path) => paths.has(path)));
  return (
    <fieldset className="stack pick-fields">
      <legend>
        {label} <span className="tag tag-info">{t.chosen(format.number(chosen.size))}</span>
      </legend>
      {children}
      <div className="pick-fields-search">
        <TextField label={t.search} type="search" value={typed} onChange={setTyped} />
        {chosen.size > 0 && (
          <Button small onPress={() => choose(new Set())}>
            {t.clear}
          </Button>
        )}
      </div>
      {shown.length === 0 && <p className="quiet">{t.none}</p>}
      <div>
        {groupsOf(shown).map((group) => (
          <Group key={group.path} group={group} chosen={chosen} searching={typed !== ''} choose={choose} />
        ))}
      </div>
    </fieldset>
  );
}

function Group({
  group: { path, title, fields },
  chosen,
  searching,
  choose,
}: {
  readonly group: FieldGroup<Field>;
  readonly chosen: ReadonlySet<string>;
  readonly searching: boolean;
  readonly choose: (paths: ReadonlySet<string>) => void;
}): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const [open, setOpen] = useState(path === 'persoon');
  const paths = fields.map((field) => field.path);
  const count = paths.filter((each) => chosen.has(each)).length;
  const set = (wanted: boolean, ...some: readonly string[]): void => {
    const next = new Set(chosen);
    for (const each of some) {
      if (wanted) next.add(each);
      else next.delete(each);
    }
    choose(next);
  };
  return (
    <details
      className="pick-fields-group"
      open={open || searching}
      onToggle={({ currentTarget }) => !searching && setOpen(currentTarget.open)}
    >
      <summary>
        {title}{' '}
        <span className={count > 0 ? 'tag tag-info' : 'quiet'}>
          {t.ofAll(format.number(count), format.number(fields.length))}
        </span>
      </summary>
      <div className="pick-fields-list">
        {fields.map((field) => (
          <Check
            key={field.path}
            label={field.name}
            hint={<code>{field.path}</code>}
            checked={chosen.has(field.path)}
            onChange={(wanted) => set(wanted, field.path)}
          />
        ))}
      </div>
      <div className="buttons">
        <Button look="quiet" small aria-label={`${t.all}: ${title}`} onPress={() => set(true, ...paths)}>
          {t.all}
        </Button>
        <Button look="quiet" small aria-label={`${t.noneOf}: ${title}`} onPress={() => set(false, ...paths)}>
          {t.noneOf}
        </Button>
      </div>
    </details>
  );
}
