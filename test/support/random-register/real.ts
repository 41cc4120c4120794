import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Json } from './luck';

/** Tests run from the top of the repository, built or not. */
const protocols = join(process.cwd(), 'protocols');
const taken = [
  'fields/velden.yaml',
  'fields/klassen.yaml',
  'categories/categorieen.yaml',
  'roles/rollen.yaml',
  'authorities/instanties.yaml',
];

export interface RealField {
  readonly path: string;
  readonly type: string;
  readonly dwelling: boolean;
}

interface Real {
  readonly texts: ReadonlyMap<string, string>;
  readonly fields: readonly RealField[];
}

let real: Real | undefined;

/** What is taken from the real register as it stands, read once. */
export function theReal(): Real {
  real ??= readReal();
  return real;
}

function readReal(): Real {
  const texts = new Map(taken.map((path) => [path, readFileSync(join(protocols, path), 'utf8')]));
  const { fields } = parse(texts.get('fields/velden.yaml')!) as { fields: Record<string, Json> };
  return {
    texts,
    fields: Object.entries(fields).map(([path, field]) => ({
      path,
      type: String(field['type']),
      dwelling: field['dwelling'] === true,
    })),
  };
}
