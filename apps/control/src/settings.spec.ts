import { settingsFrom } from './settings';

const least = { DATABASE_URL: 'postgres://x', SLUIS_OIDC_ISSUER: 'https://login.example.be' };

describe('the settings of control', () => {
  const settings = (more: Record<string, string> = {}) => settingsFrom({ ...least, ...more });

  it('ask for what control cannot do without', () => {
    for (const name of Object.keys(least)) expect(() => settings({ [name]: '' })).toThrow(`\`${name}\` is not set`);
  });

  it('are found on loopback, in operation, where nothing else is said', () => {
    expect(settings()).toMatchObject({ publicUrl: 'http://127.0.0.1:8080', mode: 'operational', tls: undefined });
    expect(settings({ SLUIS_CONTROL_URL: 'https://sluis.example.be/' }).publicUrl).toBe('https://sluis.example.be');
  });

  it.each(['sluis.example.be', 'ftp://sluis.example.be', 'https://a:b@sluis.example.be', 'javascript:alert(1)'])(
    'refuse %s as the address of control',
    (url) => expect(() => settings({ SLUIS_CONTROL_URL: url })).toThrow('SLUIS_CONTROL_URL'),
  );

  it('refuse a provider whose answers anybody on the way could write', () => {
    expect(() => settings({ SLUIS_OIDC_ISSUER: 'http://login.example.be' })).toThrow('https');
    expect(() => settings({ SLUIS_OIDC_ISSUER: 'http://127.0.0.1.example.be' })).toThrow('https');
    expect(settings({ SLUIS_OIDC_ISSUER: 'http://127.0.0.1:8084' }).oidc.issuer).toBe('http://127.0.0.1:8084');
  });

  it('refuse an audience with which an ID token would do as an access token', () => {
    expect(() => settings({ SLUIS_OIDC_AUDIENCE: 'console' })).toThrow('SLUIS_OIDC_AUDIENCE');
  });

  it('refuse a certificate without its key', () => {
    expect(() => settings({ SLUIS_CONTROL_TLS_CERT: 'cert.pem' })).toThrow('SLUIS_CONTROL_TLS_KEY');
  });

  it.each(['*', 'true', '0.0.0.0/0', '::/0', 'proxy.example.be'])('refuse to trust %s as a proxy', (proxy) => {
    expect(() => settings({ SLUIS_TRUSTED_PROXIES: `10.0.0.1, ${proxy}` })).toThrow('SLUIS_TRUSTED_PROXIES');
  });
});
