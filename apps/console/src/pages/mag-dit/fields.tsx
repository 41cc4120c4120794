import { useState, type ReactNode } from 'react';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Button } from '../../parts/button';
import { Check, TextField } from '../../parts/fields';
import { matches } from '../../parts/matches';
import { permittedPaths, type PermittedFields } from './answers';
import { groupsOf, type FieldGroup } from '../../names/groups';
import type { Part } from './parties';
import { text } from './text';

type Field = Part['names']['fields'][number];

/** The fields of the catalogue, to tick, by the object that they stand in. */
export function Fields({ composed, names, change }: Part): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const chosen = new Set(composed.fields);
  const shown = names.fields.filter(({ path, name }) => matches({ id: path, name }, typed));
  // Kept in the order of the catalogue, so that one request has one address.
  const choose = (paths: ReadonlySet<string>): void =>
    change({ fields: names.fields.map(({ path }) => path).filter((path) => paths.has(path)) });
  return (
    <fieldset className="stack may-fields">
      <legend>
        {t.fields} <span className="tag tag-info">{t.chosen(format.number(chosen.size))}</span>
      </legend>
      <Permitted composed={composed} take={(paths) => choose(new Set(paths))} />
      <div className="may-search">
        <TextField label={t.fieldSearch} type="search" value={typed} onChange={setTyped} />
        {chosen.size > 0 && (
          <Button small onPress={() => choose(new Set())}>
            {t.clearFields}
          </Button>
        )}
      </div>
      {shown.length === 0 && <p className="quiet">{t.noField}</p>}
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
    <details className="may-group" open={open || searching} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {title}{' '}
        <span className={count > 0 ? 'tag tag-info' : 'quiet'}>
          {t.ofAll(format.number(count), format.number(fields.length))}
        </span>
      </summary>
      <div className="may-group-fields">
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

/** A beginning: what some permission lists for this recipient and purpose on that day. */
function Permitted({
  composed: { recipient, purpose, at },
  take,
}: {
  readonly composed: Part['composed'];
  readonly take: (paths: readonly string[]) => void;
}): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const query = new URLSearchParams({ recipient, purpose, ...(at !== '' && { at }) });
  const permitted = useRead<PermittedFields>(`/register/matrix?${query.toString()}`, {
    enabled: recipient !== '' && purpose !== '',
  });
  if (permitted.data === undefined) return null;
  const paths = permittedPaths(permitted.data);
  if (paths.length === 0) return <p className="quiet">{t.nothingPermitted}</p>;
  return (
    <div>
      <Button small onPress={() => take(paths)}>
        {t.takePermitted(format.number(paths.length))}
      </Button>
    </div>
  );
}
