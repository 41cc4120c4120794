/** Every kind of change that the loop makes; each is logged and counted under this name. */
export const changeKinds = [
  'acl-withdrawn',
  'acl-granted',
  'topic-created',
  'topic-configured',
  'topic-partitions-added',
  'certificate-issued',
  'certificate-renewed',
  'certificate-removed',
  'client-files-rewritten',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface Change {
  readonly kind: ChangeKind;
  /** Topic, system, or the ACL in words. */
  readonly what: string;
}
