import 'reflect-metadata';
import type { Database } from '../database';
import type { Events } from '../events/events';
import type { Settings } from '../settings';
import { Sessions } from './sessions';

const sessionsAt = (publicUrl: string): Sessions =>
  new Sessions({ publicUrl } as Settings, {} as Database, {} as Events);

describe('the cookie of a session', () => {
  it('is bound to its host and to TLS where there is TLS', () => {
    expect(sessionsAt('https://sluis.example').cookie('session', 'x')).toBe(
      '__Host-sluis-session=x; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it('is kept from scripts and other sites without TLS too', () => {
    expect(sessionsAt('http://127.0.0.1:8080').cookie('login', 'x', 60)).toBe(
      'sluis-login=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=60',
    );
  });
});
