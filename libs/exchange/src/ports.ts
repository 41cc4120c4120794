/**
 * What `exchange` needs from outside, and nothing more. `libs/keys` implements it with HMAC-SHA-256 keys derived from
 * the root secrets; every method throws `KeyUnavailable` where its key is missing, and the request is denied.
 */
export interface Keys {
  /** Tokens of a person under every token key that still has facts, the current key first. 26 base32 characters each. */
  personTokens(insz: string): readonly string[];
  /** Tokens of an e-mail address, telephone number, or normalised name-and-address, likewise. */
  contactTokens(contact: string): readonly string[];
  /** Pseudonym inside the domain (recipient, purpose, epoch): `psn:<epoch>:<26 base32 characters>`. */
  pseudonym(recipient: string, purpose: string, identifier: string): string;
  /** Keyed hash of position: the decision's id. */
  decisionId(topic: string, partition: number, offset: string): string;
  /** Keyed hash for evidence (`ce_id`, request values, deliveries). Label separates the uses. */
  evidence(label: 'ce-id' | 'value' | 'delivery' | 'request', content: string | Uint8Array): string;
  /** Kafka key of a delivery about an identified person or dwelling; never the number itself. */
  deliveryKey(recipient: string, identifier: string): string;
}

/** Whether a fault says that a key is missing. The request is then denied `key-unavailable`; the field never passes. */
export function isKeyUnavailable(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === 'key-unavailable';
}
