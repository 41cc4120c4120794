/**
 * A key that is needed is missing or unusable. The request is denied with the code of this fault; nothing passes
 * without its key. Retry only after the key file was mended: halt at start-up.
 */
export class KeyUnavailable extends Error {
  readonly code = 'key-unavailable';
  override readonly name = 'KeyUnavailable';
}
