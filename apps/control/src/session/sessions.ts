import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionName, type OfficerSession } from '#postgres';
import type { Officer, Role } from '../access/officer';
import { Database } from '../database';
import { Events } from '../events/events';
import { Problem } from '../http/problem';
import { reached } from '../http/reached';
import { SETTINGS, type Settings } from '../settings';
import type { Known } from './oidc';

const sweepEveryMs = 60_000;
/** A page's own fetches, which no hand asked for, don't keep a session alive. */
const backgroundHeader = 'x-sluis-background';

/** Sessions of browsers: a cookie that a script cannot read, and what must come with it to change anything. */
@Injectable()
export class Sessions implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('sessions');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    @Inject(Events) private readonly events: Events,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), sweepEveryMs);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * Who is logged in where this request comes from. INVARIANT(csrf): a request that may change something is theirs only
   * with the token that the page alone has, and from no foreign page.
   */
  async officer(request: FastifyRequest): Promise<Officer | undefined> {
    const touch = request.headers[backgroundHeader] === undefined && !opensStream(request);
    const session = await this.of(request, touch);
    if (session === undefined) return undefined;
    if (!safeMethods.has(request.method)) this.mustComeFromPage(request, session);
    return officerOf(session);
  }

  /** The session of a request, whatever it may do; asking prolongs nothing unless `touch`. */
  async of(request: FastifyRequest, touch = false): Promise<OfficerSession | undefined> {
    const secret = this.secretOf(request);
    if (secret === undefined) return undefined;
    return reached(this.database.sessions.find(secret, touch, new Date()));
  }

  async begin(request: FastifyRequest, reply: FastifyReply, officer: Known, idToken: string): Promise<void> {
    const now = new Date();
    const endsAt = new Date(now.getTime() + this.settings.session.longestMs);
    // A new secret at each login, so that nobody can have put it there before.
    const secret = await reached(
      this.database.sessions.begin({ ...officer, idToken }, this.secretOf(request), now, endsAt),
    );
    const before = this.nameOf(request);
    if (before !== undefined) this.events.end(before);
    void reply.header('set-cookie', this.cookie('session', secret));
  }

  /** Ends the session of a request, if it has one, and returns what the provider may want to hear. */
  async end(request: FastifyRequest, reply: FastifyReply): Promise<string | null> {
    const session = await this.of(request);
    const secret = this.secretOf(request);
    if (session !== undefined) {
      this.mustComeFromPage(request, session);
      await reached(this.database.sessions.end(secret!, 'logout', new Date()));
      this.events.end(sessionName(secret!));
    }
    void reply.header('set-cookie', this.cookie('session', '', 0));
    return session?.idToken ?? null;
  }

  /** What the session of a request is known by; undefined where it shows a token, or nothing. */
  nameOf(request: FastifyRequest): string | undefined {
    const secret = request.headers.authorization === undefined ? this.secretOf(request) : undefined;
    return secret === undefined ? undefined : sessionName(secret);
  }

  /** When it ends, if nobody does anything. */
  endOf({ seenAt, endsAt }: OfficerSession): Date {
    return new Date(Math.min(seenAt.getTime() + this.settings.session.idleMs, endsAt.getTime()));
  }

  /** A `Set-Cookie` of ours. `__Host-` binds it to this host and to TLS, where there is TLS. */
  cookie(name: CookieName, value: string, maxAgeS?: number): string {
    const parts = [`${this.cookieName(name)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
    if (this.secure) parts.push('Secure');
    if (maxAgeS !== undefined) parts.push(`Max-Age=${maxAgeS}`);
    return parts.join('; ');
  }

  read(request: FastifyRequest, name: CookieName): string | undefined {
    const own = `${this.cookieName(name)}=`;
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const value = pairs.find((pair) => pair.startsWith(own))?.slice(own.length);
    return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
  }

  private secretOf(request: FastifyRequest): string | undefined {
    return this.read(request, 'session');
  }

  private get secure(): boolean {
    return this.settings.publicUrl.startsWith('https:');
  }

  private cookieName(name: CookieName): string {
    return `${this.secure ? '__Host-' : ''}sluis-${name}`;
  }

  private mustComeFromPage({ headers }: FastifyRequest, { csrf }: OfficerSession): void {
    const shown = headers['x-csrf-token'];
    const foreign =
      (headers.origin !== undefined && headers.origin !== this.settings.publicUrl) ||
      (headers['sec-fetch-site'] !== undefined && headers['sec-fetch-site'] !== 'same-origin');
    if (foreign) throw new Problem(403, 'this came from another page than the console');
    if (typeof shown !== 'string' || !same(shown, csrf)) {
      throw new Problem(403, 'the header `x-csrf-token` is missing or not that of this session; `GET /session` has it');
    }
  }

  private async sweep(): Promise<void> {
    if (!this.database.ready) return;
    try {
      const ended = await this.database.sessions.sweep(new Date());
      if (ended > 0) this.log.log(`${ended} sessions ended by themselves`);
    } catch {
      // PostgreSQL went away. What has ended is refused all the same; the next sweep removes it.
    }
  }
}

type CookieName = 'session' | 'login';

/** Methods that change nothing (RFC 9110 9.2.1). */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A stream that a page opens, and opens again by itself where the line broke: a browser sends no header of ours with it. */
function opensStream({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url === '/events';
}

function officerOf({ subject, name, grants }: OfficerSession): Officer {
  const held = grants.map(({ role, participant }) => ({ role: role as Role, participant }));
  return { subject, name, grants: held, person: true };
}

function same(shown: string, known: string): boolean {
  const [one, other] = [Buffer.from(shown), Buffer.from(known)];
  return one.length === other.length && timingSafeEqual(one, other);
}
