/** A media type (RFC 9110 8.3.1): lower case, with its charset if it names one. */
export interface ContentType {
  readonly type: string;
  readonly charset: string | undefined;
}

const json: ContentType = { type: 'application/json', charset: undefined };

/** Reads a content type; none means JSON. Anything that is not one gives a type that nobody accepts. */
export function contentTypeOf(text: string | undefined): ContentType {
  if (text === undefined || text === 'application/json') return json;
  const match =
    /^([a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+)[ \t]*((?:;[ \t]*[a-z0-9-]+=(?:[^;"\s]+|"[^"\\]*")[ \t]*)*)$/i.exec(text);
  if (match === null) return { type: '', charset: undefined };
  const charset = /;[ \t]*charset="?([^;"\s]+)/i.exec(match[2] ?? '')?.[1];
  return { type: match[1]!.toLowerCase(), charset: charset?.toLowerCase() };
}

/** `application/json` in UTF-8, which is the only encoding of JSON between systems (RFC 8259 8.1). */
export function isJsonContentType(contentType: ContentType): boolean {
  return contentType.type === 'application/json' && isUtf8(contentType);
}

/** The structured mode of CloudEvents in JSON. Batches are not part of the Kafka binding and are not taken. */
export function isEventContentType(contentType: ContentType): boolean {
  return contentType.type === 'application/cloudevents+json' && isUtf8(contentType);
}

function isUtf8(contentType: ContentType): boolean {
  return contentType.charset === undefined || contentType.charset === 'utf-8' || contentType.charset === 'utf8';
}
