import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../settings';
import { officerOf, type RequestOfOfficer } from './officer';
import { Problem } from './problem';

/** Lets only officers in, who show their bearer token (RFC 6750), and notes which one it is. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<RequestOfOfficer>();
    const shown = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const officer = shown === undefined ? undefined : officerOf(shown, this.settings.officers);
    if (officer === undefined) {
      throw new Problem(401, 'show the token of this installation: `authorization: Bearer <token>`');
    }
    request.officer = officer;
    return true;
  }
}
