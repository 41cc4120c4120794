import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiFoundResponse,
  ApiOkResponse,
  ApiProperty,
  ApiQuery,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newSecret } from '#postgres';
import { Public } from '../access/allow';
import { roles, type Role } from '../access/officer';
import { Database } from '../database';
import { Problem } from '../http/problem';
import { reached } from '../http/reached';
import { loginsAMinute } from '../http/limits';
import { SETTINGS, type Settings } from '../settings';
import { destinationFrom } from './destination';
import { Oidc } from './oidc';
import { Sessions } from './sessions';

/** How long somebody may take to log in. */
const loginS = 600;

class GrantDto {
  @ApiProperty({ enum: roles })
  role!: Role;

  @ApiProperty({ type: String, nullable: true, description: 'null: every participant' })
  participant!: string | null;
}

class SessionDto {
  @ApiProperty()
  name!: string;

  @ApiProperty()
  subject!: string;

  @ApiProperty({ type: [GrantDto] })
  grants!: GrantDto[];

  @ApiProperty({ description: 'What each change must show in the header `x-csrf-token`' })
  csrf!: string;

  @ApiProperty({ format: 'date-time', description: 'When it ends if nobody does anything' })
  expiresAt!: string;

  @ApiProperty({ enum: ['demonstration', 'operational'] })
  mode!: 'demonstration' | 'operational';
}

class LoggedOutDto {
  @ApiProperty({ type: String, nullable: true, description: 'Where the provider’s own session is ended' })
  to!: string | null;
}

/** Logging in and out, by the OpenID Connect provider. */
@ApiTags('session')
@Controller()
@Public()
export class SessionController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    @Inject(Oidc) private readonly oidc: Oidc,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Get('login')
  @RouteConfig(loginsAMinute)
  @ApiQuery({ name: 'to', required: false, description: 'Page of the console to come back to' })
  @ApiFoundResponse({ description: 'To the identity provider' })
  async login(@Query('to') to: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const destination = destinationFrom(to);
    const { publicUrl } = this.settings;
    // Cookies are kept by host: under another name of this machine the way back would not find them.
    if (`${request.protocol}://${request.host}` !== publicUrl && request.host !== new URL(publicUrl).host) {
      return void (await reply.redirect(`${publicUrl}/login?to=${encodeURIComponent(destination)}`, 302));
    }
    const { url, state, nonce, verifier } = await this.oidc.begin();
    const browser = this.sessions.read(request, 'login') ?? newSecret();
    const endsAt = new Date(Date.now() + 1_000 * loginS);
    await reached(this.database.sessions.beginLogin(state, browser, { nonce, verifier, destination }, endsAt));
    await reply.header('set-cookie', this.sessions.cookie('login', browser, loginS)).redirect(url.href, 302);
  }

  @Get('login/callback')
  @RouteConfig(loginsAMinute)
  @ApiQuery({ name: 'state', required: false })
  @ApiQuery({ name: 'code', required: false })
  @ApiFoundResponse({ description: 'Logged in; to the console' })
  async callback(
    @Query('state') state: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const browser = this.sessions.read(request, 'login');
    const login =
      browser !== undefined && typeof state === 'string' && state.length <= 200
        ? await reached(this.database.sessions.takeLogin(state, browser, new Date()))
        : undefined;
    if (login === undefined) {
      throw new Problem(
        400,
        'this login was not begun in this browser, was used already or took too long; begin again',
      );
    }
    const query = request.url.slice(request.url.indexOf('?') + 1);
    const { idToken, ...officer } = await this.oidc.complete(query, { ...login, state: state as string });
    await this.sessions.begin(request, reply, officer, idToken);
    await reply.redirect(login.destination, 302);
  }

  @Post('logout')
  @HttpCode(200)
  @ApiOkResponse({ type: LoggedOutDto, description: 'Logged out, now or before' })
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<LoggedOutDto> {
    const idToken = await this.sessions.end(request, reply);
    return { to: await this.oidc.endSessionUrl(idToken) };
  }

  @Get('session')
  @ApiOkResponse({ type: SessionDto, description: 'Who is logged in. Asking does not prolong the session' })
  @ApiUnauthorizedResponse({ description: 'Nobody is' })
  async session(@Req() request: FastifyRequest): Promise<SessionDto> {
    const session = await this.sessions.of(request);
    if (session === undefined) throw new Problem(401, 'nobody is logged in; `GET /login`');
    const { name, subject, grants, csrf } = session;
    return {
      name,
      subject,
      grants: grants as GrantDto[],
      csrf,
      expiresAt: this.sessions.endOf(session).toISOString(),
      mode: this.settings.mode,
    };
  }
}
