import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IHeaders } from 'kafkajs';
import { repository } from './cluster';

/** One conformance vector of the envelope as a message that a client can send; see `test/conformance/envelope`. */
export interface Vector {
  readonly name: string;
  readonly value: Buffer | null;
  readonly headers: IHeaders;
  readonly rejected: boolean;
}

interface VectorFile {
  readonly headers: Readonly<Record<string, HeaderValue | HeaderValue[]>>;
  readonly value?: string | null;
  readonly base64?: string;
  readonly build?: readonly { readonly text: string; readonly times?: number }[];
  readonly expected: { readonly rejection?: object };
}

type HeaderValue = string | null | { readonly base64: string };

/** All vectors that go through a client: a header without a value is beyond what kafkajs can write. */
export function envelopeVectors(): Vector[] {
  const folder = join(repository, 'test/conformance/envelope');
  const files = readdirSync(folder).map(
    (name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as VectorFile] as const,
  );
  return files
    .filter(([, { headers }]) => !Object.values(headers).flat().includes(null))
    .map(([name, { headers, value, base64, build, expected }]) => {
      const text = build?.map((part) => part.text.repeat(part.times ?? 1)).join('') ?? value;
      const plain = typeof text === 'string' ? Buffer.from(text) : null;
      return {
        name,
        value: base64 === undefined ? plain : Buffer.from(base64, 'base64'),
        headers: Object.fromEntries(
          Object.entries(headers).map(([header, each]) => [header, Array.isArray(each) ? each.map(sent) : sent(each)]),
        ),
        rejected: expected.rejection !== undefined,
      };
    });
}

function sent(value: HeaderValue): string | Buffer {
  return typeof value === 'object' ? Buffer.from(value?.base64 ?? '', 'base64') : value;
}
