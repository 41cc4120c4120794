/** An obligation that cannot be carried out. The record is not delivered; retrying does not help. Names no value. */
export class TransformFault extends Error {
  readonly code = 'transform-impossible';
  override readonly name = 'TransformFault';
}
