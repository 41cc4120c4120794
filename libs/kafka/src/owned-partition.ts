/** One ingress partition, as the group gave it to this instance. */
export interface OwnedPartition {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  /** Whose ingress topic it is. */
  readonly system: string;
}
