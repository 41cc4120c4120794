import { createHash, randomBytes } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { LedgerJournal } from './ledger/journal';
import { tellNews } from './ledger/news';

/** Somebody who is logged in. */
export interface OfficerSession {
  readonly subject: string;
  readonly name: string;
  readonly grants: readonly { readonly role: string; readonly participant: string | null }[];
  /** What a page must show to change anything. */
  readonly csrf: string;
  readonly idToken: string | null;
  readonly seenAt: Date;
  /** At the latest; idleness may end it before. */
  readonly endsAt: Date;
}

/** A login that was begun: what must come back from the provider, and to the same browser. */
export interface OfficerLogin {
  readonly nonce: string;
  readonly verifier: string;
  readonly destination: string;
}

export type SessionEnd = 'logout' | 'idle' | 'too-old' | 'login-anew';

/**
 * Sessions by the hash of their secret. A beginning and an end are noted in the journal in the same transaction, so that
 * the ledger tells who was in when.
 */
export class OfficerSessions {
  constructor(
    private readonly source: DataSource,
    private readonly idleMs: number,
  ) {}

  /** Begins a session, ends the one that the browser had, and returns its secret, which is kept nowhere. */
  async begin(
    session: Pick<OfficerSession, 'subject' | 'name' | 'grants' | 'idToken'>,
    before: string | undefined,
    now: Date,
    endsAt: Date,
  ): Promise<string> {
    const secret = newSecret();
    await this.source.transaction(async (entities) => {
      if (before !== undefined) await this.remove(entities, before, 'login-anew', now);
      await entities.query(
        `INSERT INTO officer_session (id_hash, subject, name, grants, csrf, id_token, began_at, seen_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
        [
          hashOf(secret),
          session.subject,
          session.name,
          JSON.stringify(session.grants),
          newSecret(),
          session.idToken,
          now.toISOString(),
          endsAt.toISOString(),
        ],
      );
      await LedgerJournal.act(entities, { act: 'session.start', by: session.subject }, now);
    });
    return secret;
  }

  /** The session of this secret, while it holds. `touch`: somebody is there, so that its idle time begins anew. */
  async find(secret: string, touch: boolean, now: Date): Promise<OfficerSession | undefined> {
    const [row]: OfficerSession[] = await this.source.query(
      `SELECT subject, name, grants, csrf, id_token AS "idToken", seen_at AS "seenAt", ends_at AS "endsAt"
       FROM officer_session WHERE id_hash = $1 AND ends_at > $2 AND seen_at > $3`,
      [hashOf(secret), now.toISOString(), new Date(now.getTime() - this.idleMs).toISOString()],
    );
    if (row === undefined || !touch) return row;
    // Not at each call: a write a minute is enough to tell half an hour.
    if (now.getTime() - row.seenAt.getTime() < Math.min(this.idleMs / 20, 60_000)) return row;
    await this.source.query('UPDATE officer_session SET seen_at = greatest(seen_at, $2) WHERE id_hash = $1', [
      hashOf(secret),
      now.toISOString(),
    ]);
    return { ...row, seenAt: now };
  }

  /** Ends a session. False where it had ended. */
  async end(secret: string, cause: SessionEnd, now: Date): Promise<boolean> {
    return this.source.transaction((entities) => this.remove(entities, secret, cause, now));
  }

  /** Removes what has ended by itself, and logins that nobody came back from. */
  async sweep(now: Date): Promise<number> {
    return this.source.transaction(async (entities) => {
      const idleBefore = new Date(now.getTime() - this.idleMs).toISOString();
      const [ended]: [{ hash: string; subject: string; tooOld: boolean }[], number] = await entities.query(
        `DELETE FROM officer_session WHERE ends_at <= $1 OR seen_at <= $2 RETURNING id_hash AS hash, subject, ends_at <= $1 AS "tooOld"`,
        [now.toISOString(), idleBefore],
      );
      for (const { subject, tooOld } of ended) {
        await LedgerJournal.act(entities, { act: 'session.end', by: subject, cause: tooOld ? 'too-old' : 'idle' }, now);
      }
      await tellNews(
        entities,
        ended.map(({ hash }) => ({ kind: 'session-end', session: hash }) as const),
      );
      await entities.query('DELETE FROM officer_login WHERE ends_at <= $1', [now.toISOString()]);
      return ended.length;
    });
  }

  /** Notes that a login was begun, by what must come back. */
  async beginLogin(state: string, browser: string, login: OfficerLogin, endsAt: Date): Promise<void> {
    await this.source.query(
      `INSERT INTO officer_login (state_hash, browser_hash, nonce, verifier, destination, ends_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [hashOf(state), hashOf(browser), login.nonce, login.verifier, login.destination, endsAt.toISOString()],
    );
  }

  /** Takes a login that came back, once. Undefined where it was not begun by this browser, or too long ago. */
  async takeLogin(state: string, browser: string, now: Date): Promise<OfficerLogin | undefined> {
    const [[login]]: [OfficerLogin[], number] = await this.source.query(
      `DELETE FROM officer_login WHERE state_hash = $1 AND browser_hash = $2 AND ends_at > $3
       RETURNING nonce, verifier, destination`,
      [hashOf(state), hashOf(browser), now.toISOString()],
    );
    return login;
  }

  private async remove(entities: EntityManager, secret: string, cause: SessionEnd, now: Date): Promise<boolean> {
    const [[row]]: [{ subject: string }[], number] = await entities.query(
      'DELETE FROM officer_session WHERE id_hash = $1 RETURNING subject',
      [hashOf(secret)],
    );
    if (row === undefined) return false;
    await LedgerJournal.act(entities, { act: 'session.end', by: row.subject, cause }, now);
    await tellNews(entities, [{ kind: 'session-end', session: hashOf(secret) }]);
    return true;
  }
}

/** 256 bits that nobody guesses, for an address or a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The name of a session that may be kept and told: its secret can't be found from it. */
export function sessionName(secret: string): string {
  return hashOf(secret);
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
