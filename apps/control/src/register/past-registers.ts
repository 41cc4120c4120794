import { Inject, Injectable } from '@nestjs/common';
import { contentHashOf, type StoredVersion } from '#postgres';
import { documentHash, type CompiledRegister } from '#register';
import { casesFolder } from '../cases/case-document';
import { Database } from '../database';
import { compileDocuments } from './source';

/** Whoever decides a series of requests again asks for the same few versions. */
const versionsKept = 3;

/** Versions of the register as they were when something was decided. */
@Injectable()
export class PastRegisters {
  private readonly kept = new Map<number, CompiledRegister>();

  constructor(@Inject(Database) private readonly database: Database) {}

  /** That version; undefined where it is not in this database as it was, or in a form that this release does not read. */
  async version(number: number): Promise<CompiledRegister | undefined> {
    const stored = this.kept.get(number) ?? (await this.load(number));
    if (stored === undefined) return undefined;
    this.kept.delete(number);
    this.kept.set(number, stored);
    for (const oldest of this.kept.keys()) if (this.kept.size > versionsKept) this.kept.delete(oldest);
    return stored;
  }

  /** Its documents; undefined where it is not in this database as it was. */
  async stored(number: number): Promise<StoredVersion | undefined> {
    const stored = await this.database.versions.version(number);
    return stored && isUnaltered(stored) ? stored : undefined;
  }

  private async load(number: number): Promise<CompiledRegister | undefined> {
    const stored = await this.stored(number);
    return stored && compileDocuments(stored.documents.filter(isThere), number);
  }
}

/** A document about one person who was erased is empty; nothing else may be. */
function isThere({ path, content }: StoredVersion['documents'][number]): boolean {
  return content !== '' || !path.startsWith(casesFolder);
}

function isUnaltered({ documents, contentHash }: StoredVersion): boolean {
  return (
    documents.filter(isThere).every(({ hash, content }) => documentHash(content) === hash) &&
    contentHashOf(documents.map(({ hash }) => hash)) === contentHash
  );
}
