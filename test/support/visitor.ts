import type { Identity } from './identity';

/** A browser as far as logging in needs one: it keeps cookies by host and port, and follows redirects when told to. */
export class Visitor {
  private readonly jars = new Map<string, Map<string, string>>();
  /** What changes must show; known after `logIn`. */
  csrf = '';

  constructor(private readonly control: string) {}

  /** One request; redirects are answers. */
  async get(url: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(url, { method: 'GET', headers });
  }

  async send(url: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
    const target = new URL(url, this.control);
    const jar = this.jar(target);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(target, {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie !== '' && { cookie }), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    return response;
  }

  /** A call of the page: with its token. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; json: any }> {
    const response = await this.send(path, {
      method,
      headers: {
        'x-csrf-token': this.csrf,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  }

  /** Opens a page's stream of events, here or at another control that has the same sessions. */
  async events(at = this.control): Promise<Response> {
    const cookie = [...this.jar(this.control)].map(([name, value]) => `${name}=${value}`).join('; ');
    return fetch(`${at}/events`, { headers: { cookie } });
  }

  /** The whole way: to the provider, its form, and back. Answers the page that it leads to. */
  async logIn(identity: Identity, account: string, to = '/console/'): Promise<string> {
    const back = await this.comeBack(identity, account, to);
    const done = await this.get(back);
    if (done.status !== 302) throw new Error(`the login ended with ${done.status}: ${await done.text()}`);
    this.csrf = ((await (await this.get('/session')).json()) as { csrf: string }).csrf;
    return done.headers.get('location')!;
  }

  /** As far as the address at which the provider sends somebody back to control. */
  async comeBack(identity: Identity, account: string, to = '/console/'): Promise<string> {
    const began = await this.get(`/login?to=${encodeURIComponent(to)}`);
    let url = began.headers.get('location') ?? '';
    for (let hop = 0; hop < 10; hop += 1) {
      if (url.startsWith(`${this.control}/login/callback`)) return url;
      const answer = await this.get(url);
      if (answer.status >= 300 && answer.status < 400) {
        url = new URL(answer.headers.get('location')!, url).href;
        continue;
      }
      const action = /action="([^"]+)"/.exec(await answer.text())?.[1];
      if (action === undefined) throw new Error(`nothing to fill in at \`${url}\`, but ${answer.status}`);
      const posted = await this.send(new URL(action, url).href, {
        method: 'POST',
        body: new URLSearchParams({ login: account, password: identity.password }),
      });
      url = new URL(posted.headers.get('location')!, url).href;
    }
    throw new Error(`the login never came back; last at \`${url}\``);
  }

  /** Cookies that it keeps of an address, to look at or to plant. */
  jar(url: string | URL): Map<string, string> {
    const { host } = new URL(url, this.control);
    let jar = this.jars.get(host);
    if (jar === undefined) this.jars.set(host, (jar = new Map<string, string>()));
    return jar;
  }
}
