/**
 * Why control refused something, beside what the HTTP status says: stable, so that a page can say it in its reader's language and a
 * program can act on it. A refusal without one says no more than its status (RFC 9457, `about:blank`).
 */
export const problemCodes = [
  'already-approved',
  'already-decided',
  'already-suspended',
  'case-ended',
  'erasure-must-wait',
  'facts-not-recorded',
  'files-differ',
  'files-faulty',
  'folder-unreadable',
  'legal-duty',
  'nothing-to-change',
  'person-needed',
  'promises-broken',
  'proposal-faulty',
  'proposal-slow',
  'register-absent',
  'register-changed',
  'request-invalid',
  'role-needed',
  'same-officer',
  'services-away',
  'tls-needed',
] as const;

export type ProblemCode = (typeof problemCodes)[number];
