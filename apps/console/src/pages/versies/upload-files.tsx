import { useId, useState, type ReactNode } from 'react';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Button } from '../../parts/button';
import { TextField } from '../../parts/fields';
import { Pick } from '../../parts/pick';
import type { ActiveVersion } from './answers';
import { proposeText } from './propose-text';
import { isRegisterPath, pathFor, withUploads, type Upload } from './uploads';

/** Files from somebody's own machine, each with its place in the register, and files to take away. */
export function UploadFiles({
  uploads,
  onUploads,
}: {
  readonly uploads: readonly Upload[];
  readonly onUploads: (uploads: readonly Upload[]) => void;
}): ReactNode {
  const t = useWords(proposeText);
  const format = useFormat();
  const input = useId();
  const [failed, setFailed] = useState(false);
  const known = useRead<ActiveVersion>('/register').data?.documents.map(({ path }) => path) ?? [];
  const read = async (files: readonly File[]): Promise<void> => {
    try {
      const more = await Promise.all(
        files.map(async (file) => ({
          path: pathFor(file.name, file.webkitRelativePath, known),
          text: await file.text(),
        })),
      );
      onUploads(withUploads(uploads, more));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="stack">
      <div className="field">
        <label htmlFor={input}>{t.choose}</label>
        <input
          id={input}
          className="input"
          type="file"
          multiple
          accept=".yaml,.yml,.md"
          aria-describedby={`${input}-hint`}
          onChange={({ target }) => {
            void read([...(target.files ?? [])]);
            // So that the same file can be chosen again once it was mended.
            target.value = '';
          }}
        />
        <div className="field-hint" id={`${input}-hint`}>
          {t.chooseHint}
        </div>
        {failed && (
          <div className="field-error" role="alert">
            {t.unreadable}
          </div>
        )}
      </div>
      {uploads.length > 0 && (
        <ul className="uploads" aria-label={t.chosen}>
          {uploads.map((upload, at) => (
            <li key={at}>
              <TextField
                label={t.path}
                value={upload.path}
                spellCheck={false}
                error={isRegisterPath(upload.path) ? undefined : t.pathWrong}
                onChange={(path) => onUploads(uploads.map((each) => (each === upload ? { ...each, path } : each)))}
              />
              <span className="quiet">
                {upload.text === null ? t.takesAway : t.bytes(format.number(upload.text.length))}
              </span>
              <Button
                small
                aria-label={`${t.forget}: ${upload.path}`}
                onPress={() => onUploads(uploads.filter((each) => each !== upload))}
              >
                {t.forget}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Pick
        label={t.remove}
        value=""
        onChange={(path) => path !== '' && onUploads(withUploads(uploads, [{ path, text: null }]))}
        options={known.map((path) => ({ id: path, name: path }))}
      />
    </div>
  );
}
