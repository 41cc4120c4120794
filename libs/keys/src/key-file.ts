import { readFileSync } from 'node:fs';
import { KeyUnavailable } from './key-unavailable';

/** The JSON of a key file, from its path or given as it is. Faults name the file, never what stands in it. */
export function readKeyFile(source: string | object): Readonly<Record<string, unknown>> {
  if (typeof source !== 'string') return source as Readonly<Record<string, unknown>>;
  let text: string;
  try {
    text = readFileSync(source, 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new KeyUnavailable(`couldn't read key file \`${source}\`: ${why}; check SLUIS_KEYS and the file's owner`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which is secret.
    json = undefined;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new KeyUnavailable(`couldn't read key file \`${source}\`: not a JSON object; restore it from its backup`);
  }
  return json as Readonly<Record<string, unknown>>;
}
