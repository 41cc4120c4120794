import { createHash } from 'node:crypto';

/** A manifest that verified, with all its documents present and unchanged. */
export interface PublishedRegister {
  readonly version: number;
  /** JSON texts of the source documents, in the manifest's order; what they say is not looked at here. */
  readonly documents: readonly string[];
  /** When control signed it, ISO 8601; absent where the manifest doesn't say. */
  readonly issuedAt: string | undefined;
}

export type Refusal = 'manifest-unverified' | 'manifest-malformed' | 'version-gone-back' | 'document-altered';

/** Payload of a JWS of the register topic; throws where the signature does not hold. */
export type VerifyRegister = (jws: string) => unknown;

/**
 * Collects what `sluis.register` carries, in order, and answers with the newest complete register.
 *
 * INVARIANT(only-forward): a manifest that does not verify, or whose number is below one already taken, changes nothing.
 */
export class ReceivedRegister {
  private readonly documents = new Map<string, string>();
  private manifest: Manifest | undefined;

  constructor(
    private readonly verify: VerifyRegister,
    private readonly refused: (refusal: Refusal) => void,
  ) {}

  /** Takes one record. A record that is refused leaves everything as it was. */
  take(key: string, value: string | undefined): void {
    if (key.startsWith('doc:')) this.takeDocument(key.slice('doc:'.length), value);
    else if (key === 'manifest' && value !== undefined) this.takeManifest(value);
  }

  /** Number of the newest manifest that verified, whether or not its documents are here; 0 before the first. */
  get announced(): number {
    return this.manifest?.version ?? 0;
  }

  /** The newest register whose documents are all here; ask once all that was published has been taken. */
  newest(): PublishedRegister | undefined {
    if (this.manifest === undefined) return undefined;
    const documents = this.manifest.documents.map((hash) => this.documents.get(hash));
    if (documents.includes(undefined)) return undefined;
    const { version, issuedAt } = this.manifest;
    return { version, documents: documents as string[], issuedAt };
  }

  private takeDocument(hash: string, value: string | undefined): void {
    if (value === undefined) return void this.documents.delete(hash);
    if (createHash('sha256').update(value).digest('hex') !== hash) return this.refused('document-altered');
    this.documents.set(hash, value);
  }

  private takeManifest(jws: string): void {
    let payload: unknown;
    try {
      payload = this.verify(jws);
    } catch {
      return this.refused('manifest-unverified');
    }
    if (!isManifest(payload)) return this.refused('manifest-malformed');
    if (this.manifest !== undefined && !follows(payload, this.manifest)) return this.refused('version-gone-back');
    this.manifest = payload;
  }
}

/** A higher number, or the same register published again. */
function follows(next: Manifest, last: Manifest): boolean {
  if (next.version !== last.version) return next.version > last.version;
  return (
    next.documents.length === last.documents.length && next.documents.every((hash, n) => hash === last.documents[n])
  );
}

interface Manifest {
  readonly version: number;
  readonly documents: readonly string[];
  readonly issuedAt?: string;
}

function isManifest(value: unknown): value is Manifest {
  if (!isObject(value) || value['kind'] !== 'manifest') return false;
  const { version, documents, issuedAt } = value;
  if (issuedAt !== undefined && typeof issuedAt !== 'string') return false;
  if (!Number.isSafeInteger(version) || (version as number) < 1 || !Array.isArray(documents)) return false;
  return documents.every((hash) => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
