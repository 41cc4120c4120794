import type { ReactNode } from 'react';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Button } from '../../parts/button';
import { PickFields } from '../../parts/pick-fields';
import { permittedPaths, type PermittedFields } from './answers';
import type { Part } from './parties';
import { text } from './text';

/** Which data, with a beginning: what some permission lists for this recipient and purpose on that day. */
export function Fields({ composed, names, change }: Part): ReactNode {
  const t = useWords(text);
  const choose = (fields: readonly string[]): void => change({ fields });
  return (
    <PickFields label={t.fields} fields={names.fields} value={composed.fields} onChange={choose}>
      <Permitted composed={composed} take={choose} />
    </PickFields>
  );
}

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
