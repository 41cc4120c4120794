import fc from 'fast-check';
import { compactVerify, CompactSign, importJWK } from 'jose';
import { generateKeys } from './generate';
import { signJws, SignatureInvalid, verifyJws, type Jwk } from './signatures';

const { control } = generateKeys();
const typ = 'sluis-facts+jws';
const payload = { kind: 'fact', number: 17, name: 'é' };
const joseKey = async (jwk: Jwk) => importJWK({ ...jwk } as never, 'EdDSA');
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('signJws', () => {
  it('signs what jose verifies', async () => {
    const result = await compactVerify(signJws(payload, control.private, typ), await joseKey(control.public));
    expect(result.protectedHeader).toEqual({ alg: 'EdDSA', typ });
    expect(JSON.parse(Buffer.from(result.payload).toString())).toEqual(payload);
  });
});

describe('verifyJws', () => {
  it('verifies what jose signs', async () => {
    const token = await new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', typ })
      .sign(await joseKey(control.private));
    expect(verifyJws(token, control.public, typ)).toEqual(payload);
  });

  it('verifies the example of RFC 8037 appendix A.4 up to its missing type', () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    const d = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
    expect(verifyJws(signJws({ a: 1 }, { ...jwk, d }, typ), jwk, typ)).toEqual({ a: 1 });
    const example =
      'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg';
    expect(() => verifyJws(example, jwk, typ)).toThrow(SignatureInvalid);
  });

  const token = signJws(payload, control.private, typ);
  const [header, body, signature] = token.split('.') as [string, string, string];
  it.each([
    ['another type', signJws(payload, control.private, 'sluis-register+jws')],
    ['another key', signJws(payload, generateKeys().control.private, typ)],
    ['no algorithm', `${encoded({ alg: 'none', typ })}.${body}.`],
    ['no algorithm, signature kept', `${encoded({ alg: 'none', typ })}.${body}.${signature}`],
    ['a header changed', `${encoded({ alg: 'EdDSA', typ, kid: 'x' })}.${body}.${signature}`],
    ['a critical extension', `${encoded({ alg: 'EdDSA', typ, crit: ['b64'], b64: false })}.${body}.${signature}`],
    ['an embedded key', `${encoded({ alg: 'EdDSA', typ, jwk: control.public })}.${body}.${signature}`],
    ['another payload', `${header}.${encoded({ kind: 'fact', number: 18 })}.${signature}`],
    ['no signature', `${header}.${body}.`],
    ['a short signature', `${header}.${body}.${signature.slice(0, 40)}`],
    ['padding', `${token}==`],
    ['four parts', `${token}.x`],
    ['two parts', `${header}.${body}`],
    ['nothing', ''],
    ['a null header', `${encoded(null)}.${body}.${signature}`],
    ['a header that is not JSON', `eA.${body}.${signature}`],
  ])('refuses %s', (_name, forged) => {
    expect(() => verifyJws(forged, control.public, typ)).toThrow(SignatureInvalid);
  });

  it('refuses a token with any one character changed', () => {
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '0', '-', '.', ' '), (index, character) => {
        fc.pre(token[index] !== character);
        const changed = token.slice(0, index) + character + token.slice(index + 1);
        expect(() => verifyJws(changed, control.public, typ)).toThrow(SignatureInvalid);
      }),
    );
  });

  it('refuses a key of another kind', () => {
    const rsa: Jwk = { kty: 'oct', x: 'AAAA' };
    expect(() => verifyJws(token, rsa, typ)).toThrow(SignatureInvalid);
  });
});
